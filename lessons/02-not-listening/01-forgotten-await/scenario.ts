import { answersJson, json, line, outputs, scenario } from 'socket-clinic/scenario';

const OK = answersJson({ type: 'response', data: 'Message received' });

export default scenario({
  title: 'every message is answered, and nothing else is sent',
  talk: (draw) => ({ send: json({ type: 'hi', from: draw.word() }), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const ask = (name: string) => a.asks({ send: json({ type: 'hi', text: draw.word() }), reply: OK }, { name });
    return [
      ...a.opens({ name: 'opens' }),
      ...a.staysOpen(1_000, { name: 'quiet', summary: 'not quiet before the first message' }),
      ...ask('first-message'),
      ...Array.from({ length: draw.between(1, 3) }, () => ask('more-messages')).flat(),
      ...a.staysOpen(1_000, { name: 'quiet-after' }),
      // C goes while its answer is being made: an answer that nobody waits for fails where nobody can catch it.
      ...c.opens({ name: 'visitor-opens' }),
      ...c.sends(json({ type: 'hi', text: draw.word() })),
      ...c.resets(),
      // At once, so that what comes of it comes while this is waited for.
      ...ask('after-the-visitor').map((entry) => ('do' in entry ? { ...entry, pauseMs: 0 } : entry)),
      ...a.leaves({ name: 'goodbye' }),
      ...outputs(
        { lines: [], never: [line('was never awaited')] },
        { name: 'no-warning', sentence: 'no call in the output that was never awaited', summary: 'a call was never awaited' },
      ),
    ];
  },
  feedback: [
    {
      id: 'receive-not-awaited',
      when: { unmet: ['quiet', 'first-message'], cause: 'promise-sent', observed: ['unsolicited', 'other-form'] },
      say: 'What you sent is the call itself, turned into text. Wait for its value first, then put that into the message.',
    },
    {
      id: 'receive-not-awaited',
      when: { verdict: 'limit-exceeded', cause: ['flood', 'limit-events'] },
      say: 'A loop that waits for nothing: the call that receives was made and not awaited, so each turn sends at once and begins again.',
    },
    // On a slow stack it has used its time before it has sent too much.
    {
      id: 'receive-not-awaited',
      when: { verdict: 'limit-exceeded', cause: 'loop-frozen', seen: ['Connection.receiveText', 'websocket.receive_text'] },
      say: 'A loop that waits for nothing: the call that receives was made and not awaited, so each turn sends at once and begins again.',
    },
    {
      id: 'slower-flood',
      when: { unmet: 'quiet', observed: 'unsolicited' },
      say: 'These answers have no question: a pause slows a flood down and does not end it. Wait for the message instead.',
    },
    {
      id: 'awaits-the-wrong-thing',
      when: { unmet: 'first-message', observed: 'silence', seen: ['Connection.sendText', 'websocket.send_text'] },
      say: 'The answer still never leaves. The `await` is in front of another call; put one in front of the call that the output names.',
    },
    {
      id: 'sends-the-object',
      when: { verdict: 'crashed', unmet: ['bystander-before', 'first-message'], cause: 'unhandled-rejection' },
      say: 'The reply is there now, and it is an object: send takes text or bytes. It threw, and nobody holds the promise of an async listener, so the whole process ended.',
    },
    {
      id: 'loop-not-awaited',
      when: {
        unmet: ['bystander-opens', 'bystander-before', 'opens', 'quiet', 'first-message'],
        cause: ['handler-returned', 'unhandled-rejection'],
        seen: 'handler-started',
      },
      say: 'The loop was started, and nobody waited for it: the handler ended at once, and the connection with it.',
    },
    {
      id: 'then-without-return',
      when: { verdict: 'crashed', cause: 'unhandled-rejection' },
      say: 'The answer is started now, and its errors have nowhere to go: C left before its answer was made, the send failed, and nobody was waiting for it. So the whole process ended.',
    },
    {
      id: 'sent-too-soon',
      when: { unmet: 'first-message', observed: 'other-opcode' },
      say: 'The value was not there yet when you sent it: what left is an empty frame. `then` runs later; the line after it does not wait.',
    },
    {
      id: 'goodbye-not-awaited',
      when: { unmet: 'no-warning' },
      say: 'Every message is answered, and one call is still never awaited: the output names it.',
    },
  ],
});
