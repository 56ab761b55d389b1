/** Each frame from a handler, and the handshake's answer, names the line that sent it. */
import { json, text } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../sandbox/index.ts';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import { WRITERS } from '../../sandbox/system/limits.ts';
import { realEnvironment } from '../helpers/python.ts';
import { endpoint, WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { alone, asyncHandler, OK, output, startSandbox, wsHandler } from '../helpers/sandbox.ts';

const sandbox = startSandbox({ python: realEnvironment });
afterAll(() => sandbox.close());

const talk = alone((draw) => {
  const a = draw.client('A');
  return [...a.opens(), ...a.pings(), ...a.asks({ send: json({ type: 'hi' }), reply: OK }), ...a.leaves()];
});
const opens = alone((draw) => draw.client('A').opens());

/** What came from the handler, each with the words behind the comment of the line that sent it. */
async function linesOf(source: string, dialect: Dialect, scenario = talk): Promise<string[]> {
  const { timeline } = await sandbox.run({ source, dialect, scenario });
  return named(source, timeline);
}

function named(source: string, timeline: RunReport['timeline']): string[] {
  const lines = source.split('\n');
  return timeline.flatMap((event) => {
    if (event.kind !== 'frame-received' && event.kind !== 'handshake-accepted' && event.kind !== 'handshake-refused') return [];
    const by = event.sentBy && /(?:#|\/\/) (.*)/.exec(lines[event.sentBy.line - 1] ?? '')?.[1];
    return [`${event.kind === 'frame-received' ? event.opcode : event.kind}: ${by}`];
  });
}

describe('async', () => {
  test('each call that writes is known by its line, and what the server writes by itself has none', async () => {
    const source = asyncHandler(`  await connection.accept(); // accepts
  await connection.receiveText();
  const answer = { type: 'response', data: 'Message received' };
  await Promise.all([connection.sendJson(answer)]); // answers
  const later = connection.sendBytes(new Uint8Array(200)); // adds
  await later;
  await connection.close(4000); // closes`);
    expect(await linesOf(source, 'async')).toEqual([
      'handshake-accepted: accepts',
      'pong: undefined',
      'text: answers',
      'binary: adds',
      'close: closes',
    ]);
  });

  test('so is a refusal', async () => {
    const source = asyncHandler('  await connection.refuse(404, "nobody"); // refuses');
    expect(await linesOf(source, 'async', opens)).toEqual(['handshake-refused: refuses']);
  });

  test('what the server answers for a handler that has failed has no line', async () => {
    const source = asyncHandler("  throw new Error('boom'); // throws");
    expect(await linesOf(source, 'async', opens)).toEqual(['handshake-refused: undefined']);
  });
});

describe('ws', () => {
  test('each call that writes is known by its line, and what the library writes by itself has none', async () => {
    const source = wsHandler(`    const answer = (words: string) => socket.send(words); // answers
    socket.send('hello'); // greets
    socket.on('message', async () => {
      await null;
      answer('{"type":"response","data":"Message received"}');
      socket.send(Buffer.alloc(70_000)); // adds
      socket.close(4000); // closes
    });`);
    expect(
      await linesOf(
        source,
        'ws',
        alone((draw) => [...draw.client('A').opens(), ...draw.client('A').pings(), ...draw.client('A').sends(text('?'))]),
      ),
    ).toEqual(['handshake-accepted: undefined', 'text: greets', 'pong: undefined', 'text: answers', 'binary: adds', 'close: closes']);
  });

  test('a handler that completes or refuses the handshake itself is known by that', async () => {
    const own = (answer: string) => `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    ${answer}
  });
}`;
    const completes = own("sockets.handleUpgrade(request, socket, head, (client) => client.send('hi')); // completes");
    expect(await linesOf(completes, 'ws', opens)).toEqual(['handshake-accepted: completes', 'text: completes']);
    const refuses = own("socket.end('HTTP/1.1 401 Unauthorized\\r\\nContent-Length: 0\\r\\n\\r\\n'); // refuses");
    expect(await linesOf(refuses, 'ws', opens)).toEqual(['handshake-refused: refuses']);
  });

  test('a handler that has replaced how stacks look is asked for nothing', async () => {
    const source = wsHandler(
      `    socket.send('hello'); // greets`,
      `Error.stackTraceLimit = 0;
(Error as any).prepareStackTrace = (error: unknown, calls: any[]) => {
  console.log('asked');
  for (const call of calls) Object.getPrototypeOf(call).getLineNumber = () => 1;
};
new Error('once').stack;`,
    );
    const { timeline } = await sandbox.run({ source, dialect: 'ws', scenario: opens });
    expect(named(source, timeline)).toContain('text: greets');
    expect(output({ timeline })).toBe('asked\n');
  });

  test('a flood is named no further than is told of a run, and nothing else comes of it', async () => {
    const source = wsHandler(`    for (let count = 0; count < 700; count++) {
      socket.send('a'); // one
      socket.send('b'); // other
    }`);
    const { timeline } = await sandbox.run({ source, dialect: 'ws', scenario: opens });
    const lines = named(source, timeline).slice(1);
    expect(lines.slice(0, 3)).toEqual(['text: one', 'text: other', 'text: one']);
    expect(lines.slice(WRITERS).every((line) => line === 'text: undefined')).toBe(true);
    expect(lines).toHaveLength(1_400);
  });
});

describe.skipIf(WITHOUT_PYTHON)('fastapi', () => {
  test('each call that writes is known by its line, and what the server writes by itself has none', async () => {
    const source = endpoint(`    await websocket.accept()  # accepts
    await websocket.send_text("hello")  # greets
    await websocket.receive_text()
    await asyncio.gather(websocket.send_text("beside"))  # gathers
    await websocket.send_json({"type": "response", "data": "Message received"})  # answers
    await websocket.close(4000)  # closes`);
    expect(await linesOf(source, 'fastapi')).toEqual([
      'handshake-accepted: accepts',
      'text: greets',
      'pong: undefined',
      'text: gathers',
      'text: answers',
      'close: closes',
    ]);
  });

  test('so is a refusal', async () => {
    expect(await linesOf(endpoint('    await websocket.close()  # refuses'), 'fastapi', opens)).toEqual(['handshake-refused: refuses']);
  });
});

test('a frame of a handler that is ended before it tells anything more has no line, and not the one before', async () => {
  const spins = wsHandler(`    socket.send('one'); // one
    socket.on('message', () => {
      socket.send('two'); // two
      for (;;) {}
    });`);
  const says = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').sends(text('go'))]);
  expect((await linesOf(spins, 'ws', says)).slice(1)).toEqual(['text: one', 'text: undefined']);
});

test('a flood by way of the library is stopped with its line, whichever of its writes is one too many', async () => {
  const floods = wsHandler(`    const flood = () => {
      for (let n = 0; n < 500; n++) socket.send('x'); // floods
      setImmediate(flood);
    };
    flood();`);
  const line = floods.split('\n').findIndex((each) => each.endsWith('// floods')) + 1;
  // It is one or the other by turns of chance.
  const reports = await Promise.all(Array.from({ length: 8 }, () => sandbox.run({ source: floods, dialect: 'ws', scenario: opens })));
  const limits = reports.map(({ verdict }) => verdict.kind === 'limit-exceeded' && verdict.limit);
  for (const limit of limits)
    expect(limit).toMatchObject({ what: 'frames', at: { line: expect.toSatisfy((at) => at === line || at === line + 1) } });
});
