/** The room over HTTP: its door, which anybody may knock at, and what is behind it. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Catalog } from '../../../lessons/catalog.ts';
import { joinRequest, leadRequest, retakeRequest, type SeatView, setAsideRequest } from '../../room-messages.ts';
import { refuse, setCookie, visitorOf } from '../admission.ts';
import type { Guard } from '../guard.ts';
import { assets, sendPage } from '../page-files.ts';
import { lead } from './lead.ts';
import { reportCsv, viewReport } from './report.ts';
import type { Joined, Room } from './room.ts';
import { takeHome } from './take-home.ts';

/** Before anybody is known: the page, its files, and the two ways to a seat. */
export function doorRoutes(room: Room, guard: Guard, json: RequestHandler, pageFolder: string): Router {
  const router = Router();
  const take = (joined: Joined, response: Response) => {
    if (!joined.ok) return refuse(response, joined.status, joined.problem);
    setCookie(guard, response, room.seatCookie, joined.pass);
    response.json(room.me({ seat: joined.seat.seat, leads: false }));
  };
  router.use('/assets', assets(pageFolder));
  router.get('/join', sendPage(pageFolder));
  router.get('/api/room/door', (_request, response) => response.set('Cache-Control', 'no-store').json({ name: room.name }));
  router.post('/api/room/join', json, (request, response) => {
    const asked = read(joinRequest, request, response);
    if (asked) take(room.join({ ...asked, address: request.ip ?? '' }), response);
  });
  router.post('/api/room/retake', json, (request, response) => {
    const asked = read(retakeRequest, request, response);
    if (asked) take(room.retake({ ...asked, address: request.ip ?? '' }), response);
  });
  return router;
}

/** Behind the door. */
export function roomRoutes(room: Room, catalog: Catalog): Router {
  const router = Router();
  router.post('/api/room/leave', (_request, response) => response.clearCookie(room.seatCookie).json({}));
  router.get('/api/room/shown', (_request, response) => sendShown(room, response));
  router.post('/api/room/set-aside', seated, (request, response) => {
    const asked = read(setAsideRequest, request, response);
    if (!asked) return;
    room.record.setAside(visitorOf(response).seat ?? 0, asked.step, asked.dialect, asked.text);
    response.json({});
  });
  router.get('/api/room/set-aside/:step/:dialect', seated, ({ params }, response) => {
    const kept = room.record.kept(visitorOf(response).seat ?? 0);
    response.json({ kept: kept.filter(({ step, dialect }) => step === params.step && dialect === params.dialect) });
  });
  router.get('/api/room/take-home', seated, (_request, response) => {
    response.attachment('socket-clinic.zip').type('application/zip');
    response.send(Buffer.from(takeHome(room, catalog, visitorOf(response).seat ?? 0)));
  });
  router.use(['/board', '/report'], leading);
  router.get('/api/room/seats/:seat', leading, ({ params }, response) => sendSeat(room, Number(params.seat), response));
  router.get('/api/room/attempts/:id', leading, ({ params }, response) => sendAnyAttempt(room, Number(params.id), response));
  router.get('/api/room/report', leading, (_request, response) => response.json(viewReport(room)));
  router.get('/api/room/report.json', leading, (_request, response) => response.attachment('workshop.json').json(viewReport(room)));
  router.get('/api/room/report.csv', leading, (_request, response) =>
    response.attachment('workshop.csv').send(reportCsv(viewReport(room))),
  );
  router.post('/api/room/lead', leading, (request, response) => {
    const asked = read(leadRequest, request, response);
    if (!asked) return;
    const problem = lead(room, catalog, asked);
    if (problem === undefined) response.json({});
    else refuse(response, 409, problem);
  });
  return router;
}

const seated: RequestHandler = (_request, response, next) => {
  if (visitorOf(response).seat === undefined) refuse(response, 403, 'Expected a learner of this room. Join it with its code first.');
  else next();
};

const leading: RequestHandler = (_request, response, next) => {
  if (visitorOf(response).leads) next();
  else refuse(response, 403, 'Expected the facilitator of this room. Open the address that the terminal printed for whoever leads it.');
};

function read<T>(schema: z.ZodType<T>, request: Request, response: Response): T | undefined {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: '' };
  refuse(response, 400, `Expected other words in ${path.join('.') || 'the request'}: ${message}. Reload the page.`);
  return undefined;
}

/** Without the name of whoever made it. */
async function sendShown(room: Room, response: Response): Promise<void> {
  const id = room.viewFor(undefined).shown;
  const found = id === undefined ? undefined : await room.attempt(id);
  if (found) response.json(found);
  else refuse(response, 404, 'Nothing is shown to the room now.');
}

async function sendAnyAttempt(room: Room, id: number, response: Response): Promise<void> {
  const found = Number.isSafeInteger(id) ? await room.attempt(id) : undefined;
  if (found) response.json(found);
  else refuse(response, 404, 'This attempt is not kept any longer: there are newer ones. Choose one from the list.');
}

function sendSeat(room: Room, seat: number, response: Response): void {
  const { record, board } = room;
  const row = Number.isSafeInteger(seat) ? record.seat(seat) : undefined;
  if (!row) return refuse(response, 404, 'There is no such seat in this room. Choose a learner on the board.');
  const exercises = new Map<string, SeatView['exercises'][number]>();
  const exercise = (step: string, dialect: SeatView['exercises'][number]['dialect']) => {
    const key = `${step} ${dialect}`;
    const found = exercises.get(key) ?? { step, dialect, attempts: [] };
    exercises.set(key, found);
    return found;
  };
  for (const { step, dialect, text } of record.drafts(seat)) exercise(step, dialect).draft = text;
  for (const { step, dialect, seat: _seat, ...attempt } of record.attempts(seat)) exercise(step, dialect).attempts.unshift(attempt);
  const seatCode = room.me({ seat, leads: false }).seat?.seatCode ?? '';
  const view: SeatView = { seat, name: row.name, seatCode, place: board.of(seat)?.place, exercises: [...exercises.values()] };
  response.json(view);
}
