import { answersJson, type Draw, type FrameSpec, json, scenario, text } from 'socket-clinic/scenario';

const LIMIT = 64 * 1024;
const STORED = answersJson({ type: 'stored' });

export default scenario({
  title: 'a message of 64 KiB is stored, and a larger one is refused with 1009',
  talk: note,
  script(draw) {
    const a = draw.client('A');
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(
        { send: text(noteOf('x', LIMIT)), reply: STORED },
        { name: 'fits', sentence: 'a note of 65,536 bytes to be stored', summary: 'a note within the limit was refused' },
      ),
      ...a.leaves(),
      ...tooBig(draw).flatMap((each, index) => refused(draw, index + 1, each)),
    ];
  },
  feedback: [
    {
      id: 'no-listener',
      when: { verdict: 'crashed', cause: 'no-error-listener' },
      say: 'A got its 1009. Look at B: the library tells of the refusal with an error event, nobody listens, and the process ends.',
    },
    {
      id: 'too-low',
      when: { unmet: 'fits' },
      say: 'Now a note that is allowed is refused. 64 KiB are 65,536 bytes, and the whole message counts, its JSON too.',
    },
    {
      id: 'another-code',
      when: { unmet: 'one-byte-more', observed: 'other-close' },
      say: 'It ends, with another code than 1009. The client should learn that its message was too big, and not that it broke a rule or that you did.',
    },
    {
      id: 'counts-characters',
      when: { unmet: 'in-bytes' },
      say: 'A character can take four bytes. The limit is on what travels, so count bytes, or leave the counting to the server, which sees nothing else.',
    },
    {
      id: 'checks-in-the-handler',
      when: { unmet: 'before-it-came' },
      say: 'Your code sees the message when all of its bytes are in memory. Refuse it where the header of the frame is read.',
    },
  ],
});

function note(draw: Draw) {
  return { send: json({ type: 'note', text: draw.word() }), reply: STORED };
}

/** A note of this character whose JSON has so many bytes, or one less where the character does not fit in. */
function noteOf(character: string, bytes: number): string {
  const room = bytes - JSON.stringify({ type: 'note', text: '' }).length;
  return JSON.stringify({ type: 'note', text: character.repeat(room / Buffer.byteLength(character)) });
}

/** In the order in which a wrong limit shows: each asks for more than the one before it. */
function tooBig(draw: Draw) {
  const half = 'x'.repeat(draw.between(40_000, 50_000));
  const begun = { ...text(`{"type":"note","text":"${half}`), fin: false };
  return [
    { name: 'one-byte-more', what: 'a message of 65,537 bytes', frames: [text(noteOf('x', LIMIT + 1))] },
    {
      name: 'in-bytes',
      what: 'a message of fewer characters and more bytes',
      frames: [text(noteOf('é', LIMIT + draw.between(500, 50_000)))],
    },
    {
      name: 'before-it-came',
      what: 'a message that says in its header that it has 10 MiB',
      frames: [{ ...text('{"type":"note","text":"'), claimedLength: 10 * 1024 * 1024, note: 'the header of 10 MiB, and a few bytes' }],
    },
    {
      name: 'in-frames',
      what: 'a message that grows too big frame by frame',
      frames: [begun, { ...text(half), opcode: 'continuation' as const, fin: false }],
    },
  ];
}

function refused(draw: Draw, number: number, { name, what, frames }: { name: string; what: string; frames: FrameSpec[] }) {
  const client = draw.client(`sender ${number}`);
  return [
    ...client.opens({ name: 'opens' }),
    ...client.asks(note(draw), { name: 'small-note' }),
    ...client.sends(frames),
    ...client.ends(1009, { name, sentence: `${what} to end its connection with 1009`, summary: `${what} was not refused` }),
  ];
}
