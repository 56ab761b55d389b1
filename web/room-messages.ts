/** What the pages of a room and the workshop say to each other, declared once: a learner's, and those of the facilitator. */
import { z } from 'zod';
import type { TimelineEvent } from '../sandbox/index.ts';
import { DIALECTS, type Dialect } from '../sandbox/runtimes/dialect.ts';
import type { RunReport } from '../sandbox/verdict/verdict.ts';
import { MOST_NAME, MOST_NOTICE } from './room-bounds.ts';

const seat = z.number().int().positive();
const step = z.string().max(100);
const dialect = z.enum(DIALECTS);

/** `POST /api/room/join` */
export const joinRequest = z.object({ code: z.string().max(40), name: z.string().max(MOST_NAME * 10) });
/** `POST /api/room/retake`: the seat code stands for name and room. */
export const retakeRequest = z.object({ seatCode: z.string().max(40) });
/** `POST /api/room/set-aside`: the draft that a solution is about to replace. */
export const setAsideRequest = z.object({ step, dialect, text: z.string().max(1_000_000) });

/** `POST /api/room/lead`: what only the facilitator may ask for. */
export const leadRequest = z.discriminatedUnion('lead', [
  /** These steps and no others can be worked on. */
  z.object({ lead: z.literal('open-steps'), steps: z.array(step).max(200) }),
  /** One learner may work on a step that is closed for the others. */
  z.object({ lead: z.literal('let-ahead'), seat, step }),
  /** To one learner, or to all. */
  z.object({ lead: z.literal('say'), seat: seat.optional(), text: z.string().min(1).max(MOST_NOTICE) }),
  /** Every page shows the way to this step; without one, no longer. */
  z.object({ lead: z.literal('point'), step: step.optional() }),
  /** This attempt can be looked at by all, without a name; without one, no longer. */
  z.object({ lead: z.literal('show'), attempt: z.number().int().positive().optional() }),
  /** The solution is offered as a new draft; the old one is kept. */
  z.object({ lead: z.literal('offer-solution'), seat, step, dialect }),
  /** Nothing more is run, and every page shows what was learnt. */
  z.object({ lead: z.literal('end') }),
  z.object({ lead: z.literal('go-on') }),
]);
export type LeadRequest = z.infer<typeof leadRequest>;

/** What a message of the facilitator's looks like to a learner. */
export type Notice = { id: number; at: string } & (
  | { kind: 'said'; text: string; toAll: boolean }
  | { kind: 'offered'; step: string; dialect: Dialect }
);

/** `GET /api/me`: who this browser is here. */
export interface MeView {
  /** A local workshop has no room. */
  room?: { name: string; joinAddress: string };
  /** The own seat. */
  seat?: { seat: number; name: string; seatCode: string };
  /** May lead the room. */
  leads: boolean;
}

/** The room as a learner has it: after `hello`, and with each change. */
export interface RoomView {
  name: string;
  ended: boolean;
  /** The steps that can be worked on. */
  open: string[];
  /** Where the facilitator wants everybody. */
  pointed?: string;
  /** An attempt is shown to all; the number changes with what is shown. */
  shown?: number;
  /** The newest last. */
  notices: Notice[];
}

/** Why a learner may need help, by what was seen. */
export type Stuck =
  | { why: 'same-cause'; cause: string; times: number }
  | { why: 'long-on-step'; minutes: number }
  | { why: 'quiet'; minutes: number };

/** One line of the board. Times are in milliseconds before the view was made, so that no clock but the workshop's counts. */
export interface BoardLearner {
  seat: number;
  name: string;
  online: boolean;
  /** Where it works now, and for how long. */
  step?: string;
  dialect?: Dialect;
  onStepMs: number;
  quietMs: number;
  state: 'new' | 'reading' | 'waiting' | 'running' | 'broken' | 'solved';
  /** On this step, in all dialects. */
  attempts: number;
  /** The newest verdict on this step, and what its first diagnosis names. */
  verdict?: RunReport['verdict']['kind'];
  cause?: string;
  stuck: Stuck[];
  /** Steps that are solved in at least one dialect. */
  solved: string[];
}

/** Of those who have tried a step: how many got this cause in their newest attempt that did not work. */
export interface CauseCount {
  cause: string;
  learners: number;
}

export interface BoardStep {
  id: string;
  title: string;
  open: boolean;
  tried: number;
  solved: number;
  /** The most frequent first. */
  causes: CauseCount[];
}

/** Whether this machine is ready for so many learners. `lastWaitsMs`: how long the last one waits when all press Run at once. */
export type Readiness =
  | { state: 'rehearsing'; learners: number; done: number; of: number }
  | { state: 'ready'; learners: number; lastWaitsMs: number; runs: number }
  /** What is missing, as sentences with what to do. */
  | { state: 'missing'; learners: number; missing: string[] };

/** The facilitator's board: a whole one each time, at most some times a second. */
export interface BoardView {
  name: string;
  ended: boolean;
  code: string;
  joinAddress: string;
  /** Where the room was rehearsed. */
  readiness?: Readiness;
  pointed?: string;
  shown?: number;
  /** Those who need help first. */
  learners: BoardLearner[];
  steps: BoardStep[];
}

/** `GET /api/room/seats/:seat`: one learner, opened. */
export interface SeatView {
  seat: number;
  name: string;
  /** For a learner who has lost it. */
  seatCode: string;
  /** Where it works now. */
  place?: { step: string; dialect: Dialect };
  exercises: { step: string; dialect: Dialect; draft?: string; attempts: SeatAttempt[] }[];
}

export interface SeatAttempt {
  id: number;
  at: string;
  verdict: RunReport['verdict']['kind'];
  cause?: string;
  /** Its timeline is still kept. */
  whole: boolean;
}

/** `GET /api/room/shown`, and `GET /api/room/attempts/:id` for whoever leads. */
export interface ShownView {
  step: string;
  dialect: Dialect;
  source: string;
  report: RunReport;
  feedback?: string;
  pattern?: { timeline: TimelineEvent[] };
}

/** `GET /api/room/report`: the workshop afterwards. Times are in ISO 8601. */
export interface ReportView {
  name: string;
  opened: string;
  ended?: string;
  steps: { id: string; title: string; tried: number; solved: number; medianMinutes?: number; causes: CauseCount[] }[];
  learners: {
    name: string;
    joined: string;
    steps: { step: string; dialect: Dialect; attempts: number; solved?: string; minutes?: number; causes: string[] }[];
  }[];
}
