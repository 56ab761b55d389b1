/** What the facilitator asks for, done: kept on the disk first, and then told to every page that it is about. */
import type { Catalog } from '../../../lessons/catalog.ts';
import type { LeadRequest } from '../../room-messages.ts';
import type { Room } from './room.ts';

type Of<L extends LeadRequest['lead']> = Extract<LeadRequest, { lead: L }>;

/** Gives a sentence where it cannot be done. */
export function lead(room: Room, catalog: Catalog, request: LeadRequest): string | undefined {
  const problem = act(room, catalog, request);
  if (problem !== undefined) return problem;
  room.changed('room');
  room.changed('board');
  return undefined;
}

function act(room: Room, catalog: Catalog, request: LeadRequest): string | undefined {
  const { record } = room;
  switch (request.lead) {
    case 'open-steps':
      return openSteps(room, request);
    case 'let-ahead':
      return letAhead(room, request);
    case 'say':
      if (request.seat !== undefined && !room.seat(request.seat)) return NO_LEARNER;
      return void record.tell(request.seat, { kind: 'said', text: request.text, toAll: request.seat === undefined });
    case 'point':
      if (request.step !== undefined && !isStep(room, request.step)) return NO_STEP;
      return void record.write('pointed', request.step);
    case 'show':
      if (request.attempt !== undefined && !record.whereIsAttempt(request.attempt)) return NO_ATTEMPT;
      return void record.write('shown', request.attempt === undefined ? undefined : String(request.attempt));
    case 'offer-solution':
      return offerSolution(room, catalog, request);
    case 'end':
      return void record.write('ended', room.endedAt ?? new Date().toISOString());
    case 'go-on':
      return void record.write('ended', undefined);
  }
}

function openSteps(room: Room, { steps }: Of<'open-steps'>): string | undefined {
  const unknown = steps.find((step) => !isStep(room, step));
  if (unknown !== undefined) return NO_STEP;
  return void room.record.write('open-steps', JSON.stringify(steps));
}

function letAhead(room: Room, { seat, step }: Of<'let-ahead'>): string | undefined {
  if (!room.seat(seat)) return NO_LEARNER;
  if (!isStep(room, step)) return NO_STEP;
  return void room.record.write(`ahead ${seat}`, JSON.stringify([...new Set([...room.aheadOf(seat), step])]));
}

function offerSolution(room: Room, catalog: Catalog, { seat, step, dialect }: Of<'offer-solution'>): string | undefined {
  if (!room.seat(seat)) return NO_LEARNER;
  if (!isStep(room, step) || !catalog.step(step)?.exercises[dialect]) return NO_STEP;
  return void room.record.tell(seat, { kind: 'offered', step, dialect });
}

function isStep(room: Room, step: string): boolean {
  return room.steps.some(({ id }) => id === step);
}

const NO_LEARNER = 'Expected a learner of this room, got another number. Choose one on the board.';
const NO_STEP = 'Expected a step of this workshop in one of its dialects, got another one. Choose it on the board.';
const NO_ATTEMPT = 'Expected an attempt of this room, got another number. Open a learner, and choose one.';
