import { answersJson, type Draw, json, line, outputs, place, scenario, text } from 'socket-clinic/scenario';

const OK = answersJson({ type: 'response', data: 'Message received' });

export default scenario({
  title: 'every kind of message is answered, and the output lights the path',
  talk: (draw) => ({ send: json({ type: 'greet', name: draw.word() }), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const kinds = draw.shuffle(['greet', 'add', 'note-with-tags', 'note-without-tags']);
    // With blanks that JSON allows: what was received is not what somebody makes of it.
    const texts = kinds.map((kind) => `{ ${JSON.stringify(messageOf(kind, draw)).slice(1, -1)} }`);
    return [
      ...a.opens({ name: 'opens', mark: 'A opens' }),
      ...kinds.flatMap((kind, index) => a.asks({ send: text(texts[index] ?? ''), reply: OK }, { name: kind, mark: `A asks ${index}` })),
      ...a.leaves({ name: 'goodbye', mark: 'A leaves' }),
      ...outputs(
        { lines: [line('🔄'), line('✅'), line('⏳'), line('📥'), line('👋')] },
        { name: 'lights', sentence: 'the lights 🔄 ✅ ⏳ 📥 👋 in the output', summary: 'the path is dark' },
      ),
      ...outputs(
        {
          lines: [
            { ...line('🔄', a.id), since: 'A opens' },
            { ...line('✅', a.id), since: 'A opens' },
            { ...line('⏳', a.id), since: 'A opens', before: 'A asks 0' },
            ...texts.map((received, index) => ({ ...line('📥', a.id, received), since: `A asks ${index}` })),
            { ...line('👋', a.id), since: 'A leaves' },
          ],
        },
        {
          name: 'lights-with-data',
          sentence: `each light with ${a.id}, at its time, and 📥 with what was received`,
          summary: 'the lights do not say whose connection it is, or what was received',
        },
      ),
      ...c.opens({ name: 'opens-again' }),
      ...c.sends(text(draw.badJson()), { mark: 'C fails' }),
      ...outputs(
        { lines: [{ ...line('💥', c.id), since: 'C fails' }] },
        { name: 'error-light', sentence: `💥 with ${c.id} for a message that is not JSON`, summary: 'an error leaves no light' },
      ),
      ...outputs(
        { lines: [{ ...place(), since: 'C fails' }] },
        { name: 'error-place', sentence: 'the error with its stack in the output', summary: 'the error does not say where' },
      ),
    ];
  },
  feedback: [
    {
      id: 'logs-and-swallows',
      when: { unmet: 'note-without-tags', observed: 'silence', cause: ['answered-once', 'nobody-listens'] },
      say: 'The light is right, and the client still waits: it got no answer and no close. The light shows the line; now repair it.',
    },
    {
      id: 'repaired-in-the-dark',
      when: { unmet: 'lights' },
      say: 'Repaired. And the next fault will be as hard to find as this one: put the lights on.',
    },
    {
      id: 'got-here',
      when: { unmet: 'lights-with-data' },
      say: 'You know where, not whose and not why: print the client id with each light, and the message with 📥.',
    },
    {
      id: 'message-only',
      when: { unmet: 'error-place' },
      say: 'The message alone does not name the line. Print the error itself: its stack does.',
    },
  ],
});

function messageOf(kind: string, draw: Draw): object {
  if (kind === 'greet') return { type: 'greet', name: draw.word() };
  if (kind === 'add') return { type: 'add', numbers: [draw.between(1, 99), draw.between(1, 99)] };
  if (kind === 'note-with-tags') return { type: 'note', text: draw.word(), tags: [draw.word(), draw.word()] };
  return { type: 'note', text: draw.word() };
}
