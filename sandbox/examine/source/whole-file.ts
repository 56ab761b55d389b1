/**
 * A whole program that opens a port of its own, such as a stranger's `server.js`, as a handler of the `ws` dialect: the same lines, in a
 * function that gets the server. Pure.
 */

export interface WholeFile {
  source: string;
  /** What it was taken for, in one sentence. */
  sentence: string;
}

/** undefined for what is a handler already, or opens no server of `ws`. */
export function asHandler(source: string): WholeFile | undefined {
  if (/^\s*export\s+(?:default\b|\{[^}]*\bas default\b)/m.test(source) || !OPENS_A_SERVER.test(source)) return undefined;
  const lines = source.split('\n').map(asImport);
  const last = lines.findLastIndex(isImport);
  const head = lines.slice(0, last + 1).map((line) => (isImport(line) ? line : onServer(line)));
  const body = onServer(lines.slice(last + 1).join('\n'));
  // What stands among the imports stays there: nothing but declarations does.
  const attach = `export default ${/^(?:const\b.*=\s*)?await\s/m.test(body) ? 'async ' : ''}function attach(${SERVER}) {`;
  const usesExpress = /\bexpress\b/.test(source);
  return {
    source: `${[...head, `${attach} ${usesExpress ? EXPRESS : ''}${body}`].join('\n')}\n}`,
    sentence: `It is a whole program that opens a port; the clinic gives it a server instead${usesExpress ? ', and serves none of its HTTP routes' : ''}.`,
  };
}

const OPENS_A_SERVER = /new\s+(?:WebSocketServer|WebSocket\.Server|\w+\.WebSocketServer|Server|WSServer)\s*\(/;
const SERVER = 'clinicServer';

/** Routes and middleware are taken and never called. */
const EXPRESS =
  'const express = Object.assign(() => { const app = new Proxy(function () {}, { get: (_, key) => key === "listen" ? (...given) => clinicServer.listen(...given) : () => app }); return app; }, { static() {}, json() {}, urlencoded() {}, Router: () => express() }); ';

function isImport(line: string): boolean {
  return /^\s*import\s/.test(line);
}

/** `const { WebSocketServer } = require('ws');` as an import; Express, which is not there, is left out. */
function asImport(line: string): string {
  if (/^\s*(?:import\s+express\b|(?:const|let|var)\s+express\s*=\s*require\()/.test(line)) return '';
  const required = /^\s*(?:const|let|var)\s+(\{[^}]*\}|\w+)\s*=\s*require\(\s*(['"][^'"]+['"])\s*\)(?:\.(\w+))?\s*;?\s*$/.exec(line);
  if (!required) return line;
  const [, names = '', module, member] = required;
  if (member !== undefined) return `import { ${member} as ${names} } from ${module};`;
  return `import ${names.startsWith('{') ? names.replace(/\s*:\s*/g, ' as ') : names} from ${module};`;
}

/** Whatever opens a port gets the clinic's server. */
function onServer(body: string): string {
  return body
    .replace(
      /(new\s+(?:WebSocketServer|WebSocket\.Server|\w+\.WebSocketServer|Server|WSServer)\s*\(\s*\{)([^}]*)\}/g,
      (_whole, begin: string, options: string) => {
        const given = options.replace(/(^|[\s,])port(?:\s*:\s*[^,}]+)?(?=\s*(?:,|$))/, `$1server: ${SERVER}`);
        return `${begin}${given}}`;
      },
    )
    .replace(
      /\b(?:https?\.)?createServer\s*\(/g,
      `((...given) => { const listener = given.findLast((one) => typeof one === 'function'); if (listener) ${SERVER}.on('request', listener); return ${SERVER}; })(`,
    );
}
