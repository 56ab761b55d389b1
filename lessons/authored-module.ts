/**
 * Loads a module that an author has written, in whatever folder: `socket-clinic/scenario` means this version's language there too, and
 * a file that has changed is loaded anew, with all that it imports from its author's folders.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const LANGUAGE = 'socket-clinic/scenario';
const LANGUAGE_URL = new URL('../sandbox/scenario/index.ts', import.meta.url).href;
const OURS = new URL('../', import.meta.url).href;
const REVISION = 'revision';

/** `revision`: another number is another module. */
export function importAuthored(file: string, revision: number): Promise<unknown> {
  register();
  const address = pathToFileURL(file);
  if (revision > 0) address.searchParams.set(REVISION, String(revision));
  return import(address.href);
}

let isRegistered = false;

function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === LANGUAGE) return { url: LANGUAGE_URL, shortCircuit: true };
      const resolved = next(specifier, context);
      const revision = revisionOf(context.parentURL);
      if (revision === null || !isAuthored(resolved.url)) return resolved;
      const address = new URL(resolved.url);
      address.searchParams.set(REVISION, revision);
      return { ...resolved, url: address.href };
    },
  });
}

function revisionOf(parent: string | undefined): string | null {
  return parent?.startsWith('file:') ? new URL(parent).searchParams.get(REVISION) : null;
}

/** A package keeps what it is; and of ours, only what stands among the lessons may change while we run. */
function isAuthored(url: string): boolean {
  if (!url.startsWith('file:') || url.includes('/node_modules/')) return false;
  return !url.startsWith(OURS) || /^lessons\/\d\d-/.test(url.slice(OURS.length));
}
