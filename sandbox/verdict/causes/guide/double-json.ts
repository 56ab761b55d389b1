import type { GuideEntry } from './guide-entry.ts';

export const doubleJson: GuideEntry = {
  name: 'JSON is encoded twice',
  looks:
    'The answer begins with a quotation mark and is full of backslashes. Parsed once it is a string, and parsed twice the object that was meant.',
  confirms: 'Two calls make JSON on the way from the value to the wire, such as json.dumps and send_json.',
  rulesOut: 'An answer that parses once to an object, or a protocol in which a string is the answer.',
  remedy: 'Make JSON once, just before the send. Give a call that makes JSON by itself the value, and not its text.',
  fix: {
    fastapi: `await websocket.send_json(value)  # not send_json(json.dumps(value))`,
    async: `await connection.sendJson(value); // not sendJson(JSON.stringify(value))`,
    ws: `socket.send(JSON.stringify(value)); // once`,
  },
  step: 'double-wrapped',
  lookAlikes: ['wrong-form'],
  next: 'Parse the answer twice: if the second time gives the object that was meant, it was encoded twice.',
};
