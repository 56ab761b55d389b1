/** Chromium's own developer tools, asked what they make of HAR: their importer is in every Chromium. */
import type { OpenBrowser } from './browser.ts';

export interface ImportedRequest {
  url: string;
  status: number;
  type: string;
  messages: { type: string; opCode: number; text: string; time: number }[];
}

/** In the page, as text: what is imported there is no module of ours. */
const IMPORT = `async (text) => {
  const { HARFormat, Importer } = await import('devtools://devtools/bundled/models/har/har.js');
  const { log } = new HARFormat.HARRoot(JSON.parse(text));
  return Importer.Importer.requestsFromHARLog(log).map((request) => ({
    url: request.url(),
    status: request.statusCode,
    type: request.resourceType().name(),
    messages: request.frames().map(({ type, opCode, text, time }) => ({ type, opCode, text, time })),
  }));
}`;

export async function importInDevtools(browser: OpenBrowser, har: string): Promise<ImportedRequest[]> {
  const page = await browser.open();
  // A file of theirs as the page: it may import the others, and nothing else of the tools has to start.
  await page.goto('devtools://devtools/bundled/models/har/har.js');
  const imported = await page.evaluate<ImportedRequest[]>(`(${IMPORT})(${JSON.stringify(har)})`);
  await page.context().close();
  return imported;
}
