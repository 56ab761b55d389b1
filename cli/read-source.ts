import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from './exit.ts';

/** A handler's source: of a file, or of standard input for `-`. @throws UsageError for a file that cannot be read */
export async function readSource(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (failure) {
    throw new UsageError(
      `Expected a file that can be read, got ${JSON.stringify(file)} (${(failure as NodeJS.ErrnoException).code}). Check the path.`,
    );
  }
}
