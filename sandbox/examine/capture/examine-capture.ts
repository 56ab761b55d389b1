/** Examines a capture: what it proves of each connection, what shows in several together, and what it cannot tell. Pure. */
import type { TimelineEvent } from '../../timeline/timeline.ts';
import { quote } from '../../timeline/wording.ts';
import type { Diagnosis } from '../../verdict/verdict.ts';
import type { Examination, ExaminedDiagnosis, Learnt, MadeExperiment, Played } from '../examination.ts';
import { type JudgedConnection, judgeConnection } from './judge-capture.ts';
import { type Capture, type CapturedConnection, readCapture } from './read-capture.ts';

export type ExaminedCapture = { ok: true; examination: Examination } | { ok: false; problem: string };

const ORDER: Record<Diagnosis['confidence'], number> = { certain: 0, likely: 1, possible: 2 };

/** `text`: the file as it was read. The problem is a sentence that can be shown. */
export function examineCapture(name: string, text: string): ExaminedCapture {
  const begunMs = performance.now();
  const read = readCapture(text);
  if (!read.ok) return { ok: false, problem: read.problem };
  const { capture } = read;
  const startedMs = Math.min(...capture.connections.map((connection) => connection.startedMs));
  const judged = capture.connections.map((connection) => judgeConnection(connection, startedMs));
  const found = judged.flatMap((each, index) =>
    [...diagnosesOf(each), ...unanswered(each)].map((one) => ({ ...one, experiment: idOf(index) })),
  );
  const told = [...found, ...reconnects(judged)].toSorted((one, other) => ORDER[one.confidence] - ORDER[other.confidence]);
  const diagnoses = told.filter((one, index) => !isRemark(one) && told.findIndex(({ cause }) => cause === one.cause) === index);
  const verdict = { kind: diagnoses.length === 0 ? ('working' as const) : ('broken' as const) };
  const examination: Examination = {
    subject: { name },
    verdict,
    conclusion: conclude(diagnoses, judged),
    protocol: [...learnt(capture, judged), ...limitsOf(judged)],
    experiments: judged.map(made),
    diagnoses,
    remarks: told.filter(isRemark),
    timings: { totalMs: performance.now() - begunMs },
  };
  return { ok: true, examination };
}

const idOf = (index: number): string => `connection-${index + 1}`;

function made({ connection, verdict, timeline }: JudgedConnection, index: number): MadeExperiment {
  const { url, messages } = connection;
  return {
    id: idOf(index),
    title: `Connection ${index + 1}, ${quote(url.split('?')[0] ?? '')}`,
    sends: 'sends nothing: it was recorded',
    decides: `Did it open, and how did it go on? ${messages.length} messages were recorded.`,
    verdict,
    timeline,
  };
}

function diagnosesOf({ connection, diagnoses, verdict, timeline }: JudgedConnection): Diagnosis[] {
  if (endsWell(timeline)) return [];
  if (connection.status !== 0 || diagnoses.some(({ cause }) => cause !== 'no-upgrade-answer')) return diagnoses;
  if (verdict.kind !== 'broken') return [];
  return [
    {
      cause: 'no-upgrade-answer',
      confidence: 'possible',
      title: 'A connection never opened',
      advice: `The capture holds no answer to the opening handshake${connection.error === undefined ? '' : ` (${connection.error})`}. A name, a port, TLS or a refusal may be behind it: clinic diagnose ${quote(connection.url.split('?')[0] ?? '')} tells them apart.`,
      evidence: [],
    },
  ];
}

/** A server may say goodbye when all is said. */
function endsWell(timeline: readonly TimelineEvent[]): boolean {
  const closed = timeline.find((event) => event.kind === 'closed');
  const count = (kind: TimelineEvent['kind']) => timeline.filter((event) => event.kind === kind && isData(event)).length;
  const isConversation = Math.min(count('frame-sent'), count('frame-received')) > 1;
  return isConversation && closed?.kind === 'closed' && closed.received?.code === 1000;
}

