/** Opens a room, and rehearses it: before the first learner joins, the facilitator knows what is missing. */
import type { Catalog } from '../../../lessons/catalog.ts';
import type { Step } from '../../../lessons/lesson.ts';
import type { Preparation, PreparationState, Sandbox } from '../../../sandbox/index.ts';
import type { Readiness } from '../../room-messages.ts';
import type { Guard } from '../guard.ts';
import type { Certificate } from '../http-server.ts';
import { StoreError } from '../store/store-error.ts';
import type { Work } from '../store/work.ts';
import { rehearse } from './rehearsal.ts';
import { Room } from './room.ts';

export interface RoomOptions {
  name: string;
  /** The ids of its steps; all of the catalog when not given. */
  steps?: readonly string[];
  certificate?: Certificate;
  /** Browsers see this one, in front of a proxy on the way. */
  origin?: string;
  /** So many learners are expected: each solution is run once to see whether this machine is ready for them. */
  rehearseFor?: number;
}

export interface RoomParts {
  guard: Guard;
  work: Work | undefined;
  catalog: Catalog;
  /** As learners see it. */
  origin: string;
  sandbox: Sandbox;
  fastapi: Preparation;
}

export interface OpenRoom {
  room: Room;
  joinAddress: string;
  /** Resolves to nothing where it was not asked for. */
  rehearsed: Promise<Readiness | undefined>;
  /** Ends the rehearsal. */
  close(): void;
}

/** @throws StoreError where the room could keep nothing. */
export function openRoom({ name, steps: wanted, rehearseFor = 0 }: RoomOptions, parts: RoomParts): OpenRoom {
  const { guard, work, catalog, origin, sandbox, fastapi } = parts;
  if (!work) throw new StoreError('Expected a folder in which the room can keep its work. Set SOCKET_CLINIC_DATA to a folder of yours.');
  const stepsNow = () => stepsOf(catalog, wanted);
  const joinAddress = `${origin}/join`;
  const room = new Room({ name, guard, work, joinAddress, steps: () => stepsNow().map(({ id, title }) => ({ id, title })) });
  const closing = new AbortController();
  const rehearsal = {
    ...{ learners: rehearseFor, steps: stepsNow(), sandbox },
    missingFastapi: async () => (stepsNow().some(({ exercises }) => exercises.fastapi) ? missingFastapi(fastapi) : undefined),
    onChange: (readiness: Readiness) => room.prepared(readiness),
  };
  const rehearsed = rehearseFor === 0 ? Promise.resolve(undefined) : rehearse(rehearsal, closing.signal);
  return { room, joinAddress, rehearsed, close: () => closing.abort(new Error('The workshop stops.')) };
}

function stepsOf(catalog: Catalog, wanted: readonly string[] | undefined): Step[] {
  return catalog.lessons.flatMap(({ steps }) => steps).filter(({ id }) => wanted?.includes(id) ?? true);
}

/** Waits while it is being set up. */
async function missingFastapi(fastapi: Preparation): Promise<string | undefined> {
  const state = await new Promise<PreparationState>((resolve) => {
    const look = (now: PreparationState) => {
      if (now.state === 'ready' || now.state === 'missing') resolve(now);
    };
    fastapi.onChange(look);
    look(fastapi.current());
  });
  return state.state === 'missing' ? `FastAPI: ${state.reason}. What to do: ${state.remedy}` : undefined;
}
