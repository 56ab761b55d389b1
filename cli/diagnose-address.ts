/** `clinic diagnose ws://…`: what is asked of it is read, announced, and examined. */
import { type AddressRequest, announcement, type Examination, examineAddress, planOf, readAddress } from '../sandbox/index.ts';
import { visibleText } from '../web/visible-text.ts';
import { UsageError } from './exit.ts';

export interface AddressOptions {
  path?: string;
  header?: string[];
  subprotocol?: string[];
  origin?: string;
  message?: string[];
  expect?: string;
  idle?: string;
}

/** The longest silence that can be asked for, in seconds. */
const MOST_IDLE_SECONDS = 600;
/** RFC 9110, sections 5.1 and 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export function isAddress(subject: string): boolean {
  return /^(wss?|https?):/i.test(subject);
}

/** Says on stderr all that will be sent, before anything is. @throws UsageError */
export function diagnoseAddress(url: string, options: AddressOptions): Promise<Examination> {
  const request = readRequest(url, options);
  process.stderr.write(`${announcement(request.address.name, planOf(request)).map(visibleText).join('\n')}\n`);
  return examineAddress(request);
}

/** @throws UsageError for what cannot be asked */
export function readRequest(
  url: string,
  { path, header = [], subprotocol = [], origin, message, expect, idle }: AddressOptions,
): AddressRequest {
  const read = readAddress(url, path);
  if (!read.ok) throw new UsageError(read.problem);
  return {
    address: read.address,
    asking: { headers: Object.fromEntries(header.map(readHeader)), subprotocols: subprotocol.map(readToken), origin: readLine(origin) },
    messages: message,
    expect: expect === undefined ? undefined : readJson(expect),
    idleMs: idle === undefined ? undefined : readSeconds(idle) * 1_000,
  };
}

function readHeader(line: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/.exec(line) ?? [];
  if (TOKEN.test(name) && readLine(value) !== undefined) return [name, value.trim()];
  throw new UsageError(`Expected a header such as "Authorization: Bearer …", got ${JSON.stringify(line)}.`);
}

function readToken(given: string): string {
  if (TOKEN.test(given)) return given;
  throw new UsageError(`Expected a subprotocol of letters, digits and signs without spaces, got ${JSON.stringify(given)}.`);
}

/** What may stand in a header. */
function readLine<Given extends string | undefined>(given: Given): Given {
  if (given === undefined || /^[\t\x20-\x7e\xa0-\xff]*$/.test(given)) return given;
  throw new UsageError(`Expected one line of plain text for a header, got ${JSON.stringify(given)}.`);
}

function readJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    throw new UsageError(`Expected JSON after --expect, such as '{"type":"response"}', got ${JSON.stringify(given)}.`);
  }
}

function readSeconds(given: string): number {
  const seconds = Number(given);
  if (given.trim() !== '' && seconds >= 0 && seconds <= MOST_IDLE_SECONDS) return seconds;
  throw new UsageError(`Expected a number of seconds from 0 to ${MOST_IDLE_SECONDS} after --idle, got ${JSON.stringify(given)}.`);
}
