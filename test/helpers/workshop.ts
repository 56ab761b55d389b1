/** A workshop for a test: its own port, its own page, gone with the test. */
import { readFile } from 'node:fs/promises';
import { startWorkshop as start, type Workshop } from '../../web/server/main.ts';
import { preparePage } from '../../web/server/page.ts';
import { realEnvironment } from './python.ts';

let page: Promise<string> | undefined;

export async function startWorkshop(): Promise<Workshop> {
  page ??= preparePage(() => {});
  return start({ port: 0, pageFolder: await page, python: realEnvironment });
}

export function cookieOf({ guard }: Pick<Workshop, 'guard'>): string {
  return `${guard.cookieName}=${guard.token}`;
}

export function lessonFile(path: string): Promise<string> {
  return readFile(new URL(`../../lessons/${path}`, import.meta.url), 'utf8');
}
