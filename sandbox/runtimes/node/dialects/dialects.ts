/** The dialects that run on Node. */
import { readFile } from 'node:fs/promises';
import type { Dialect, DialectDescription, Typing } from '../../dialect.ts';
import { asyncDialect } from './async/description.ts';
import { wsDialect } from './ws/description.ts';

const DESCRIPTIONS: Partial<Record<string, DialectDescription>> = { async: asyncDialect, ws: wsDialect };

export function describeDialect(dialect: string): DialectDescription {
  const description = DESCRIPTIONS[dialect];
  if (!description) throw new Error(`Expected a dialect that runs on Node, got ${dialect}.`);
  return description;
}

/** The declarations that the editor's language service needs for this dialect, none for one that is not TypeScript, as files of an imagined project. */
export async function typings(dialect: Dialect): Promise<Typing[]> {
  if (!DESCRIPTIONS[dialect]) return [];
  const clinic = await readFile(new URL('./async/clinic.d.ts', import.meta.url), 'utf8');
  const shared: Typing[] = [{ path: 'file:///node_modules/@types/clinic/index.d.ts', content: clinic }, ...(await packageTypings('node'))];
  return dialect === 'ws' ? [...shared, ...(await packageTypings('ws'))] : shared;
}

async function packageTypings(name: string): Promise<Typing[]> {
  const { glob } = await import('node:fs/promises');
  const root = new URL(`../../../../node_modules/@types/${name}/`, import.meta.url);
  const found: Typing[] = [];
  for await (const file of glob('**/*.d.ts', { cwd: root })) {
    if (file.startsWith('ts5') || file.includes('compatibility')) continue;
    found.push({
      path: `file:///node_modules/@types/${name}/${file.replaceAll('\\', '/')}`,
      content: await readFile(new URL(file, root), 'utf8'),
    });
  }
  const manifest = await readFile(new URL('package.json', root), 'utf8');
  return [...found, { path: `file:///node_modules/@types/${name}/package.json`, content: manifest }];
}
