/** The workshop's HTTP routes. It does not listen; `main.ts` does. */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import expressStaticGzip from 'express-static-gzip';
import type { Catalog } from '../../lessons/catalog.ts';
import { problemSentence } from '../../lessons/catalog-error.ts';
import type { Step } from '../../lessons/lesson.ts';
import { DIALECTS, type Dialect, type Typing } from '../../sandbox/runtimes/dialect.ts';
import type { AttemptsView, CatalogView, DraftView, ReadingView, SafetyView, StepView, TypingsView, WorkView } from '../protocol.ts';
import type { AuthorsDesk } from './authors-desk.ts';
import {
  type Decision,
  decideChange,
  decideFetchSite,
  decideHost,
  decideOrigin,
  decideToken,
  firstRefusal,
  type Guard,
  sameToken,
} from './guard.ts';
import { lockedPage } from './locked-page.ts';
import type { RenderProse } from './render-prose.ts';
import type { Store } from './store/store.ts';
import { TALK_PATH } from './talks.ts';

/** Longest request body, in bytes. */
const MAX_BODY_BYTES = 128 * 1024;

/** The one worker that may compile WebAssembly. */
const RUFF = /[/\\]ruff\.worker\.js(\.gz)?$/;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface AppParts {
  guard: Guard;
  catalog: Catalog;
  renderProse: RenderProse;
  safety(): Promise<SafetyView>;
  /** Where lessons are written. */
  desk?: AuthorsDesk;
  /** When not given, the browser alone keeps what learners do. */
  store?: Store;
  /** What the editor's language service reads for a dialect. */
  typings(dialect: Dialect): Promise<Typing[]>;
  /** The folder that holds the built page: `index.html` and `assets/`. */
  pageFolder: string;
}

export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(setHeaders);
  app.use(TALK_PATH, sayTalk(parts.guard));
  app.use(checkSource(parts.guard), exchangeToken(parts.guard), checkToken(parts.guard));
  app.use(express.json({ limit: MAX_BODY_BYTES, strict: true }));
  app.use('/api', compression(), (_request, response, next) => {
    response.set('Cache-Control', 'no-cache');
    next();
  });
  app.get('/api/catalog', (_request, response) => response.json(viewCatalog(parts)));
  app.get('/api/steps/:id', (request, response) => sendStep(parts, request.params.id, response));
  app.get('/api/readings/:id', (request, response) => sendReading(parts, request.params.id, response));
  app.get('/api/work', (_request, response) => response.json(viewWork(parts.store)));
  app.get('/api/drafts/:step/:dialect', ({ params }, response) => sendDraft(parts, params.step, params.dialect, response));
  app.get('/api/attempts/:step/:dialect', ({ params }, response) => sendAttempts(parts, params.step, params.dialect, response));
  app.get('/api/attempts/:id', ({ params }, response) => sendAttempt(parts, params.id, response));
  app.get('/api/author/runs/:run', ({ params }, response) => sendAuthorsRun(parts, params.run, response));
  app.get('/api/safety', async (_request, response) => response.json(await parts.safety()));
  app.get('/api/typings/:dialect', (request, response) => sendTypings(parts, request.params.dialect, response));
  app.use(
    '/assets',
    // The build has left a compressed copy beside each file that gains by it.
    expressStaticGzip(join(parts.pageFolder, 'assets'), {
      index: false,
      serveStatic: { redirect: false, fallthrough: false, setHeaders: setAssetHeaders },
    }),
  );
  app.get(['/', '/safety', '/steps/:id', '/author/:id', '/read/:id'], (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: parts.pageFolder });
  });
  app.use((request, response) => refuse(response, 404, `There is nothing at this address (${request.method}).`));
  app.use(sayWhatFailed);
  return app;
}

const setHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
  next();
};

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

