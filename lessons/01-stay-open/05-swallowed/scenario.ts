import { answersJson, json, type LinePattern, line, outputs, place, scenario, stack, text } from 'socket-clinic/scenario';

const OK = answersJson({ type: 'response', data: 'Message received' });

const NOISE = [line('WebSocketDisconnect:'), stack(), line('💥')];

export default scenario({
  title: 'a bad message is answered and logged, and the connection lives',
  talk: (draw) => ({ send: json({ type: 'hi', from: draw.word() }), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const hi = () => ({ send: json({ type: 'hi', text: draw.word() }), reply: OK });
    const good = (name: string) => a.asks(hi(), { name });
    const bad = (number: number) =>
      a.asks(
        { send: text(draw.badJson()), reply: answersJson({ type: 'error' }) },
        { name: 'bad-message', summary: 'a bad message got no proper answer', mark: `bad ${number}` },
      );
    const more = Array.from({ length: draw.between(3, 5) }, (_, index) => index + 2);
    return [
      // First, since no error belongs in the output yet, however the handler words it later.
      ...c.opens({ name: 'visitor-opens' }),
      ...c.asks(hi(), { name: 'visitor-message' }),
      ...c.leaves({ name: 'visitor-goodbye' }),
      ...outputs(
        { lines: [], never: NOISE },
        { name: 'quiet-goodbye', sentence: 'no error in the output for a client that leaves', summary: 'a goodbye is told as an error' },
      ),
      ...a.opens({ name: 'opens' }),
      ...good('good-before'),
      ...bad(1),
      ...a.pings({ name: 'pong-after-bad' }),
      ...good('good-after'),
      ...logged([1]),
      ...more.flatMap((number) => [...bad(number), ...(draw.between(0, 1) === 0 ? [] : good('good-after'))]),
      ...good('good-after'),
      ...logged(more),
      ...a.leaves({ name: 'goodbye', mark: 'A leaves' }),
      ...outputs(
        { lines: [], never: NOISE.map((pattern) => ({ ...pattern, since: 'A leaves' })) },
        { name: 'quiet-goodbye', sentence: 'no error in the output for a client that leaves', summary: 'a goodbye is told as an error' },
      ),
    ];
  },
  feedback: [
    {
      id: 'lets-it-throw',
      when: { unmet: 'bad-message', cause: ['handler-threw', 'process-died'] },
      say: 'Now you can see the exception, and it ends the connection (with ws, the whole process). That is half the way: catch it where you can still answer.',
    },
    {
      id: 'catches-and-goes-on',
      when: { unmet: 'bad-message', observed: 'silence', cause: ['answered-once', 'nobody-listens'] },
      say: 'Silent again, one level deeper: the connection lives, and the client is still left without an answer.',
    },
    {
      id: 'answers-in-the-dark',
      when: { unmet: 'logged' },
      say: 'The client knows. Whoever has to find the cause does not: log the error itself, with its stack.',
    },
    {
      id: 'goodbye-as-error',
      when: { unmet: 'quiet-goodbye' },
      say: 'Every tab that closes now looks like a fault. WebSocketDisconnect is how a conversation ends: let it pass quietly.',
    },
  ],
});

/** Each of these bad messages with an error and a place of its own; which comes first is the runtime's way. */
function logged(numbers: number[]) {
  const named = {
    name: 'logged',
    sentence: 'the error of each bad message with its stack in the output',
    summary: 'nobody can see the error',
  };
  const each = (pattern: LinePattern) =>
    numbers.map((number, index) => ({
      ...pattern,
      since: `bad ${number}`,
      ...(index + 1 < numbers.length ? { before: `bad ${number + 1}` } : {}),
    }));
  return [...outputs({ lines: each(line('Error')) }, named), ...outputs({ lines: each(place()) }, named)];
}
