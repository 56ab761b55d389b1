/** Each captured connection is judged and diagnosed as one that was recorded from the beginning to the end. Pure. */
import type { Played } from '../examination.ts';
import { recordedOf } from './captured-timeline.ts';
import { judgeRecorded } from './judge-recorded.ts';
import type { CapturedConnection } from './read-capture.ts';

export interface JudgedConnection extends Played {
  connection: CapturedConnection;
}

export function judgeConnection(connection: CapturedConnection, startedMs: number): JudgedConnection {
  const { url, requestHeaders } = connection;
  return { connection, ...judgeRecorded({ name: 'A', path: url, requestHeaders, recorded: recordedOf(connection, startedMs) }) };
}
