/** What a learner is told when pip fails: by its words where it is made up, and by what it does against an index of the test's own. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expect, test } from 'vitest';
import { isMissing, type MissingPython } from '../../../sandbox/runtimes/python/found.ts';
import { findInterpreter } from '../../../sandbox/runtimes/python/interpreters.ts';
import { setUpPython } from '../../../sandbox/runtimes/python/set-up.ts';
import { thisSystem } from '../../../sandbox/runtimes/python/system.ts';
import { FakeSystem } from '../../helpers/python.ts';

const isPythonMissing = isMissing(await findInterpreter(thisSystem()));
const THEN = 'then: npm run clinic -- setup fastapi';

/** The set-up's result when pip says this and fails. */
async function whenPipSays(words: string): Promise<unknown> {
  await using fake = await FakeSystem.make();
  await writeFile(fake.at('words'), words);
  await fake.python('python3', { pip: `cat ${fake.at('words')} >&2; exit 1` });
  const { dataFolder, requirements } = fake;
  return await setUpPython({ dataFolder, requirements, system: fake.system() });
}

const BROKEN = (error: string) =>
  `WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by '${error}': /simple/h11/
ERROR: Could not find a version that satisfies the requirement h11==0.16.0 (from versions: none)
ERROR: No matching distribution found for h11==0.16.0
`;

test.each([
  ['a full disk', 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n', 'the disk is full'],
  ['a full quota', 'ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded\n', 'the disk is full'],
  [
    'a changed package',
    `ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.
    h11==0.16.0 from https://index/h11-0.16.0-py3-none-any.whl (from -r requirements.txt (line 1)):
        Expected sha256 00
             Got        63
`,
    'h11==0.16.0 is not what the lock file names: its hash is another one, so nothing was installed',
  ],
  [
    'a name that is not known',
    BROKEN(
      "NewConnectionError('<HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno -2] Name or service not known')",
    ),
    'the package index could not be reached (Name or service not known)',
  ],
  [
    'an index that says nothing',
    BROKEN('ReadTimeoutError("HTTPSConnectionPool(host=\'pypi.org\', port=443): Read timed out. (read timeout=15)")'),
    'the package index could not be reached (no answer in time)',
  ],
  [
    'a certificate that is not trusted',
    BROKEN("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate'))"),
    'the package index has a certificate that pip does not trust',
  ],
  [
    'an index in trouble',
    'ERROR: HTTP error 503 while getting https://index/h11\nERROR: 503 Server Error: Unavailable for url: https://index/h11\n',
    'the package index answered with 503',
  ],
  [
    'a package that is not there',
    'ERROR: Could not find a version that satisfies the requirement h11==99.0 (from versions: 0.5.0)\nERROR: No matching distribution found for h11==99.0\n',
    'the package index has no h11==99.0 for this Python',
  ],
  [
    'a package of which there is nothing',
    'ERROR: Could not find a version that satisfies the requirement h11==99.0 (from versions: none)\nERROR: No matching distribution found for h11==99.0\n',
    'the package index has no h11==99.0 for this Python, or could not be reached',
  ],
])('%s is told as that', async (_what, words, reason) => {
  expect(await whenPipSays(words)).toEqual({ reason, remedy: expect.stringContaining(THEN) });
});

test('each of hash, disk and network has its own thing to do', async () => {
  const remedies = await Promise.all(
    ['DO NOT MATCH THE HASHES', '[Errno 28]', BROKEN("NewConnectionError('refused')")].map(
      async (words) => ((await whenPipSays(words)) as MissingPython).remedy,
    ),
  );
  expect(remedies).toEqual([
    expect.stringContaining('somebody may have changed it on its way'),
    expect.stringContaining('free 100 MB, or name a folder with more room in SOCKET_CLINIC_DATA'),
    expect.stringContaining('go online once, or name a proxy'),
  ]);
});

/** What the real pip comes to with this index, and a lock file of one package. */
async function against(index: string): Promise<unknown> {
  await using fake = await FakeSystem.make();
  await writeFile(fake.requirements, `demo==1.0 \\\n    --hash=sha256:${'0'.repeat(64)}\n`);
  const { PATH } = process.env;
  // Whoever runs the tests may have told pip to ask elsewhere.
  const pip = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: index, PIP_RETRIES: '1', PIP_NO_CACHE_DIR: '1' };
  return await setUpPython({ dataFolder: fake.dataFolder, requirements: fake.requirements, environment: { PATH, ...pip } });
}

async function closing(server: Server): Promise<AsyncDisposable & { address: string }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test.skipIf(isPythonMissing)('the real pip refuses a package whose bytes are others than the lock file’s', async () => {
  await using index = await closing(
    createServer(({ url }, response) => {
      if (url?.endsWith('.whl')) response.end('not what was locked');
      else response.setHeader('Content-Type', 'text/html').end('<a href="/demo-1.0-py3-none-any.whl">demo-1.0-py3-none-any.whl</a>');
    }),
  );
  expect(await against(index.address)).toMatchObject({
    reason: 'demo==1.0 is not what the lock file names: its hash is another one, so nothing was installed',
  });
});

test.skipIf(isPythonMissing)('the real pip meets an index where nobody listens, and one that is in trouble', async () => {
  const gone = createTcpServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  expect(await against(`http://127.0.0.1:${port}/simple`)).toMatchObject({
    reason: 'the package index could not be reached (Connection refused)',
  });
  await using troubled = await closing(
    createServer(({ url }, response) => {
      if (url?.endsWith('.whl')) response.writeHead(503).end();
      else response.setHeader('Content-Type', 'text/html').end('<a href="/demo-1.0-py3-none-any.whl">demo-1.0-py3-none-any.whl</a>');
    }),
  );
  expect(await against(troubled.address)).toMatchObject({ reason: 'the package index answered with 503' });
});
