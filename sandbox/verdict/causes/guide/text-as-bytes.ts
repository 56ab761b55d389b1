import type { GuideEntry } from './guide-entry.ts';

export const textAsBytes: GuideEntry = {
  name: 'Text is sent as bytes',
  looks: 'A text message was sent and a binary frame comes back, with the right characters in it. A browser gives it out as a Blob.',
  confirms:
    'What is sent is bytes: with ws every message arrives as a Buffer, and a Buffer leaves as a binary frame. With ws, undefined leaves as an empty one.',
  rulesOut: 'A text frame, or a question that was binary itself.',
  remedy: 'Make a string of what came as text, on the way in. Send strings for text and bytes for bytes, as the protocol says.',
  fix: {
    fastapi: `await websocket.send_text(text)  # send_bytes makes a binary frame`,
    async: `await connection.sendText(text); // sendBytes makes a binary frame`,
    ws: `socket.on('message', (data, isBinary) => {
  const message = isBinary ? data : String(data);
  socket.send(message);
});`,
  },
  step: 'buffer-not-string',
  lookAlikes: ['wrong-form'],
  next: 'Look at the opcode of the answer and at its characters: binary with the right ones is text sent as bytes, and text with the wrong ones is another form.',
};
