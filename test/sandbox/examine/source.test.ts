/** What an examination reads from a stranger's source. */
import { describe, expect, test } from 'vitest';
import { guessDialect } from '../../../sandbox/examine/source/dialect.ts';
import { doorsIn } from '../../../sandbox/examine/source/doors.ts';
import { silentCatch } from '../../../sandbox/examine/source/silent-catch.ts';
import { asHandler } from '../../../sandbox/examine/source/whole-file.ts';
import { alternates, wordsFor } from '../../../sandbox/examine/source/words.ts';

const paths = (source: string, dialect: 'fastapi' | 'async' | 'ws') => doorsIn(source, dialect).map(({ path }) => path);
const shown = (source: string, given: string[] = []) => wordsFor(source, given).map((word) => word.shown);

describe('where it listens', () => {
  test('a route stands behind the prefixes of its routers and of the application that is mounted', () => {
    const source = `
inner = APIRouter(prefix="/echo")
outer = APIRouter(prefix="/tools")
@inner.websocket("/{times}")
async def echo(websocket: WebSocket, times: int): ...
outer.include_router(inner)
api = FastAPI()
api.include_router(outer)
app.mount("/api", api)`;
    expect(doorsIn(source, 'fastapi')[0]).toMatchObject({ path: '/api/tools/echo/{times}', numbers: ['times'] });
  });

  test('a parameter that is in no path is a query, with the text that it is compared with', () => {
    const source = `
@app.websocket("/ws")
async def endpoint(websocket: WebSocket, token: str):
    if token != "s3cret":
        return`;
    expect(doorsIn(source, 'fastapi')[0]).toMatchObject({ path: '/ws', query: { token: 's3cret' } });
  });

  test('a path of ws is its option, a comparison, or the key of a table; the usual one comes last', () => {
    expect(paths("new WebSocketServer({ server, path: '/chat' })", 'ws')).toEqual(['/chat', '/ws/{client_id}']);
    expect(paths("if (pathname === '/live') return", 'ws')).toEqual(['/live', '/ws/{client_id}']);
    expect(paths("const doors = { '/echo': echo }", 'ws')).toEqual(['/echo', '/ws/{client_id}']);
  });

  test('a header of its own is sent only where a browser, which sends none, is refused', () => {
    const doors = doorsIn("const device = request.headers['x-device-id'];", 'ws');
    expect(doors.map(({ headers }) => headers)).toEqual([{}, { 'x-device-id': 'sample' }]);
  });
});

describe('what may be said to it', () => {
  test('what was given comes first', () => {
    expect(shown('', ['{"type":"join"}'])[0]).toBe('{"type":"join"}');
  });

  test('each type that is compared, with the keys that are read', () => {
    const source = `
const message = JSON.parse(String(data));
if (message.type === 'join') rooms.add(message.room);
else if (message.type === 'say') broadcast(message.text);`;
    expect(shown(source).slice(0, 2)).toEqual([
      '{"type":"join","room":"lobby","text":"sample"}',
      '{"type":"say","room":"lobby","text":"sample"}',
    ]);
  });

  test('the keys of a table of handlers', () => {
    const source = `
HANDLERS = {"add": on_add, "list": on_list}
message = await websocket.receive_json()
await HANDLERS[message["op"]](message)`;
    expect(shown(source).slice(0, 2)).toEqual(['{"op":"add"}', '{"op":"list"}']);
  });

  test('a text that is compared as it is; never one that asks for the end', () => {
    const said = shown("const text = data.toString(); if (text === 'ping') pong(); if (text === 'quit') socket.close();");
    expect(said).toContain('ping');
    expect(said).not.toContain('quit');
  });

  test('one whose values were made up has forms with other kinds of values', () => {
    const [word] = wordsFor("const m = JSON.parse(d); if (m.type === 'sum') add(m.numbers);", []);
    expect(word && alternates(word).map((form) => form.shown)).toEqual([
      '{"type":"sum","numbers":"sample"}',
      '{"type":"sum","numbers":2}',
      '{"type":"sum","numbers":{}}',
    ]);
  });
});

test('the dialect is told by the name, and by what is imported', () => {
  expect(guessDialect('main.py', '')).toBe('fastapi');
  expect(guessDialect('server.js', "const WebSocket = require('ws');")).toBe('ws');
  expect(guessDialect('handler.ts', "import type { Connection } from 'clinic';")).toBe('async');
  expect(guessDialect('-', 'from fastapi import FastAPI\n\nasync def main(): ...')).toBe('fastapi');
});

describe('a whole program', () => {
  test('becomes a handler whose lines keep their numbers', () => {
    const source = [
      "const http = require('http');",
      "const { WebSocketServer: Sockets, WebSocket } = require('ws');",
      'const server = http.createServer();',
      'const wss = new WebSocketServer({ port: 8080, maxPayload: 1024 });',
      'server.listen(3000);',
    ].join('\n');
    expect(asHandler(source)?.source.split('\n')).toEqual([
      "import http from 'http';",
      "import { WebSocketServer as Sockets, WebSocket } from 'ws';",
      expect.stringMatching(/^export default function attach\(clinicServer\) \{ const server = \(\(\.\.\.given\) => .*\)\(\);$/),
      'const wss = new WebSocketServer({ server: clinicServer, maxPayload: 1024 });',
      'server.listen(3000);',
      '}',
    ]);
  });

  test('is nothing that exports a handler, and nothing that opens no server', () => {
    expect(asHandler('export default function attach(server) { new WebSocketServer({ server }); }')).toBeUndefined();
    expect(asHandler("console.log('hello');")).toBeUndefined();
  });
});

describe('a catch that says nothing', () => {
  test.each([
    ['try:\n    work()\nexcept Exception:\n    pass\n', 3],
    ['try:\n    work()\nexcept (ValueError, KeyError):\n    continue\n\nprint("later")\n', 3],
    ['try:\n    work()\nexcept Exception: pass\n', 3],
    ['try:\n    work()\nexcept WebSocketDisconnect:\n    pass\n', undefined],
    ['try:\n    work()\nexcept Exception:\n    logger.exception("no")\n', undefined],
    ['try:\n    work()\nexcept ValueError as error:\n    await websocket.send_text(str(error))\n', undefined],
    ['try:\n    work()\nexcept ValueError:\n    raise\n', undefined],
  ])('in Python: %j', (source, line) => {
    expect(silentCatch(source, 'fastapi')?.line).toBe(line);
  });

  test.each([
    ['try {\n  work();\n} catch {\n}\n', 3],
    ['work().catch(() => {});', 1],
    ['try { work(); } catch (error) {\n  if (error instanceof Gone) { break; }\n}', 1],
    ['try { work(); } catch (error) {\n  console.error(error);\n}', undefined],
    ['try { work(); } catch (error) {\n  if (late) { socket.close(1011); }\n}', undefined],
  ])('in TypeScript: %j', (source, line) => {
    expect(silentCatch(source, 'ws')?.line).toBe(line);
  });
});
