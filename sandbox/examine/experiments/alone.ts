/** One connection, and nothing said on it. */
import { advance } from '../../scenario/entries.ts';
import { opens } from '../manner.ts';
import type { AtDoor, Experiment } from './experiment.ts';

/** Longer than a proxy's minute. */
const IDLE_MS = 65_000;

export const alone: Experiment<AtDoor> = {
  id: 'alone',
  title: 'One connection that says nothing',
  sends: 'opens a connection, sends a ping, is silent for 65 seconds, sends a ping again, and closes with 1000',
  decides: 'Does a connection open, and does it live while nobody speaks?',
  script(draw, { door }) {
    const a = draw.client('A');
    return [
      ...opens(draw, 'A', door),
      ...a.pings({ name: 'first-pong', sentence: 'a ping to get its pong', summary: 'the connection did not live' }),
      advance(IDLE_MS),
      ...a.pings({
        name: 'idle-pong',
        sentence: 'the connection to live through 65 s of silence',
        summary: 'a silent connection did not live',
      }),
      { do: 'close', connection: 'A', code: 1000 },
      {
        expect: 'ends',
        connection: 'A',
        codes: 'any',
        by: 'probe',
        name: 'goodbye',
        sentence: 'the goodbye to be answered',
        summary: 'the goodbye was not answered',
        withinMs: 31_000,
      },
    ];
  },
};
