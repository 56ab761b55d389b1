/** A learner's drafts as files in one archive. */
import { strToU8, zipSync } from 'fflate';
import type { Catalog } from '../../../lessons/catalog.ts';
import { FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { Room } from './room.ts';

/** Gives the bytes of a ZIP archive: a folder for each step and dialect, with the draft, and those that gave way to a solution. */
export function takeHome({ name, record }: Room, catalog: Catalog, seat: number): Uint8Array {
  const files: Record<string, Uint8Array> = { 'socket-clinic/README.txt': strToU8(`Drafts from the workshop ${name}.\n`) };
  for (const { step, dialect, text } of record.drafts(seat)) {
    if (!catalog.step(step)) continue;
    files[`socket-clinic/${step}/${dialect}/${FACES[dialect].fileName}`] = strToU8(text);
  }
  for (const [index, { step, dialect, text }] of record.kept(seat).entries()) {
    if (!catalog.step(step)) continue;
    files[`socket-clinic/${step}/${dialect}/set-aside-${index + 1}-${FACES[dialect].fileName}`] = strToU8(text);
  }
  return zipSync(files, { mtime: new Date() });
}
