import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isMissing } from '../../../sandbox/runtimes/python/found.ts';
import { readStubs } from '../../../sandbox/runtimes/python/stubs.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';

/** The public methods of starlette.websockets.WebSocket, as the installed package has them. */
const ASK = `import inspect, json, sys
sys.path[:] = json.loads(sys.argv[1])
from starlette.websockets import WebSocket
own = [(name, member) for name, member in vars(WebSocket).items() if inspect.isfunction(member) and not name.startswith("_")]
print(json.dumps({name: list(inspect.signature(member).parameters) for name, member in own}))`;

test.skipIf(WITHOUT_PYTHON)('the stubs have each method of the installed WebSocket, with its parameters and docs', async () => {
  const found = await realEnvironment();
  if (isMissing(found)) throw new Error(found.reason);
  const stubs = await readStubs(async () => found);
  const { content = '' } = stubs.find(({ path }) => path === 'starlette/websockets.pyi') ?? {};
  const methods: Record<string, string[]> = JSON.parse(
    execFileSync(found.python, ['-I', '-S', '-c', ASK, JSON.stringify(found.path)], { encoding: 'utf8' }),
  );
  expect(Object.keys(methods)).toContain('receive_text');
  for (const [name, parameters] of Object.entries(methods)) {
    const [, listed = '', docs] = new RegExp(`async def ${name}\\((.*)\\) -> .*:\\n\\s+"""(.+)`).exec(content) ?? [];
    expect({ name, parameters: [...listed.matchAll(/(?:^|, )(\w+)(?=[:,=]|$)/g)].map(([, each]) => each) }).toEqual({ name, parameters });
    expect({ name, docs }).toEqual({ name, docs: expect.any(String) });
  }
});

test.skipIf(WITHOUT_PYTHON)('the stubs have what starts a server, with its settings', async () => {
  const stubs = await readStubs(realEnvironment);
  const uvicorn = stubs.filter(({ path }) => path.startsWith('uvicorn/'));
  expect(uvicorn.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['uvicorn/__init__.pyi', 'uvicorn/config.pyi', 'uvicorn/main.pyi']),
  );
  expect(uvicorn.find(({ path }) => path === 'uvicorn/main.pyi')?.content).toMatch(/def run\(.*ws_max_size: int/);
});

test('there are none while FastAPI is missing', async () => {
  expect(await readStubs(async () => ({ reason: 'there is no Python', remedy: 'install it' }))).toEqual([]);
});
