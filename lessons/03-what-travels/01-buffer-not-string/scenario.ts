import { answersJson, answersText, type Draw, json, scenario, text } from 'socket-clinic/scenario';

export default scenario({
  title: 'text comes back as text, bytes as bytes',
  talk: (draw) => note(draw.word()),
  script(draw) {
    const a = draw.client('A');
    const asksForPong = () => a.asks({ send: text('ping'), reply: answersText('pong') }, { name: 'ping' });
    const savesNote = (value = draw.word()) => a.asks(note(value), { name: 'note' });
    const sends = (hex: string, name: string) =>
      a.asks({ send: { opcode: 'binary', hex }, reply: { opcode: 'binary', match: { hex } } }, { name });
    // Bytes that are not text in UTF-8, and bytes that could be.
    const sketch = () => sends(`ff${bytes(draw, draw.between(3, 40))}fe80`, 'sketch');
    const letters = draw.shuffle([hexOf('ping'), hexOf(json({ type: 'note', text: draw.word() }).text ?? ''), hexOf(draw.word())]);
    return [
      ...a.opens({ name: 'opens' }),
      ...asksForPong(),
      ...savesNote('kettle on'),
      ...savesNote(),
      ...sketch(),
      ...letters.flatMap((hex) => sends(hex, 'sketch-of-letters')),
      ...draw
        .shuffle([
          ...Array.from({ length: draw.between(2, 4) }, sketch),
          ...Array.from({ length: draw.between(2, 3) }, () => savesNote()),
          asksForPong(),
          sends(hexOf('ping'), 'sketch-of-letters'),
        ])
        .flat(),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'converts-in-the-comparison',
      when: { unmet: 'note', observed: 'other-opcode' },
      say: 'The comparison sees a string now, and what you work with after it is still the Buffer. Convert once, on the way in, before anything looks at the message.',
    },
    {
      id: 'puts-the-buffer-into-json',
      when: { unmet: 'note', observed: 'other-content' },
      say: 'The answer is text now, and the Buffer is inside it: JSON writes its bytes as a list of numbers. Make it a string first.',
    },
    {
      id: 'makes-all-of-it-text',
      when: { unmet: 'sketch', observed: ['other-opcode', 'other-form', 'other-content', 'ended'] },
      say: 'Everything is text now, the sketch included. Bytes that are not UTF-8 do not survive that: FF became “�”. Convert what came as text, and nothing else.',
    },
    {
      id: 'guesses-from-the-bytes',
      when: { unmet: 'sketch-of-letters' },
      say: 'You look at the bytes and guess. These could be text, and were sent as bytes: the frame says which it is, and the listener’s second argument passes it on.',
    },
  ],
});

function note(value: string) {
  return { send: json({ type: 'note', text: value }), reply: answersJson({ type: 'saved', text: value }) };
}

const hexOf = (value: string) => Buffer.from(value).toString('hex');

function bytes(draw: Draw, count: number): string {
  return Array.from({ length: count }, () => draw.between(0, 255).toString(16).padStart(2, '0')).join('');
}
