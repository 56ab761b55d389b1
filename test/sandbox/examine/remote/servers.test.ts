/** Real servers, each in a process of its own: whatever each of them does with a handler, the handler is named or let alone. */
import { describe, expect, test } from 'vitest';
import { causesOf, examine } from '../../../helpers/backend.ts';
import { startNginx, WITHOUT_NGINX } from '../../../helpers/nginx.ts';
import { STACKS, WITHOUT_PYTHON } from '../../../helpers/python-sandbox.ts';
import { type Stack, startNodeBackend, startPythonBackend, WITHOUT_SERVERS } from '../../../helpers/servers.ts';

const EXPECT = { expect: { type: 'response', data: 'Message received' } };

/** A failure shows by what comes, however long it takes: daphne looks for handlers that have failed once a second. */
const UNTIL_SEEN = { bounds: { afterMs: 60_000, totalMs: 120_000 } };

const BROKEN: [behaviour: string, cause: string][] = [
  ['returns', 'handler-returned'],
  ['throws', 'handler-threw'],
  ['answers-once', 'answered-once'],
];

function startOn(stack: Stack, behaviour: string) {
  return startPythonBackend(stack, behaviour, stack === 'uvicorn' ? STACKS[0] : undefined);
}

describe.each<[string, Stack, boolean]>([
  ['FastAPI on uvicorn', 'uvicorn', WITHOUT_PYTHON],
  ['FastAPI on hypercorn', 'hypercorn', WITHOUT_SERVERS],
  ['Python’s websockets', 'websockets', WITHOUT_SERVERS],
  ['Django Channels on daphne', 'daphne', WITHOUT_SERVERS],
])('%s', (_title, stack, isMissing) => {
  test.skipIf(isMissing)('a handler that answers is healthy', async () => {
    await using backend = await startOn(stack, 'answers');
    const { verdict, diagnoses, remarks } = await examine(backend, EXPECT);
    expect({ verdict, diagnoses, remarks }).toEqual({ verdict: { kind: 'working' }, diagnoses: [], remarks: [] });
  });

  test.skipIf(isMissing).each(BROKEN)('of one that %s the first cause is %s', async (behaviour, cause) => {
    await using backend = await startOn(stack, behaviour);
    expect(causesOf(await examine(backend, UNTIL_SEEN))[0]).toBe(cause);
  });
});

describe.each<[string, Stack, boolean]>([
  ['FastAPI on uvicorn', 'uvicorn', WITHOUT_PYTHON],
  ['FastAPI on hypercorn', 'hypercorn', WITHOUT_SERVERS],
])('before it accepts, on %s', (_title, stack, isMissing) => {
  test.skipIf(isMissing).each([
    ['never-accepts', '/ws', 'never-accepted'],
    ['refuses', '/ws', 'refused-handshake'],
    ['answers', '/nowhere', 'refused-handshake'],
    ['answers', '/page', 'refused-handshake'],
  ])('one that %s is asked at %s: the first cause is %s', async (behaviour, path, cause) => {
    await using backend = await startOn(stack, behaviour);
    expect(causesOf(await examine(backend, { path }))[0]).toBe(cause);
  });
});

test.skipIf(WITHOUT_SERVERS)(
  'Django Channels answers 500 to a path that it does not route, and 403 to what is closed before accept',
  async () => {
    await using answers = await startOn('daphne', 'answers');
    const { diagnoses } = await examine(answers, { path: '/nowhere' });
    expect(diagnoses).toMatchObject([
      { cause: 'never-accepted', advice: expect.stringContaining('Django Channels also answers 500 where no route') },
    ]);
    await using refuses = await startOn('daphne', 'refuses');
    expect(causesOf(await examine(refuses))).toEqual(['refused-handshake']);
  },
);

describe.skipIf(WITHOUT_NGINX)('behind nginx', () => {
  test('a healthy backend is healthy, also with a read time-out of 2 s', async () => {
    await using backend = await startNodeBackend('answers');
    await using proxy = await startNginx(backend, { upgrade: true, readTimeout: '2s' });
    expect((await examine(proxy, EXPECT)).verdict.kind).toBe('working');
  });

  test('a silence that is longer than its read time-out shows that limit', async () => {
    await using backend = await startNodeBackend('answers');
    await using proxy = await startNginx(backend, { upgrade: true, readTimeout: '2s' });
    const { diagnoses } = await examine(proxy, { idleMs: 60_000 });
    expect(diagnoses).toMatchObject([{ cause: 'idle-limit', advice: expect.stringContaining('proxy_read_timeout') }]);
  });

  test('without the Upgrade header it loses the upgrade, in front of ws', async () => {
    await using backend = await startNodeBackend('answers');
    await using proxy = await startNginx(backend, { upgrade: false });
    expect(causesOf(await examine(proxy))[0]).toBe('upgrade-lost');
  });

  test.skipIf(WITHOUT_PYTHON)('and in front of FastAPI', async () => {
    await using backend = await startOn('uvicorn', 'answers');
    await using proxy = await startNginx(backend, { upgrade: false });
    expect(causesOf(await examine(proxy))).toEqual(['upgrade-lost', 'refused-handshake']);
  });

  test('with no backend behind it, it answers 502', async () => {
    const gone = await startNodeBackend('answers');
    await gone[Symbol.asyncDispose]();
    await using proxy = await startNginx(gone, { upgrade: true });
    const { diagnoses } = await examine(proxy);
    expect(diagnoses).toMatchObject([{ cause: 'refused-handshake', title: 'The opening handshake was refused with 502 Bad Gateway' }]);
  });
});
