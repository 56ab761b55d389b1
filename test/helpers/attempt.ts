/** An attempt to be shared, written by hand. */
import type { SharedAttempt } from '../../web/app/report/attempt.ts';
import { accepted, fin, type Told, timelineOf } from './timeline.ts';

const SCRIPT = {
  entries: [
    { do: 'open', connection: 'A', path: '/ws' },
    { expect: 'staysOpen', connection: 'A', sentence: 'it to stay open', name: 'stays' },
  ],
} as unknown as Parameters<typeof timelineOf>[0];

const sent: Told = { kind: 'handshake-sent', method: 'GET', path: '/ws?token=s3cret', headers: { Host: 'localhost', Cookie: 's3cret' } };

/** One that broke: the handler returned at line 2. */
export function brokenAttempt(more: Partial<SharedAttempt> = {}): SharedAttempt {
  const returned: Told = { kind: 'handler-returned', source: 'process', at: { line: 2, column: 3 } };
  const timeline = timelineOf(SCRIPT, [
    [sent, accepted],
    [returned, fin],
  ]);
  return {
    step: { id: 'open-then-gone', title: 'Open, then gone' },
    dialect: 'fastapi',
    at: new Date('2026-11-29T13:56:00Z'),
    source: 'async def handler(ws):\n  await ws.accept()\n',
    report: {
      seed: '0123456789abcdef0123456789abcdef',
      dialect: 'fastapi',
      verdict: {
        kind: 'broken',
        summary: 'closed before the first message',
        expected: 'the connection to stay open',
        observed: 'it ended with no close frame (1006)',
        observedKind: 'ended',
        entry: 1,
        divergence: timeline.find(({ kind }) => kind === 'closed')?.seq,
      },
      outcomes: [
        { entry: 0, state: 'met', expected: 'the connection opens' },
        { entry: 1, state: 'unmet', expected: 'the connection to stay open', observed: 'it ended with no close frame (1006)' },
        { entry: 2, state: 'not-reached', expected: 'a pong' },
      ],
      diagnoses: [
        {
          cause: 'handler-returned',
          confidence: 'certain',
          title: 'The handler returned at line 2',
          advice: 'Keep it in a loop.',
          evidence: [],
          at: { line: 2, column: 3 },
        },
      ],
      timeline,
      timings: { compileMs: 1, startMs: 1, probeMs: 1, totalMs: 3 },
    },
    feedback: 'Nothing keeps it open.',
    pattern: timelineOf(SCRIPT, [[sent, accepted], [{ kind: 'frame-sent', opcode: 'ping', fin: true, bytes: 2, text: 'hi' }]]),
    version: '0.1.0',
    runtime: 'FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.2',
    ...more,
  };
}

/** Text that would do something in a document that took it as it is. */
export const HOSTILE =
  '<img src=x onerror="document.title=1"></style></script><script>document.title=2</script>&amp;\u202etxt.exe\u0000\ud800';

/** The same attempt, with that text wherever somebody else's words get into a report. */
export function hostileAttempt(): SharedAttempt {
  const attempt = brokenAttempt();
  const { report } = attempt;
  const said: Told[] = [
    { ...sent, path: `/${HOSTILE}`, headers: { [HOSTILE]: HOSTILE } } as Told,
    { ...accepted, subprotocol: HOSTILE } as Told,
    { kind: 'frame-received', opcode: 'text', fin: true, bytes: 9, text: HOSTILE },
    { kind: 'output', source: 'process', stream: 'stdout', text: HOSTILE },
    { kind: 'closed', code: 4000, reason: HOSTILE, clean: true, by: 'handler', received: { code: 4000, reason: HOSTILE } },
  ];
  const error = { name: HOSTILE, message: HOSTILE, stack: HOSTILE, at: { line: 1, column: 1 } };
  return {
    ...attempt,
    step: { id: attempt.step.id, title: HOSTILE },
    source: `${HOSTILE}\n`.repeat(3),
    feedback: HOSTILE,
    runtime: HOSTILE,
    report: {
      ...report,
      verdict: { kind: 'crashed', exit: { code: 1, signal: null }, error },
      outcomes: report.outcomes.map((outcome) => ({ ...outcome, expected: HOSTILE, observed: HOSTILE })),
      diagnoses: report.diagnoses.map((diagnosis) => ({ ...diagnosis, title: HOSTILE, advice: HOSTILE })),
      timeline: timelineOf(SCRIPT, [said, [{ kind: 'handler-threw', source: 'process', error }]]),
    },
  };
}
