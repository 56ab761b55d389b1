/** Who gets an answer over HTTP: the decisions of `guard.ts` as express has them, and who it is that asks. */
import type { Request, RequestHandler, Response } from 'express';
import { type Decision, decideChange, decideFetchSite, decideHost, decideOrigin, firstRefusal, type Guard, sameToken } from './guard.ts';
import { lockedPage } from './locked-page.ts';
import type { Recognise, Visitor } from './visitor.ts';

export function checkSource(guard: Guard): RequestHandler {
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
export function exchangeToken(guard: Guard): RequestHandler {
  return (request, response, next) => {
    const given = request.query.token;
    if (request.method !== 'GET' || typeof given !== 'string') return next();
    if (!sameToken(given, guard.token)) return void response.status(401).type('html').send(lockedPage);
    const rest = new URL(request.originalUrl, 'http://workshop');
    rest.searchParams.delete('token');
    setCookie(guard, response, guard.cookieName, guard.token);
    // A path with two slashes in front would be another host.
    response.redirect(303, rest.pathname.replace(/^\/+/, '/') + rest.search);
  };
}

/** No script reads it, and no other site sends it. */
export function setCookie({ secure }: Guard, response: Response, name: string, value: string): void {
  response.cookie(name, value, { httpOnly: true, sameSite: 'strict', path: '/', secure });
}

/** Lets those through who are known here; `sendStranger` answers a page's address to the others. */
export function checkVisitor(recognise: Recognise, sendStranger: (request: Request, response: Response) => void): RequestHandler {
  return (request, response, next) => {
    const visitor = recognise(request.headers);
    response.locals.visitor = visitor;
    if (visitor) next();
    else if (request.path.startsWith('/api/')) refuse(response, 401, NO_TOKEN);
    else sendStranger(request, response);
  };
}

export function sendLocked(_request: Request, response: Response): void {
  response.status(401).type('html').send(lockedPage);
}

/** Behind `checkVisitor`. */
export function visitorOf(response: Response): Visitor {
  return response.locals.visitor as Visitor;
}

export function act(decision: Decision, response: Response, next: () => void): void {
  if (decision.allowed) next();
  else refuse(response, decision.status, decision.problem);
}

export function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

const NO_TOKEN = 'Expected the workshop’s token, got none that is valid. Open the address that the terminal printed.';
