/**
 * Where the links of a step lead, and whether what it says of the world outside has a source on its page. Nothing is fetched: of an
 * address outside only the form is looked at.
 */
import MarkdownIt from 'markdown-it';
import { type Item, type Text, textsOf } from './texts.ts';

/** A problem of one file, as a clause without a full stop. */
export interface TextProblem {
  file: string;
  problem: string;
}

/** `addresses`: of the steps and timelines that exist, as the page has them: `/steps/open-then-gone`, `/read/who-hung-up`. */
export function linkProblems(item: Item, addresses: ReadonlySet<string>): TextProblem[] {
  const texts = textsOf(item);
  const wrong = texts.flatMap((text) => linksOf(text).flatMap((link) => told(text, linkProblem(link, addresses))));
  return [...wrong, ...texts.flatMap((text) => told(text, bareAddress(text))), ...unsourced(texts)];
}

function told({ file, where }: Text, problem: string | undefined): TextProblem[] {
  return problem === undefined ? [] : [{ file, problem: `${where}: ${problem}` }];
}

/** Where all that follows from the text's Markdown leads. */
function linksOf({ text, isMarkdown }: Text): string[] {
  if (!isMarkdown) return [];
  const tokens = new MarkdownIt().parse(text, {}).flatMap(({ children }) => children ?? []);
  return tokens.filter(({ type }) => type === 'link_open').map((token) => String(token.attrGet('href') ?? ''));
}

function linkProblem(link: string, addresses: ReadonlySet<string>): string | undefined {
  if (/^\/(steps|read)\//.test(link)) {
    if (addresses.has(link.replace(/[?#].*$/, ''))) return undefined;
    return `expected a link to a step or a timeline that exists, got “${link}”. Correct its id`;
  }
  const url = URL.canParse(link) ? new URL(link) : undefined;
  const isWhole = url?.protocol === 'https:' && /\.[a-z]{2,}$/.test(url.hostname) && url.username === '' && url.port === '';
  if (isWhole) return undefined;
  return `expected a link that begins with https:// and a host’s name, or with /steps/ or /read/ and an id, got “${link}”. Correct the link`;
}

/** An address that stands in the text is not a link. */
function bareAddress({ text }: Text): string | undefined {
  const outsideOfLinks = withoutCode(text).replace(/\]\([^)]*\)|<https?:[^>]*>/g, ']');
  const found = /\bhttps?:\/\/[^\s`]+/.exec(outsideOfLinks)?.[0];
  return found && `expected a link with words, got the address “${found}”. Write [what it is](${found})`;
}

/** Something outside that a text can make a statement about, and where its sources are. */
interface Subject {
  name: string;
  says: RegExp;
  source: RegExp;
}

const VERSION_OR_SIZE = String.raw`\b\d+\.\d+|\bversion \d|\bfrom \d+ to \d|\b\d+ [KMG]iB\b`;

/** A sentence or a table that names it beside a version or a size. */
function library(name: string, source: RegExp): Subject {
  const names = String.raw`(?<![\w-])${name}(?![\w-])`;
  return { name, says: new RegExp(`${names}[^.!?]*?(${VERSION_OR_SIZE})|(${VERSION_OR_SIZE})[^.!?]*?${names}`), source };
}

const SUBJECTS: readonly Subject[] = [
  { name: 'an RFC', says: /\bRFC \d+/, source: /^https:\/\/(www\.rfc-editor\.org|datatracker\.ietf\.org)\// },
  {
    name: 'a close code',
    says: /\b1(00[0-35-9]|01[0-5])\b(?! (ms|bytes|messages)\b)/,
    source: /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc6455\b/,
  },
  { name: 'documentation', says: /\b(documentation|release notes|changelog)\b/i, source: /^https:/ },
  library('uvicorn', /^https:\/\/((www\.)?uvicorn\.(dev|org)|github\.com\/(Kludex|encode)\/uvicorn)\//),
  library('`ws`', /^https:\/\/github\.com\/websockets\/ws\//),
  library('FastAPI', /^https:\/\/(fastapi\.tiangolo\.com|github\.com\/fastapi\/fastapi)\//),
  library('Starlette', /^https:\/\/((www\.)?starlette\.(dev|io)|github\.com\/(Kludex|encode)\/starlette)\//),
  library('Python', /^https:\/\/(docs|peps)\.python\.org\//),
  library('Node', /^https:\/\/nodejs\.org\//),
];

/** A note is read on the page of its step, so the step's links are its own; each subject is asked for once a file. */
function unsourced(texts: readonly Text[]): TextProblem[] {
  const [page] = texts.filter(({ where }) => where === 'prose');
  const files = Map.groupBy(texts, ({ file }) => file);
  return [...files].flatMap(([file, own]) => {
    const links = [...own, ...(page ? [page] : [])].flatMap(linksOf);
    return SUBJECTS.flatMap(({ name, says, source }) => {
      if (links.some((link) => source.test(link))) return [];
      const stated = own.flatMap(({ where, text }) => blocksOf(text).map((block) => ({ where, found: says.exec(block)?.[0] })));
      const first = stated.find(({ found }) => found !== undefined);
      if (!first) return [];
      const problem = `${first.where}: expected a link to a source for what is said of ${name} (“${shortened(first.found ?? '')}”), got none. Add one to the prose`;
      return [{ file, problem }];
    });
  });
}

/** Paragraphs, entries of lists and tables; a fenced block of code says nothing. */
function blocksOf(text: string): string[] {
  return text.replace(/```[\s\S]*?```/g, '').split(/\n\s*\n/);
}

function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '');
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 30)} … ${line.slice(-20)}` : line;
}
