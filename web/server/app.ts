/** The workshop's HTTP routes. It does not listen; `main.ts` does. */
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import type { Dialect, Typing } from '../../sandbox/runtimes/dialect.ts';
import type { SafetyView, TypingsView } from '../protocol.ts';
import { act, checkSource, checkVisitor, exchangeToken, refuse, sendLocked } from './admission.ts';
import type { AuthorsDesk } from './authors-desk.ts';
import { decideHost, type Guard } from './guard.ts';
import { type LessonParts, lessonRoutes } from './lesson-routes.ts';
import { assets, sendPage, setHeaders } from './page-files.ts';
import type { Room } from './room/room.ts';
import { doorRoutes, roomRoutes } from './room/routes.ts';
import { TALK_PATH } from './talks.ts';
import type { Recognise } from './visitor.ts';
import { knownDialect, workRoutes } from './work-routes.ts';

/** Longest request body, in bytes. */
const MAX_BODY_BYTES = 128 * 1024;

const PAGES = ['/', '/safety', '/examine', '/steps/:id', '/author/:id', '/read/:id'];
const ROOM_PAGES = ['/board', '/board/:seat', '/report', '/shown', '/summary'];

export interface AppParts extends LessonParts {
  guard: Guard;
  recognise: Recognise;
  /** Where others are served. */
  room?: Room;
  /** The address that a request comes from is what the proxy says of it. */
  behindProxy?: boolean;
  safety(): Promise<SafetyView>;
  /** Where lessons are written. */
  desk?: AuthorsDesk;
  /** What the editor's language service reads for a dialect. */
  typings(dialect: Dialect): Promise<Typing[]>;
  /** The folder that holds the built page: `index.html` and `assets/`. */
  pageFolder: string;
}

export function createApp(parts: AppParts): Express {
  const { guard, recognise, room, pageFolder } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.behindProxy ? 1 : false);
  app.use(setHeaders);
  app.use(TALK_PATH, sayTalk(guard));
  app.use(checkSource(guard), exchangeToken(guard));
  const json = express.json({ limit: MAX_BODY_BYTES, strict: true });
  if (room) app.use(doorRoutes(room, guard, json, pageFolder));
  app.use(checkVisitor(recognise, room ? (_request, response) => response.redirect(303, '/join') : sendLocked));
  app.use(json);
  app.use('/api', compression(), (_request, response, next) => {
    response.set('Cache-Control', 'no-cache');
    next();
  });
  if (room) app.use(roomRoutes(room, parts.catalog));
  app.use(lessonRoutes(parts), workRoutes());
  app.get('/api/author/runs/:run', ({ params }, response) => sendAuthorsRun(parts, params.run, response));
  app.get('/api/safety', async (_request, response) => response.json(await parts.safety()));
  app.get('/api/typings/:dialect', (request, response) => sendTypings(parts, request.params.dialect, response));
  app.use('/assets', assets(pageFolder));
  app.get([...PAGES, ...(room ? ROOM_PAGES : [])], sendPage(pageFolder));
  app.use(sayNothingHere(pageFolder));
  app.use(sayWhatFailed);
  return app;
}

/** Whoever opens a talk's address in a browser: the same words whether the token is right or not. */
function sayTalk(guard: Guard): RequestHandler {
  return (request, response) => {
    const decision = decideHost(guard, request.headers.host);
    act(decision, response, () => {
      response.set({ Upgrade: 'websocket', Connection: 'Upgrade' });
      refuse(response, 426, 'This is a WebSocket address. Open it with wscat, with Postman, or with new WebSocket(…) in a page.');
    });
  };
}

/** Whoever opens such an address in a browser reads it on a page. */
function sayNothingHere(pageFolder: string): RequestHandler {
  const showPage = sendPage(pageFolder);
  return (request, response, next) => {
    const { method, path } = request;
    const isRead = method === 'GET' && !path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html';
    if (!isRead) return refuse(response, 404, `There is nothing at this address (${method}).`);
    response.status(404);
    showPage(request, response, next);
  };
}

const sayWhatFailed: ErrorRequestHandler = (error: { status?: number; type?: string }, _request, response, _next) => {
  const status = error.status ?? 500;
  if (status === 413) refuse(response, 413, `Expected a body of at most ${MAX_BODY_BYTES / 1024} KiB, got more.`);
  else if (status === 404) refuse(response, 404, 'There is no such file. Reload the page.');
  else if (status < 500) refuse(response, status, 'Expected a well-formed request, got one that could not be read.');
  else refuse(response, 500, 'The workshop failed to answer. Restart it; your drafts are in your browser.');
};

async function sendAuthorsRun({ desk }: AppParts, run: string, response: Response): Promise<void> {
  const view = /^\d{1,15}$/.test(run) ? await desk?.look(Number(run)) : undefined;
  if (view) response.json(view);
  else refuse(response, 404, 'This run is not kept any longer. Run the table again.');
}

async function sendTypings({ typings }: AppParts, given: string, response: Response): Promise<void> {
  const dialect = knownDialect(given, response);
  if (!dialect) return;
  const view: TypingsView = { typings: await typings(dialect) };
  response.json(view);
}
