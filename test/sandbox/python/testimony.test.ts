/** What a Python process tells about its handler, with the learner's lines. */

import { advance, answersText, json, type Scenario, text } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import type { EventOf, TimelineEvent, TimelineKind } from '../../../sandbox/timeline/timeline.ts';
import { endpoint, framed, type Played, PythonSandbox, STACKS, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { alone } from '../../helpers/sandbox.ts';

const opens = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').staysOpen(5_000)]);
const says = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').sends(text('hi')), ...draw.client('A').staysOpen(5_000)]);

function all<K extends TimelineKind>({ timeline }: Played, kind: K): EventOf<K>[] {
  return timeline.filter((event): event is TimelineEvent & EventOf<K> => event.kind === kind);
}

/** The line on which a source has these words. */
function lineOf(source: string, words: string): number {
  return source.split('\n').findIndex((line) => line.includes(words)) + 1;
}

describe.skipIf(WITHOUT_PYTHON).each(STACKS)('$title', (stack) => {
  const sandbox = new PythonSandbox(stack);
  afterAll(() => sandbox[Symbol.asyncDispose]());
  const run = async (body: string, scenario: Scenario = opens) => {
    const source = endpoint(body);
    return { source, played: await sandbox.run(source, scenario) };
  };

  test('a handler starts for its client and returns at its line', async () => {
    const { source, played } = await run(`    await websocket.accept()
    if client_id:
        return  # here
    await websocket.receive_text()`);
    const [started] = all(played, 'handler-started');
    expect(started).toMatchObject({ connection: 'A', clientId: expect.stringMatching(/./) });
    expect(all(played, 'handler-returned')).toEqual([
      expect.objectContaining({ connection: 'A', at: { line: lineOf(source, '# here'), column: 9 } }),
    ]);
  });

  test('a handler that is behind a router with a prefix is told like any other', async () => {
    const source = framed(`from fastapi import APIRouter, Depends
router = APIRouter(prefix="/ws")

async def word(client_id: str):
    return client_id.upper()

@router.websocket("/{client_id}")
async def talk(websocket: WebSocket, shout: str = Depends(word)):
    await websocket.accept()
    return None  # here

app.include_router(router)
`);
    const played = await sandbox.run(source, opens);
    expect(all(played, 'handler-started')[0]?.clientId).toMatch(/./);
    expect(all(played, 'handler-returned')[0]?.at?.line).toBe(lineOf(source, '# here'));
  });

  test('a handler that throws is told with its line, its message and a stack without the libraries', async () => {
    const { source, played } = await run(
      `    await websocket.accept()
    data = await websocket.receive_text()
    process_message("🦊" + data)`,
      says,
    );
    const [threw] = all(played, 'handler-threw');
    expect(threw).toMatchObject({
      connection: 'A',
      error: { name: 'JSONDecodeError', at: { line: lineOf(source, 'json.loads(data)'), column: 5 } },
    });
    const stack = threw?.error.stack ?? '';
    expect(stack).toContain(`File "handler.py", line ${lineOf(source, 'process_message("🦊"')}, in websocket_endpoint`);
    expect(stack).toMatch(/\[\d+ frames of uvicorn.*\]/);
    expect(stack).not.toMatch(/site-packages|dist-packages|inside/);
  });

  test('uvicorn logs in its own words, marked as the server', async () => {
    const { played } = await run('    await websocket.accept()\n    print("mine", client_id)\n    raise ValueError("boom")');
    const lines = all(played, 'output');
    expect(lines.filter(({ by }) => by !== 'server').map(({ text: written }) => written)).toEqual([expect.stringMatching(/^mine /)]);
    const server = lines.filter(({ by }) => by === 'server').map(({ text: written }) => written);
    expect(server[0]).toMatch(/^INFO: {5}Started server process \[\d+\]\n$/);
    expect(server.some((line) => /^ERROR: {4}Exception in ASGI application\n(.*\n)*ValueError: boom\n/.test(line))).toBe(true);
    expect(lines.every(({ stream, by }) => stream === (by === 'server' ? 'stderr' : 'stdout'))).toBe(true);
  });

  test('output comes in the order in which it was written, on both streams', async () => {
    const { played } = await run(`    import sys
    await websocket.accept()
    for count in range(3):
        print("out", count)
        print("err", count, file=sys.stderr)
    sys.stdout.buffer.write(b"bytes \\xff\\n")
    print("no end of line", end="")
    await websocket.receive_text()`);
    const mine = all(played, 'output').filter(({ by }) => by !== 'server');
    expect(mine.map(({ stream, text: written }) => `${stream} ${written}`)).toEqual([
      ...[0, 1, 2].flatMap((count) => [`stdout out ${count}\n`, `stderr err ${count}\n`]),
      'stdout bytes \ufffd\nno end of line',
    ]);
  });

  test('a traceback that the handler prints is one piece, without the frames of libraries', async () => {
    const { played } = await run(
      `    import traceback
    await websocket.accept()
    try:
        await websocket.receive_json()
    except Exception:
        traceback.print_exc()
    await websocket.receive_text()`,
      says,
    );
    const [printed] = all(played, 'output').filter(({ by }) => by !== 'server');
    expect(printed?.text).toMatch(/^Traceback \(most recent call last\):\n {2}File "handler.py", line \d+, in websocket_endpoint\n/);
    expect(printed?.text).toMatch(/\[\d+ frames of starlette.*json.*\]\njson\.decoder\.JSONDecodeError: .*\n$/);
  });

  test('a coroutine that is never awaited is told by the call as it stands there', async () => {
    const { source, played } = await run(`    await websocket.accept()
    asyncio.sleep(1)
    await websocket.receive_text()`);
    expect(all(played, 'never-awaited')).toEqual([
      expect.objectContaining({ call: 'asyncio.sleep', at: { line: lineOf(source, 'asyncio.sleep(1)'), column: 5 } }),
    ]);
    expect(
      all(played, 'output').some(({ text: written }) => written.includes('handler.py:') && written.includes('was never awaited')),
    ).toBe(true);
  });

  test('a second receive beside the first is told once, by its line, and one after a wait that was given up is not', async () => {
    const { source, played } = await run(`    await websocket.accept()
    try:
        await asyncio.wait_for(websocket.receive_text(), 1)
    except asyncio.TimeoutError:
        pass
    async def read():
        await websocket.receive_text()
    async def read_too():
        await websocket.receive_text()  # the second
    await asyncio.wait([asyncio.create_task(each()) for each in (read, read_too, read_too)])`);
    expect(all(played, 'reads-twice')).toEqual([
      expect.objectContaining({ connection: 'A', at: { line: lineOf(source, '# the second'), column: 9 } }),
    ]);
  });

  test('a task that fails with nobody to hear of it is told, and the process lives', async () => {
    const { source, played } = await run(
      `    await websocket.accept()
    async def work():
        raise KeyError("lost")  # here
    asyncio.create_task(work())
    while True:
        await websocket.send_text(await websocket.receive_text())`,
      alone((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: text('x'), reply: answersText('x') })]),
    );
    expect(all(played, 'task-threw')).toEqual([
      expect.objectContaining({ error: expect.objectContaining({ name: 'KeyError', at: { line: lineOf(source, '# here'), column: 9 } }) }),
    ]);
    expect(played.verdict).toEqual({ kind: 'working' });
  });

  test('a thread that fails is told', async () => {
    const { source, played } = await run(`    import threading
    await websocket.accept()
    def work():
        raise KeyError("lost")  # here
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    await websocket.receive_text()`);
    expect(all(played, 'task-threw')[0]?.error.at?.line).toBe(lineOf(source, '# here'));
  });

  test.each([
    ['os._exit(3)', 'os._exit(3)', 3],
    ['os.abort()', 'os.abort()', null],
    ['os.kill(os.getpid(), 9)', /^os\.kill\(\d+, 9\)$/, null],
    ['signal.raise_signal(9)', 'signal.raise_signal(9)', null],
  ])('%s ends the process, and its line is told', async (call, told, code) => {
    const { source, played } = await run(`    import os, signal
    await websocket.accept()
    ${call}`);
    expect(all(played, 'ending')).toEqual([
      expect.objectContaining({
        call: typeof told === 'string' ? told : expect.stringMatching(told),
        at: { line: lineOf(source, `    ${call}`), column: 5 },
      }),
    ]);
    expect(all(played, 'process-exited')[0]?.code).toBe(code);
  });

  test('sys.exit in a task ends the process, and its line is told', async () => {
    const { source, played } = await run(`    import sys
    await websocket.accept()
    async def leave():
        sys.exit(4)
    await asyncio.gather(asyncio.create_task(leave()))`);
    expect(all(played, 'ending')).toEqual([
      expect.objectContaining({ call: 'sys.exit(4)', at: { line: lineOf(source, 'sys.exit(4)'), column: 9 } }),
    ]);
    expect(all(played, 'process-exited')[0]?.code).toBe(4);
  });

  test('what a module throws while it is imported ends the process with exit code 1', async () => {
    const source = `${endpoint('    await websocket.accept()')}\nprint("before")\nraise LookupError("no settings")\n`;
    const played = await sandbox.run(source, opens);
    expect(all(played, 'uncaught')).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({ name: 'LookupError', at: { line: lineOf(source, 'raise Lookup'), column: 1 } }),
      }),
    ]);
    expect(all(played, 'process-exited')).toEqual([expect.objectContaining({ code: 1, signal: null })]);
    const written = all(played, 'output')
      .map(({ text: each }) => each)
      .join('');
    expect(written).toMatch(
      /^before\nTraceback \(most recent call last\):\n {2}File "handler.py", line \d+, in <module>\n.*\nLookupError: no settings\n$/,
    );
  });

  test('a start that fails ends the process as uvicorn ends it', async () => {
    const source = endpoint('    await websocket.accept()').replace(
      'app = FastAPI()',
      'app = FastAPI()\nasync def start():\n    raise RuntimeError("no database")\napp.router.on_startup.append(start) if hasattr(app.router, "on_startup") else None',
    );
    const played = await sandbox.run(source, opens);
    if (all(played, 'uncaught').length === 0) return; // This FastAPI knows no such list.
    expect(all(played, 'uncaught')[0]?.error.at?.line).toBe(lineOf(source, 'no database'));
    expect(all(played, 'process-exited')[0]?.code).toBe(3);
  });

  test('a handler that is asked to end closes as this uvicorn does', async () => {
    const source = endpoint('    await websocket.accept()\n    while True:\n        await websocket.receive_text()');
    const scenario = alone((draw) => [
      ...draw.client('A').opens(),
      ...draw.client('A').sends(json({})),
      { do: 'signal' as const, signal: 'SIGTERM' as const },
      advance(5_000),
    ]);
    const played = await sandbox.run(source, scenario);
    const [closed] = all(played, 'closed');
    expect(closed).toMatchObject(stack.version[1] < 20 ? { by: 'handler', end: 'fin', code: 1006 } : { by: 'handler', code: 1012 });
    expect(all(played, 'process-exited')).toHaveLength(1);
  });

  test('memory that is refused is told as such', async () => {
    const { played } = await run('    await websocket.accept()\n    raise MemoryError()');
    expect(all(played, 'handler-threw')[0]?.error.means).toEqual({ kind: 'memory-refused' });
  });

  test('only timers of the handler count, and only handlers that run', async () => {
    const talks = alone((draw) => [
      ...draw.client('A').opens(),
      ...draw.client('A').leaves(),
      { do: 'advance' as const, forMs: 2_000 },
      { expect: 'left' as const, handlers: 0, timers: 0, sentence: 'nothing', withinMs: 1_000 },
    ]);
    const clean = await run('    await websocket.accept()\n    await websocket.receive()', talks);
    expect(clean.played.verdict).toEqual({ kind: 'working' });
    const leaves = await run(
      '    await websocket.accept()\n    app.state.task = asyncio.create_task(asyncio.sleep(1000))\n    await websocket.receive()',
      talks,
    );
    expect(leaves.played.verdict?.kind).toBe('broken');
  });

  test('a loop that spins says its line on SIGUSR1', async () => {
    const source = endpoint('    await websocket.accept()\n    print("spins")\n    while True:\n        pass  # here');
    const interrupt = {
      onEvent: (event: TimelineEvent, process: { signal(signal: NodeJS.Signals): void }) =>
        event.kind === 'output' && event.text === 'spins\n' && process.signal('SIGUSR1'),
    };
    const { raw, timeline } = await sandbox.run(source, opens, interrupt);
    const line = /File "handler\.py", line (\d+) in websocket_endpoint/.exec(raw)?.[1];
    // It may still be on its way out of print.
    expect(['print("spins")', 'while True', '# here'].map((words) => lineOf(source, words))).toContain(Number(line));
    expect(timeline.some((event) => event.kind === 'process-exited' && event.signal === 'SIGUSR1')).toBe(true);
  });
});
