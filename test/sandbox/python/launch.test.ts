/** What a file says where it starts uvicorn by itself holds for the server that the workshop runs. */
import { text } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { endpoint, PythonSandbox, STACKS, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { alone, output } from '../../helpers/sandbox.ts';

const LISTENS = endpoint(`    await websocket.accept()
    try:
        while True:
            await websocket.send_text(str(len(await websocket.receive_text())))
    except WebSocketDisconnect as gone:
        print("gone with", gone.code)`);

const bounded = alone((draw) => {
  const a = draw.client('A');
  const fits = a.asks({ send: text('x'.repeat(1_000)), reply: { match: { text: '1000' } } });
  return [...a.opens(), ...fits, ...a.sends(text('x'.repeat(1_001))), ...a.ends(1009)];
});

describe.skipIf(WITHOUT_PYTHON).each(STACKS)('$title', (stack) => {
  const sandbox = new PythonSandbox(stack);
  afterAll(() => sandbox[Symbol.asyncDispose]());

  test.each([
    [
      'uvicorn.run at its end',
      'if __name__ == "__main__":\n    import uvicorn\n    uvicorn.run(app, host="0.0.0.0", port=80, ws_max_size=1000)',
    ],
    [
      'uvicorn.run of a name, and the question turned round',
      'import uvicorn\nif "__main__" == __name__:\n    uvicorn.run("main:app", ws_max_size=1000)',
    ],
    ['a server of its own', 'import uvicorn\nuvicorn.Server(uvicorn.Config(app, ws_max_size=1000)).run()'],
  ])('%s bounds a message', async (_what, launch) => {
    expect((await sandbox.run(`${LISTENS}\n${launch}\n`, bounded)).verdict).toEqual({ kind: 'working' });
  });

  test('without any a message has 16 MiB', async () => {
    const claims = (claimedLength: number) =>
      alone((draw) => [
        ...draw.client('A').opens(),
        ...draw.client('A').sends({ ...text(''), claimedLength }),
        ...draw.client('A').ends(1009),
      ]);
    const over = 16 * 1024 * 1024 + 1;
    expect((await sandbox.run(LISTENS, claims(over))).verdict).toEqual({ kind: 'working' });
    expect((await sandbox.run(LISTENS, claims(over - 1))).verdict).toMatchObject({ kind: 'broken', observedKind: 'still-open' });
  });

  test('an argument that uvicorn does not have is an error, as it is there', async () => {
    const { verdict } = await sandbox.run(`${LISTENS}\nimport uvicorn\nuvicorn.run(app, max_size=1000)\n`, bounded);
    expect(verdict).toMatchObject({ kind: 'crashed', error: { name: 'TypeError', message: expect.stringContaining('max_size') } });
  });

  test('a part that runs a loop of its own is left out', async () => {
    const launch =
      'import uvicorn\nif __name__ == "__main__":\n    print("main")\n    asyncio.run(uvicorn.Server(uvicorn.Config(app)).serve())';
    const played = await sandbox.run(
      `${LISTENS}\n${launch}\n`,
      alone((draw) => [...draw.client('A').opens(), ...draw.client('A').leaves()]),
    );
    expect(played.verdict).toEqual({ kind: 'working' });
    expect(output(played)).not.toContain('main');
  });
});
