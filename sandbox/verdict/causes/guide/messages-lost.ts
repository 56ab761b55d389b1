import type { GuideEntry } from './guide-entry.ts';

export const messagesLost: GuideEntry = {
  name: 'Messages of a burst are lost',
  looks:
    'Of several messages that are sent together some are never answered, often all but the first. Sent with a pause after each, all of them are.',
  confirms:
    "A loop waits for one event at a time, with once(socket, 'message'): what comes while it works reaches no listener. Or a flag drops what comes while another message is worked on.",
  rulesOut: 'A burst that is answered in full, or a message that gets no answer when it comes alone.',
  remedy: 'Use a listener that stays, or on() of node:events, which keeps what comes while you work. An emitter itself keeps nothing.',
  fix: {
    ws: `import { on } from 'node:events';

for await (const [data] of on(socket, 'message', { close: ['close'] })) {
  socket.send(await answer(String(data)));
}`,
  },
  lookAlikes: ['answered-once', 'two-readers', 'task-threw', 'listens-late'],
  next: 'Send three messages at once, and then the same three with a pause after each: if only the first three lose some, they came while nobody listened.',
};
