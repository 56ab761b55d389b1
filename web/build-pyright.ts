/**
 * Makes the language server for Python smaller: the package brings 17.5 MB, four fifths of them declarations of packages that no
 * handler imports here, and its sentences in twelve more languages.
 */
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';

const STDLIB = '/typeshed/stdlib/';
/** What no handler imports here: each costs bytes, and time to first completion. */
const LEFT_OUT = new RegExp(
  `^${STDLIB}(?:${[
    'aifc|asyncore|asynchat|audioop|binhex|cgi|compileall|compression|cProfile|crypt|ctypes|curses|_curses|_ctypes|dbm|dis\\.|distutils',
    'doctest|email|ensurepip|formatter|ftplib|imaplib|imghdr|imp\\.|_interp|lib2to3|_lsprof|mailbox|modulefinder|msi|msvcrt|multiprocessing',
    'netrc|nis|nntplib|opcode|optparse|ossaudiodev|parser|pdb|pickletools|plistlib|poplib|profile|pstats|py_compile|pyclbr|pydoc|pyexpat',
    'readline|rlcompleter|smtp|sndhdr|spwd|sqlite3|sunau|symbol|symtable|tarfile|telnetlib|tkinter|_tkinter|token|trace\\.|turtle|unittest',
    'uu\\.|venv|wave|winreg|_winapi|winsound|wsgiref|xdrlib|xml|zip|zoneinfo|encodings/(?!__init__|utf_8\\.)|sys/_monitoring|ast\\.',
  ].join('|')})`,
);

/** @throws when the package is not the one that this was written for. */
export async function pyrightWorker(): Promise<string> {
  const worker = await readFile(new URL(import.meta.resolve('browser-basedpyright/dist/pyright.worker.js')), 'utf8');
  return withoutTranslations(withNeededDeclarations(worker));
}

function withNeededDeclarations(worker: string): string {
  const [begin] = /(?<=,\d+\(e\)\{e\.exports=)\{"\/typeshed\/LICENSE":/.exec(worker) ?? [];
  const from = begin === undefined ? -1 : worker.indexOf(begin);
  const length = worker.slice(from).search(/(?<=\})\},\d+\(e,n,t\)\{"use strict"/);
  if (from < 0 || length < 0) throw new Error('Expected the declarations of the standard library in browser-basedpyright, found none.');
  const all: Record<string, string> = runInNewContext(`(${worker.slice(from, from + length)})`);
  const needed = Object.entries(all).filter(([path]) => path.startsWith(STDLIB) && !LEFT_OUT.test(path));
  return worker.slice(0, from) + asJson(Object.fromEntries(needed)) + worker.slice(from + length);
}

/** Browsers read JSON faster than an object in a script. */
function asJson(value: object): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}

function withoutTranslations(worker: string): string {
  return worker.replace(/JSON\.parse\('(\{"CodeAction":\{"createTypeStub":(?!"Create Type Stub"|\{).*?)'\)\}/gs, "JSON.parse('{}')}");
}