/** A name that holds a hash never gets other content. */
function setAssetHeaders(response: ServerResponse, path: string): void {
  if (RUFF.test(path))
    response.setHeader('Content-Security-Policy', POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"));
  response.setHeader('Cache-Control', /-[A-Z0-9]{8}\.\w+(\.gz)?$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function checkSource(guard: Guard): RequestHandler {
  return (request, response, next) => {
    const changes = !['GET', 'HEAD'].includes(request.method);
    const navigates = request.headers['sec-fetch-mode'] === 'navigate';
    const decision = firstRefusal([
      decideHost(guard, request.headers.host),
      decideOrigin(guard, request.headers.origin),
      navigates ? { allowed: true } : decideFetchSite(request.headers),
      changes ? decideChange(request.headers) : { allowed: true },
    ]);
    act(decision, response, next);
  };
}

/** `/?token=…` once: the token moves into a cookie, and out of the address. */
function exchangeToken(guard: Guard): RequestHandler {
  return (request, response, next) => {
    const given = request.query.token;
    if (request.method !== 'GET' || typeof given !== 'string') return next();
    if (!sameToken(given, guard.token)) return void response.status(401).type('html').send(lockedPage);
    const rest = new URL(request.originalUrl, 'http://workshop');
    rest.searchParams.delete('token');
    response.cookie(guard.cookieName, guard.token, { httpOnly: true, sameSite: 'strict', path: '/' });
    // A path with two slashes in front would be another host.
    response.redirect(303, rest.pathname.replace(/^\/+/, '/') + rest.search);
  };
}

function checkToken(guard: Guard): RequestHandler {
  return (request, response, next) => {
    const decision = decideToken(guard, request.headers);
    if (!decision.allowed && !request.path.startsWith('/api/')) response.status(401).type('html').send(lockedPage);
    else act(decision, response, next);
  };
}

function act(decision: Decision, response: Response, next: () => void): void {
  if (decision.allowed) next();
  else refuse(response, decision.status, decision.problem);
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

const sayWhatFailed: ErrorRequestHandler = (error: { status?: number; type?: string }, _request, response, _next) => {
  const status = error.status ?? 500;
  if (status === 413) refuse(response, 413, `Expected a body of at most ${MAX_BODY_BYTES / 1024} KiB, got more.`);
  else if (status === 404) refuse(response, 404, 'There is no such file. Reload the page.');
  else if (status < 500) refuse(response, status, 'Expected a well-formed request, got one that could not be read.');
  else refuse(response, 500, 'The workshop failed to answer. Restart it; your drafts are in your browser.');
};

function viewCatalog({ catalog, desk }: AppParts): CatalogView {
  const viewStep = ({ id, title, objective, symptoms, exercises }: Step) => ({
    id,
    title,
    objective,
    symptoms,
    dialects: DIALECTS.filter((dialect) => exercises[dialect]),
  });
  return {
    lessons: catalog.lessons.map(({ id, title, summary, pack, steps, readings }) => ({
      ...{ id, title, summary, pack },
      steps: steps.map(viewStep),
      readings: readings.map((reading) => ({ id: reading.id, title: reading.title, objective: reading.objective })),
    })),
    problems: catalog.troubled.flatMap(({ problems }) => problems.map(problemSentence)),
    author: desk !== undefined,
    opening: openingOf(catalog),
  };
}

/** What the first screen plays: the first connection of this timeline to read, up to its end. */
const OPENING = 'who-hung-up';

function openingOf(catalog: Catalog): CatalogView['opening'] {
  const recording = catalog.reading(OPENING)?.recording;
  const end = recording?.timeline.findIndex(({ kind }) => kind === 'closed') ?? -1;
  return recording && end >= 0 ? { on: recording.on, timeline: recording.timeline.slice(0, end + 1) } : undefined;
}

function sendStep({ catalog, renderProse }: AppParts, id: string, response: Response): void {
  const step = catalog.step(id);
  if (!step) return refuse(response, 404, 'There is no such step. Choose one from the list of lessons.');
  const exercises = Object.fromEntries(
    Object.entries(step.exercises).map(([dialect, { note, starter, solution }]) => [
      dialect,
      { noteHtml: note === undefined ? undefined : renderProse(note), starter, solution },
    ]),
  );
  const view: StepView = {
    id: step.id,
    title: step.title,
    objective: step.objective,
    buildsOn: step.buildsOn.flatMap((before) => catalog.step(before) ?? []).map((before) => ({ id: before.id, title: before.title })),
    proseHtml: renderProse(step.prose),
    hintsHtml: step.hints.map(renderProse),
    exercises,
  };
  response.json(view);
}

function sendReading({ catalog, renderProse }: AppParts, id: string, response: Response): void {
  const reading = catalog.reading(id);
  if (!reading) return refuse(response, 404, 'There is no such timeline to read. Choose one from the list of lessons.');
  const { title, objective, prose, questions, dialect, subject, recording } = reading;
  const repair = reading.repairedBy === undefined ? undefined : catalog.step(reading.repairedBy);
  const view: ReadingView = {
    ...{ id, title, objective, questions, dialect, subject },
    ...recording,
    proseHtml: renderProse(prose),
    repairedBy: repair && { id: repair.id, title: repair.title },
  };
  response.json(view);
}

function viewWork(store: Store | undefined): WorkView {
  return { store: store?.id, solved: store?.solved() ?? [] };
}

function sendDraft({ store }: AppParts, step: string, given: string, response: Response): void {
  const dialect = knownDialect(given, response);
  if (!dialect) return;
  const view: DraftView = { store: store?.id, draft: store?.draft(step, dialect) };
  response.json(view);
}

function sendAttempts({ store }: AppParts, step: string, given: string, response: Response): void {
  const dialect = knownDialect(given, response);
  if (!dialect) return;
  const view: AttemptsView = { attempts: store?.attempts(step, dialect) ?? [] };
  response.json(view);
}

async function sendAuthorsRun({ desk }: AppParts, run: string, response: Response): Promise<void> {
  const view = /^\d{1,15}$/.test(run) ? await desk?.look(Number(run)) : undefined;
  if (view) response.json(view);
  else refuse(response, 404, 'This run is not kept any longer. Run the table again.');
}

async function sendAttempt({ store }: AppParts, id: string, response: Response): Promise<void> {
  const attempt = /^\d{1,15}$/.test(id) ? await store?.attempt(Number(id)) : undefined;
  if (attempt) response.json(attempt);
  else refuse(response, 404, 'This attempt is not kept any longer: there are newer ones. Choose one from the list.');
}

function knownDialect(given: string, response: Response): Dialect | undefined {
  const dialect = DIALECTS.find((known) => known === given);
  if (!dialect) refuse(response, 404, `Expected a dialect (${DIALECTS.join(', ')}), got another word.`);
  return dialect;
}

async function sendTypings({ typings }: AppParts, given: string, response: Response): Promise<void> {
  const dialect = knownDialect(given, response);
  if (!dialect) return;
  const view: TypingsView = { typings: await typings(dialect) };
  response.json(view);
}
