/** Lints and formats Python off the page's thread, by Ruff. */
import init, { type Diagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-web';

export type RuffRequest = { id: number; kind: 'lint' | 'format'; text: string };
export type RuffAnswer = { id: number; diagnostics?: Diagnostic[]; formatted?: string };

/** What is wrong whatever one's taste: names that do not exist, syntax, and calls that stop the event loop. */
const RULES = ['F', 'E9', 'ASYNC'];

const workspace = init({ module_or_path: '/assets/ruff.wasm' }).then(
  () => new Workspace({ 'target-version': 'py310', lint: { select: RULES } }, PositionEncoding.Utf16),
);

addEventListener('message', async ({ data: { id, kind, text } }: MessageEvent<RuffRequest>) => {
  const ruff = await workspace;
  const answer: RuffAnswer = kind === 'lint' ? { id, diagnostics: ruff.check(text) } : { id, formatted: formatOrLeave(ruff, text) };
  postMessage(answer);
});

/** What cannot be parsed stays as it is: its place is marked already. */
function formatOrLeave(ruff: Workspace, text: string): string {
  try {
    return ruff.format(text);
  } catch {
    return text;
  }
}
