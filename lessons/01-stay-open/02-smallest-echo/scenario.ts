import { answersText, type Client, type Draw, json, line, outputs, text } from '../../../sandbox/probe/draw.ts';
import { scenario } from '../../../sandbox/probe/scenario.ts';

const echo = (message: string) => ({ send: text(message), reply: answersText(`Echo: ${message}`) });

export default scenario({
  title: 'each message is echoed, and the output tells the story',
  talk: (draw) => echo(draw.word()),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const words = [
      draw.word(),
      json({ type: 'ping', n: draw.between(1, 99) }).text ?? '',
      ...Array.from({ length: draw.between(1, 3) }, () => draw.word()),
    ];
    return [
      ...a.opens({ name: 'opens' }),
      ...words.flatMap((word, index) => a.asks(echo(word), { name: index === 0 ? 'first-echo' : 'more-echoes' })),
      ...a.leaves({ name: 'goodbye' }),
      ...outputs(
        {
          lines: [
            line('🔄', a.id),
            line('✅', a.id),
            line('⏳', a.id),
            ...words.flatMap((word) => [line('📥', a.id, word), line('⏳', a.id)]),
          ],
        },
        {
          name: 'lights',
          sentence: `🔄, ✅, then ⏳ and 📥 with the text for each message, all with ${a.id}`,
          summary: 'the output does not tell the story',
        },
      ),
      ...goodbye(a, 'polite-goodbye'),
      ...comesBack(c, draw),
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
      say: 'The wire is right. Now let the output tell it: one line for each point of the connection’s life, each with its sign.',
    },
    {
      id: 'noisy-goodbye',
      when: { unmet: ['polite-goodbye', 'reset-goodbye'], observed: 'output-extra' },
      say: 'A client leaving is not an error. Tell it apart from the unexpected, and print 👋 for it.',
    },
    {
      id: 'leaves-a-timer',
      when: { unmet: 'nothing-left' },
      say: 'The connection has ended, and something that was started for it goes on. Everything that begins with a connection ends with it, on every way out: that is what finally (or the close event) is for.',
    },
  ],
});

function goodbye(client: Client, name: string) {
  return outputs(
    { lines: [line('👋', client.id)], once: [line('👋', client.id)], never: [line('💥'), line('ERROR'), line('    at ')] },
    { name, sentence: `one 👋 with ${client.id}, and no error`, summary: 'the goodbye is not told as it should be' },
  );
}

function comesBack(client: Client, draw: Draw) {
  return [
    ...client.opens({ name: 'opens-again' }),
    ...client.asks(echo(draw.word()), { name: 'echo-again' }),
    ...client.resets(),
    ...goodbye(client, 'reset-goodbye'),
    // The bystander is still here: one handler, and room for a timer of its own and one of the whole program.
    {
      expect: 'left' as const,
      handlers: 1,
      timers: 2,
      name: 'nothing-left',
      sentence: 'nothing to be left of the connections that have ended',
      summary: 'something outlived its connection',
      withinMs: 1_000,
    },
  ];
}
