import type { GuideEntry } from './guide-entry.ts';

export const wrongForm: GuideEntry = {
  name: 'The answer has another form',
  looks:
    'An answer comes, and not in the form that was agreed: it is not JSON (str() of a dict in Python is not), it is JSON inside a string, or it has another opcode.',
  confirms: 'The value is not made JSON before it is sent, or it is made JSON twice.',
  rulesOut: 'An answer of the right opcode that parses once to an object.',
  remedy: 'Take the answer from the wire and parse it once, to see what the client gets. Make JSON in one place, just before the send.',
  fix: {
    fastapi: `await websocket.send_json({"type": "response", "data": data})`,
    async: `await connection.sendJson({ type: 'response', data });`,
    ws: `socket.send(JSON.stringify({ type: 'response', data }));`,
  },
  step: 'double-wrapped',
  lookAlikes: ['promise-sent', 'double-json', 'text-as-bytes', 'wrong-content'],
  next: 'Parse the answer once: a string was made JSON twice, {} was a promise, an error means that it was never JSON, and an object of the right shape has other content.',
};
