/** The address of a talk, for programs elsewhere. Pure. */

/** A name for what is copied, and the text. */
export interface Snippet {
  name: string;
  text: string;
}

const USUAL_PATH = '/ws/{client_id}';

/** The path of the first WebSocket route in a source of FastAPI's; the usual one elsewhere. */
export function routeIn(source: string): string {
  return /@\w+\.websocket(?:_route)?\(\s*["'](\/[\x21-\x7e]*?)["']/.exec(source)?.[1] ?? USUAL_PATH;
}

/** `/ws/{client_id}` with the id in place of each parameter, encoded as a browser encodes a part of a path. */
export function fillPath(path: string, clientId: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, encodeURIComponent(clientId));
}

export function addressOf(host: string, talkPath: string, path: string): string {
  return `ws://${host}${talkPath}${path}`;
}

/** Nothing in them needs to be escaped but what a shell, JavaScript and Python agree on. */
export function snippetsFor(address: string, subprotocols: readonly string[]): Snippet[] {
  const quoted = JSON.stringify(address);
  const protocols = subprotocols.map((each) => JSON.stringify(each)).join(', ');
  return [
    { name: 'URL', text: address },
    { name: 'wscat', text: `wscat -c ${shellQuoted(address)}${subprotocols.map((each) => ` -s ${shellQuoted(each)}`).join('')}` },
    {
      name: 'Browser',
      text: `const socket = new WebSocket(${quoted}${protocols === '' ? '' : `, [${protocols}]`});
socket.onopen = () => socket.send('hello');
socket.onmessage = ({ data }) => console.log(data);
socket.onclose = ({ code, reason, wasClean }) => console.log(code, reason, wasClean);`,
    },
    {
      name: 'Python',
      text: `import asyncio
from websockets.asyncio.client import connect

async def main():
    async with connect(${quoted}${protocols === '' ? '' : `, subprotocols=[${protocols}]`}) as socket:
        await socket.send("hello")
        print(await socket.recv())

asyncio.run(main())`,
    },
  ];
}

/** Inside double quotes a POSIX shell reads these four; a Windows shell leaves the rest as it is, too. */
function shellQuoted(text: string): string {
  return `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}
