import { answersJson, type Client, type Draw, type FrameSpec, json, oneOf, scenario } from 'socket-clinic/scenario';

const TEXT_ONLY = answersJson({ type: 'error', data: 'text only' });

export default scenario({
  title: 'a binary message gets an answer of its own',
  talk: reading,
  script(draw) {
    // What a decoder takes for a reading comes first, and after the worst bytes where the starter itself decodes.
    const decodable = bytes(Buffer.from(JSON.stringify({ sensor: 'attic', celsius: draw.between(10, 30) })).toString('hex'));
    const firsts = draw.dialect === 'ws' ? [bytes('fffe01'), decodable] : [decodable, bytes('fffe01')];
    const others: FrameSpec[][] = [
      [bytes('')],
      [bytes('c3')],
      [
        { ...bytes('7b22'), fin: false },
        { ...bytes('7d'), opcode: 'continuation' },
      ],
      [bytes(Buffer.from(JSON.stringify({ sensor: draw.word(), celsius: 4 })).toString('hex'))],
    ];
    return [
      ...firsts.flatMap((frame, index) => surprised(draw.client(index === 0 ? 'A' : 'C'), draw, [frame])),
      ...draw.shuffle(others).flatMap((frames, index) => surprised(draw.client(`thermometer ${index + 1}`), draw, frames)),
    ];
  },
  feedback: [
    {
      id: 'decodes-bytes',
      when: { unmet: 'binary', observed: 'other-content' },
      say: 'The bytes were read as if they were text. That works as long as they are ASCII, and the next message is FF FE. Look at the kind of frame, not at the content.',
    },
    {
      id: 'answers-in-bytes',
      when: { unmet: 'binary', observed: 'other-opcode' },
      say: 'The right answer, in the wrong kind of frame: a client that is told “text only” should be told so in text.',
    },
    {
      id: 'ignores-it',
      when: { unmet: 'binary', observed: 'silence' },
      say: 'The connection survives, and the sender waits for an answer that never comes. It cannot know that its messages are thrown away.',
    },
    {
      id: 'blames-the-text',
      when: { unmet: 'binary', cause: ['closed-on-purpose', 'closed-without-code'] },
      say: 'A close frame, with another code than 1003. 1007 is for text that is not UTF-8 and 1011 for a fault of yours; this is neither. The client did something legal that you do not take.',
    },
    {
      id: 'catches-and-leaves',
      when: { unmet: 'binary', cause: ['swallowed-error', 'answered-once', 'handler-returned'] },
      say: 'The exception is caught now, and the handler ends all the same: the client gets 1006 instead of an answer.',
    },
    {
      id: 'gives-up-later',
      when: { unmet: 'text-after' },
      say: 'The bytes are answered, and the next reading is not. A client that stays connected has to be served: go on, or close with 1003.',
    },
  ],
});

const bytes = (hex: string): FrameSpec => ({ opcode: 'binary', hex });

function reading(draw: Draw) {
  const told = { sensor: draw.word(), celsius: draw.between(-300, 400) / 10 };
  return { send: json(told), reply: answersJson({ type: 'stored', ...told }) };
}

function surprised(client: Client, draw: Draw, frames: FrameSpec[]) {
  const after = reading(draw);
  return [
    ...client.opens({ name: 'opens' }),
    ...client.asks(reading(draw), { name: 'text' }),
    ...client.sends(frames),
    ...oneOf([client.receives(TEXT_ONLY), client.ends(1003)], { name: 'binary', summary: 'a binary message got no proper answer' }),
    ...client.sends(after.send),
    ...oneOf([client.receives(after.reply), client.ends(1003)], {
      name: 'text-after',
      summary: 'a reading after a binary message was lost',
    }),
  ];
}
