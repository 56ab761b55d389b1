import { answersJson, json, line, outputs, text } from '../../../sandbox/probe/draw.ts';
import { scenario } from '../../../sandbox/probe/scenario.ts';

const OK = answersJson({ type: 'response', data: 'Message received' });

export default scenario({
  title: 'a bad message is answered and logged, and the connection lives',
  talk: (draw) => ({ send: json({ type: 'hi', from: draw.word() }), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const hi = () => ({ send: json({ type: 'hi', text: draw.word() }), reply: OK });
    const good = (name: string) => a.asks(hi(), { name });
    const bad = () =>
      a.asks(
        { send: text(draw.badJson()), reply: answersJson({ type: 'error' }) },
        { name: 'bad-message', summary: 'a bad message got no proper answer' },
      );
    return [
      // First, since here no error has a reason to stand in the output, however the handler words it later.
      ...c.opens({ name: 'visitor-opens' }),
      ...c.asks(hi(), { name: 'visitor-message' }),
      ...c.leaves({ name: 'visitor-goodbye' }),
      ...outputs(
        { lines: [], never: [line('WebSocketDisconnect:'), line('    at '), line('💥')] },
        { name: 'quiet-goodbye', sentence: 'no error in the output for a client that leaves', summary: 'a goodbye is told as an error' },
      ),
      ...a.opens({ name: 'opens' }),
      ...good('good-before'),
      ...bad(),
      ...a.pings({ name: 'pong-after-bad' }),
      ...good('good-after'),
      ...outputs(
        { lines: [line('Error'), line('handler.ts:')] },
        { name: 'logged', sentence: 'the error with its stack in the output', summary: 'nobody can see the error' },
      ),
      ...draw.shuffle([good('good-after'), bad(), good('good-after')]).flat(),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'lets-it-throw',
      when: { unmet: 'bad-message', cause: ['handler-threw', 'process-died'] },
      say: 'Now you see it, and the connection dies of it (with ws the whole process). Half way: catch it where you can still answer.',
    },
    {
      id: 'catches-and-goes-on',
      when: { unmet: 'bad-message', observed: 'silence' },
      say: 'Silent again, one level deeper: the connection lives, and the client is still left without an answer.',
    },
    {
      id: 'answers-in-the-dark',
      when: { unmet: 'logged' },
      say: 'The client knows. Now let the one who has to find the cause know too: log the error itself, with its stack.',
    },
    {
      id: 'goodbye-as-error',
      when: { unmet: 'quiet-goodbye' },
      say: 'Every tab that closes now looks like a fault. WebSocketDisconnect is how a conversation ends: let it pass quietly.',
    },
  ],
});
