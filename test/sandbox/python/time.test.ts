/** Time in a Python handler is the run's: it passes when the probe waits, and never by itself. */

import { answersText, text } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { endpoint, type Played, PythonSandbox, STACKS, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { alone } from '../../helpers/sandbox.ts';

const outputs = ({ timeline }: Played) =>
  timeline.flatMap((event) => (event.kind === 'output' && event.by === undefined ? [event.text.trimEnd()] : []));
const arrivals = ({ timeline }: Played) =>
  timeline.flatMap((event) => (event.kind === 'frame-received' && event.opcode === 'text' ? [[event.atMs, event.text]] : []));

/** Opens, and lets a minute pass. */
const aMinute = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').staysOpen(60_000)]);
/** Says something, and lets a minute pass. */
const asksOnce = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: text('go'), reply: answersText('done') })]);

describe.skipIf(WITHOUT_PYTHON).each(STACKS)('$title', (stack) => {
  const sandbox = new PythonSandbox(stack);
  afterAll(() => sandbox[Symbol.asyncDispose]());
  const run = (body: string, scenario = aMinute) => sandbox.run(endpoint(body), scenario);

  test('asyncio.sleep wakes at its time on the clock of the run', async () => {
    const played = await run(`    await websocket.accept()
    for seconds in (0.5, 2, 7.25):
        await asyncio.sleep(seconds)
        await websocket.send_text(str(seconds))
    await websocket.receive_text()`);
    expect(arrivals(played)[0]).toEqual([500, '0.5']);
  });

  test('a moment between two nanoseconds is reached', async () => {
    const scenario = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').staysOpen(1_000 / 3)]);
    const played = await run(
      `    await websocket.accept()
    await websocket.receive_text()`,
      scenario,
    );
    expect(played.timeline.find(({ kind }) => kind === 'limit-exceeded')).toBeUndefined();
    expect(played.verdict).toEqual({ kind: 'working' });
  });

  test('waits of the same length that begin together end in the order in which they began', async () => {
    const played = await run(`    await websocket.accept()
    async def wait(number):
        await asyncio.sleep(0.05)
        print(number, round(asyncio.get_running_loop().time(), 6))
    tasks = [asyncio.create_task(wait(number)) for number in range(12)]
    await websocket.receive_text()`);
    expect(outputs(played)).toEqual(Array.from({ length: 12 }, (_, number) => `${number} 0.05`));
  });

  test('a wait that never ends keeps no other one from its turn', async () => {
    const played = await run(`    await websocket.accept()
    async def wait(seconds):
        await asyncio.sleep(seconds)
        print("waited", seconds)
    await asyncio.sleep(1)
    tasks = [asyncio.create_task(wait(seconds)) for seconds in (float("inf"), 3, float("inf"), 2, 1)]
    await websocket.receive_text()`);
    expect(outputs(played)).toEqual(['waited 1', 'waited 2', 'waited 3']);
  });

  test('every clock of Python shows the time of the run', async () => {
    const played = await run(`    import datetime
    await websocket.accept()
    clocks = [time.time, time.monotonic, time.perf_counter, lambda: time.time_ns() / 1e9, lambda: time.monotonic_ns() / 1e9,
              lambda: datetime.datetime.now().timestamp(), lambda: datetime.datetime.now(datetime.timezone.utc).timestamp(),
              lambda: datetime.datetime.utcnow().replace(tzinfo=datetime.timezone.utc).timestamp(),
              lambda: datetime.datetime.today().timestamp(), asyncio.get_running_loop().time]
    before = [clock() for clock in clocks]
    await asyncio.sleep(40)
    print([round(clock() - begun, 3) for clock, begun in zip(clocks, before)])
    print(abs(time.mktime(time.localtime()) - time.time()) < 2, time.strftime("%Y") == str(datetime.date.today().year))
    await websocket.receive_text()`);
    expect(outputs(played)).toEqual([`[${Array(10).fill('40.0').join(', ')}]`, 'True True']);
  });

  test('a timeout of asyncio ends a wait at its time', async () => {
    const played = await run(`    await websocket.accept()
    try:
        await asyncio.wait_for(websocket.receive_text(), 30)
    except asyncio.TimeoutError:
        print("waited", round(asyncio.get_running_loop().time()))
    await asyncio.sleep(1000)`);
    expect(outputs(played)).toEqual(['waited 30']);
  });

  test('time.sleep holds everything up for its time, and is released', async () => {
    const played = await run(
      `    await websocket.accept()
    await websocket.receive_text()
    time.sleep(2)
    print("slept", round(time.monotonic()))
    await websocket.send_text("done")
    await websocket.receive_text()`,
      asksOnce,
    );
    expect(outputs(played)).toEqual(['slept 2']);
    expect(arrivals(played)).toEqual([[2000, 'done']]);
  });

  test('a loop that only reads the clock ends at its time', async () => {
    const played = await run(
      `    await websocket.accept()
    await websocket.receive_text()
    end = time.time() + 2
    while time.time() < end:
        pass
    await websocket.send_text("done")
    await websocket.receive_text()`,
      asksOnce,
    );
    expect(arrivals(played)).toEqual([[2000, 'done']]);
  });

  test('a handler that polls without a pause lets time pass', async () => {
    const played = await run(`    await websocket.accept()
    end = time.monotonic() + 20
    while time.monotonic() < end:
        await asyncio.sleep(0)
    await websocket.send_text("done")
    await websocket.receive_text()`);
    expect(arrivals(played)).toEqual([[20_000, 'done']]);
  });

  test.each([
    ['asyncio.to_thread', 'await asyncio.to_thread(work)'],
    ['run_in_executor', 'await asyncio.get_running_loop().run_in_executor(None, work)'],
    ['anyio', 'await __import__("anyio").to_thread.run_sync(work)'],
    ['an executor of its own', 'await asyncio.wrap_future(__import__("concurrent.futures").futures.ThreadPoolExecutor(1).submit(work))'],
  ])('work in a thread (%s) is no rest, and its sleep is virtual', async (_how, call) => {
    const played = await run(
      `    def work():
        begun = time.monotonic()
        sum(range(300_000))
        time.sleep(3)
        sum(range(300_000))
        return time.monotonic() - begun
    await websocket.accept()
    await websocket.receive_text()
    print("worked", ${call})
    await websocket.send_text("done")
    await websocket.receive_text()`,
      asksOnce,
    );
    expect(outputs(played)).toEqual(['worked 3.0']);
    expect(arrivals(played)).toEqual([[3000, 'done']]);
  });

  test('forty pieces of work for fewer threads come to their end', async () => {
    const played = await run(
      `    await websocket.accept()
    await websocket.receive_text()
    await asyncio.gather(*[asyncio.to_thread(time.sleep, 0.1) for _ in range(40)])
    await asyncio.gather(*[__import__("anyio").to_thread.run_sync(time.sleep, 0.1) for _ in range(60)])
    await websocket.send_text("done")
    await websocket.receive_text()`,
      asksOnce,
    );
    expect(played.verdict).toEqual({ kind: 'working' });
  });

  test('a start that waits for a timer comes to its end before anybody connects', async () => {
    const source = endpoint('    await websocket.accept()\n    print(app.state.ready)\n    await websocket.receive_text()').replace(
      'app = FastAPI()',
      `from contextlib import asynccontextmanager
@asynccontextmanager
async def lifespan(app):
    await asyncio.sleep(5)
    app.state.ready = "ready"
    yield
    print("ended")
app = FastAPI()
app.router.lifespan_context = lifespan`,
    );
    expect(outputs(await sandbox.run(source, aMinute))).toEqual(['ready']);
  });
});
