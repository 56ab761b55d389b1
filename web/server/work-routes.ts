/** A learner's own work over HTTP: whoever asks gets the own, whatever the address says. */
import { type Response, Router } from 'express';
import { DIALECTS, type Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { AttemptsView, DraftView, WorkView } from '../protocol.ts';
import { refuse, visitorOf } from './admission.ts';
import type { Store } from './store/store.ts';

export function workRoutes(): Router {
  const router = Router();
  router.get('/api/work', (_request, response) => response.json(viewWork(visitorOf(response).store)));
  router.get('/api/drafts/:step/:dialect', ({ params }, response) => sendDraft(params, response));
  router.get('/api/attempts/:step/:dialect', ({ params }, response) => sendAttempts(params, response));
  router.get('/api/attempts/:id', ({ params }, response) => sendAttempt(params.id, response));
  return router;
}

interface Exercise {
  step: string;
  dialect: string;
}

function viewWork(store: Store | undefined): WorkView {
  return { store: store?.id, solved: store?.solved() ?? [] };
}

function sendDraft({ step, dialect: given }: Exercise, response: Response): void {
  const { store } = visitorOf(response);
  const dialect = knownDialect(given, response);
  if (!dialect) return;
  const view: DraftView = { store: store?.id, draft: store?.draft(step, dialect) };
  response.json(view);
}

function sendAttempts({ step, dialect: given }: Exercise, response: Response): void {
  const dialect = knownDialect(given, response);
  if (!dialect) return;
  const view: AttemptsView = { attempts: visitorOf(response).store?.attempts(step, dialect) ?? [] };
  response.json(view);
}

async function sendAttempt(id: string, response: Response): Promise<void> {
  const { store } = visitorOf(response);
  const attempt = /^\d{1,15}$/.test(id) ? await store?.attempt(Number(id)) : undefined;
  if (attempt) response.json(attempt);
  else refuse(response, 404, 'This attempt is not kept any longer: there are newer ones. Choose one from the list.');
}

/** Answers by itself where there is no such dialect. */
export function knownDialect(given: string, response: Response): Dialect | undefined {
  const dialect = DIALECTS.find((known) => known === given);
  if (!dialect) refuse(response, 404, `Expected a dialect (${DIALECTS.join(', ')}), got another word.`);
  return dialect;
}
