import type { GuideEntry } from './guide-entry.ts';

export const bytesCompared: GuideEntry = {
  name: 'Bytes are compared with text',
  looks:
    'A text message such as ping, right to the letter, never gets its answer. The connection is well, and pings of the protocol are answered.',
  confirms: 'The listener compares its argument as it is: ws gives every message as a Buffer, and a Buffer is never equal to a text.',
  rulesOut: 'A string that is made of the message before it is compared.',
  remedy: 'Make a string of what came as text before anything compares it. The second argument of the listener says whether it was binary.',
  fix: {
    ws: `socket.on('message', (data, isBinary) => {
  if (!isBinary && String(data) === 'ping') socket.send('pong');
});`,
  },
  step: 'buffer-not-string',
  lookAlikes: ['nobody-listens'],
  next: 'Print typeof data as the first thing in the listener: object means that a Buffer is compared, and no line that nobody listens.',
};
