import { answersText, type Client, type Entry, json, line, outputs, scenario, stack, text } from 'socket-clinic/scenario';

const echo = (message: string) => ({ send: text(message), reply: answersText(`Echo: ${message}`) });

export default scenario({
  title: 'each message is echoed, and the output tells the story',
  talk: (draw) => echo(draw.word()),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const spaced = `{ "type": "ping",  "n" : ${draw.between(1, 99)}.0 }`;
    const words = [
      draw.word(),
      ...draw.shuffle([json({ type: 'ping', n: draw.between(1, 99) }).text ?? '', spaced]),
      ...Array.from({ length: draw.between(1, 3) }, () => draw.word()),
    ];
    const visitorWords = [draw.word(), draw.word()];
    const [before, after] = splitAt(draw.between(1, words.length - 1), asks(a, words));
    const [visitorBefore, visitorAfter] = splitAt(1, asks(c, visitorWords));
    return [
      left({ name: 'before-anybody', soft: true }),
      ...a.opens({ name: 'opens', mark: 'A opens' }),
      // Two at the same time: each line is to name its own.
      ...c.opens({ name: 'opens-again', mark: 'C opens' }),
      ...before.flat(),
      ...visitorBefore.flat(),
      ...after.flat(),
      ...visitorAfter.flat(),
      ...a.leaves({ name: 'goodbye', mark: 'A leaves' }),
      ...lights(a, words),
      ...goodbye(a, 'polite-goodbye'),
      ...lights(c, visitorWords),
      ...c.resets({ mark: 'C leaves' }),
      ...goodbye(c, 'reset-goodbye'),
      left({ name: 'nothing-left', asAt: 'before-anybody' }),
    ];
  },
  feedback: [
    {
      id: 'envelope',
      when: { unmet: ['first-echo', 'more-echoes'], observed: 'other-form' },
      say: 'You answered, but not in the agreed form: this step wants the plain text “Echo: …”, not JSON.',
    },
    {
      id: 'bare-echo',
      when: { unmet: ['first-echo', 'more-echoes'], observed: 'other-content' },
      say: 'You answered, but not in the agreed form: “Echo: ” comes before the message, and nothing else.',
    },
    {
      id: 'binary-echo',
      when: { unmet: ['first-echo', 'more-echoes'], observed: 'other-opcode' },
      say: 'The text came back as a binary frame: ws hands you a Buffer, and sending a Buffer sends bytes. Make it a string on the way in.',
    },
    {
      id: 'accepts-again',
      when: { unmet: ['first-echo', 'more-echoes'], observed: 'ended', cause: 'handler-threw' },
      say: 'The second accept has nobody to shake hands with: accept once, before the loop.',
    },
    {
      id: 'dark',
      when: { unmet: 'lights' },
      say: 'The wire is right. Now let the output show it: one line for each point of the connection’s life, each with its sign, when it happens.',
    },
    {
      id: 'noisy-goodbye',
      when: { unmet: ['polite-goodbye', 'reset-goodbye'], observed: 'output-extra' },
      say: 'A client leaving is not an error. Tell it apart from the unexpected, and print 👋 for it.',
    },
    {
      id: 'leaves-a-timer',
      when: { unmet: 'nothing-left' },
      say: 'The connection has ended, and something that was started for it goes on. Everything that begins with a connection ends with it, on every way out: that is what `finally` (or the close event) is for.',
    },
  ],
});

/** One list of entries for each message, with a mark. */
function asks(client: Client, words: string[]) {
  return words.map((word, index) =>
    client.asks(echo(word), { name: index === 0 ? 'first-echo' : 'more-echoes', mark: `${client.name} asks ${index}` }),
  );
}

function splitAt<T>(index: number, items: T[]): [T[], T[]] {
  return [items.slice(0, index), items.slice(index)];
}

/**
 * The lines that the source document's own minimal handler prints, each between the moment that it tells of and the next thing that
 * the client does. ⏳, and whose message 📥 was, are asked for where the lights are the subject: in `where-did-it-die`.
 */
function lights(client: Client, words: string[]) {
  const { id, name } = client;
  const lines = [
    { ...line('🔄', id), since: `${name} opens` },
    { ...line('✅', id), since: `${name} opens`, before: `${name} asks 0` },
    ...words.map((word, index) => ({ ...line('📥', word), since: `${name} asks ${index}` })),
  ];
  return outputs(
    { lines },
    {
      name: 'lights',
      sentence: `🔄 and ✅ with ${id}, then 📥 with the text of each message, each at its time`,
      summary: 'the output does not tell the story',
    },
  );
}

/** The bystander is here: one handler, and room for a timer of its own and one of the whole program. */
function left(named: { name: string; asAt?: string; soft?: boolean }): Entry {
  return {
    expect: 'left',
    handlers: 1,
    timers: 2,
    sentence: 'nothing to be left of the connections that have ended',
    summary: 'something outlived its connection',
    withinMs: 1_000,
    ...named,
  };
}

function goodbye({ id, name: who }: Client, name: string) {
  const said = { ...line('👋', id), since: `${who} leaves` };
  return outputs(
    { lines: [said], once: [line('👋', id)], never: [line('💥'), line('ERROR'), stack()] },
    { name, sentence: `one 👋 with ${id}, and no error`, summary: 'the goodbye is not told as it should be' },
  );
}
