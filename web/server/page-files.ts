/** The built page: its files, and the policy under which browsers show them. */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import expressStaticGzip from 'express-static-gzip';

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

export const setHeaders: RequestHandler = (_request, response, next) => {
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

/** The build has left a compressed copy beside each file that gains by it. */
export function assets(pageFolder: string): RequestHandler {
  return expressStaticGzip(join(pageFolder, 'assets'), {
    index: false,
    serveStatic: { redirect: false, fallthrough: false, setHeaders: setAssetHeaders },
  });
}

/** One page for every address: it reads the address itself. */
export function sendPage(pageFolder: string): RequestHandler {
  return (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: pageFolder });
  };
}

/** A name that holds a hash never gets other content. */
function setAssetHeaders(response: ServerResponse, path: string): void {
  if (RUFF.test(path))
    response.setHeader('Content-Security-Policy', POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"));
  response.setHeader('Cache-Control', /-[A-Z0-9]{8}\.\w+(\.gz)?$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}