/** Messages went out, and nothing ever came. Nobody knows whether something should have: true, and no failure. */
export function unanswered({ timeline, verdict }: Played): Diagnosis[] {
  const sent = timeline.filter((event) => event.kind === 'frame-sent' && isData(event));
  if (verdict.kind !== 'working' || sent.length < 2 || timeline.some((event) => event.kind === 'frame-received' && isData(event)))
    return [];
  return [
    {
      cause: 'nobody-listens',
      confidence: 'possible',
      title: `Of ${sent.length} messages none got an answer`,
      advice: 'Where your protocol answers them, nobody listens: log the first line of the listener, and look whether it is reached.',
      evidence: sent.slice(0, 3).map(({ seq }) => seq),
    },
  ];
}

/** How often a page has to connect in vain before that counts as a loop, and in what time, in milliseconds. */
const TIMES = 3;
const LOOP_MS = 60_000;

/** The page connects again and again, and nothing ever comes: the end of each connection is not in the capture, the loop is. */
function reconnects(judged: readonly JudgedConnection[]): ExaminedDiagnosis[] {
  const opened = judged.filter(
    ({ verdict, timeline }) => verdict.kind === 'working' && !timeline.some(({ kind }) => kind === 'frame-received'),
  );
  const byUrl = Map.groupBy(opened, ({ connection }) => connection.url);
  const [url, loop] = [...byUrl].find(([, all]) => isLoop(all.map(({ connection }) => connection))) ?? [];
  if (!loop || url === undefined) return [];
  const last = judged.indexOf(loop.at(-1) as JudgedConnection);
  return [
    {
      cause: 'handler-returned',
      confidence: 'possible',
      title: `The page connected ${loop.length} times to the same address, and nothing ever came`,
      advice:
        'A page does so when each connection is closed at once: open, and immediately closed. The capture does not tell the ends; the handler may end right after it has accepted, or throw. Look into the server’s log at those moments.',
      experiment: idOf(last),
      evidence: [],
      lookAlikes: ['handler-threw', 'closed-on-purpose'],
      next: `clinic diagnose ${quote(url.split('?')[0] ?? '')} shows how a connection ends.`,
    },
  ];
}

function isLoop(connections: readonly CapturedConnection[]): boolean {
  const [first, last] = [connections[0], connections.at(-1)];
  const isQuick = first && last && last.startedMs - first.startedMs < LOOP_MS * connections.length && last.startedMs > first.startedMs;
  return connections.length >= TIMES && isQuick === true;
}

/** True, and no failure. */
function isRemark({ cause }: Diagnosis): boolean {
  return cause === 'nobody-listens';
}

function conclude([first]: readonly ExaminedDiagnosis[], judged: readonly JudgedConnection[]): string {
  if (first) return `${first.title}.`;
  const isEndTold = judged.some(({ timeline }) => timeline.some(({ kind }) => kind === 'closed'));
  const all = judged.length === 1 ? 'The connection opened' : `All ${judged.length} connections opened`;
  return `${all}, and nothing in the capture shows a failure${isEndTold ? '' : `; it does not tell how ${judged.length === 1 ? 'it' : 'they'} ended`}.`;
}

function learnt({ creator, connections, isCut }: Capture, judged: readonly JudgedConnection[]): Learnt[] {
  const messages = connections.reduce((sum, each) => sum + each.messages.length, 0);
  const opened = judged.filter(({ timeline }) => timeline.some(({ kind }) => kind === 'handshake-accepted')).length;
  const counts = `${connections.length} ${connections.length === 1 ? 'connection' : 'connections'}, of which ${opened} opened, and ${messages} messages`;
  return [
    `It holds ${counts}${creator === '' ? '' : `, recorded by ${quote(creator)}`}.`,
    ...(isCut ? ['It holds more than that: only its beginning was looked at.'] : []),
  ].map((sentence) => ({ sentence, from: 'the capture' }));
}

/** What nothing in it can prove. */
function limitsOf(judged: readonly JudgedConnection[]): Learnt[] {
  const all = judged.flatMap(({ timeline }) => timeline);
  const has = (opcode: string) => all.some((event) => 'opcode' in event && event.opcode === opcode);
  const missing = [
    ...(has('ping') || has('pong') ? [] : ['pings and pongs']),
    ...(has('close') ? [] : ['close frames, so who ended a connection, and with which code']),
    'what the handler did',
  ];
  return [{ sentence: `It does not hold ${missing.join('; ')}.`, from: 'the capture' }];
}

function isData(event: TimelineEvent): boolean {
  return 'opcode' in event && (event.opcode === 'text' || event.opcode === 'binary');
}
