/** The way to an address: each step that can fail has a cause and a sentence of its own. */
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { expect, test } from 'vitest';
import type { Lookup } from '../../../../sandbox/examine/remote/way.ts';
import {
  answering,
  answersAll,
  causesOf,
  connectionsOf,
  examine,
  httpBackend,
  listening,
  tcpBackend,
  wsBackend,
} from '../../../helpers/backend.ts';
import { type Certificate, daysFromNow, makeCertificate } from '../../../helpers/certificate.ts';

const failing =
  (code: string): Lookup =>
  async () => {
    throw Object.assign(new Error(code), { code });
  };
const never: Lookup = () => new Promise(() => {});
const SOON = { handshakeMs: 50 };

async function tlsBackend(options: TlsOptions) {
  const server = createTlsServer(options);
  server.on('tlsClientError', () => {});
  return listening(server, connectionsOf(server));
}

test.each<[string, string, Lookup]>([
  ['there is no host called localhost (ENOTFOUND)', 'does not exist', failing('ENOTFOUND')],
  ['the name service could not be asked for localhost (EAI_AGAIN)', 'cannot be asked for', failing('EAI_AGAIN')],
  ['the name service did not answer within 50 ms', 'is not answered for', never],
])('says that %s, where the name %s', async (problem, _which, lookup) => {
  const { diagnoses, conclusion } = await examine({ port: 1 }, { lookup, bounds: { reachMs: 50 } });
  expect(diagnoses).toMatchObject([{ cause: 'name-not-found', confidence: 'certain' }]);
  expect(diagnoses[0]?.advice.toLowerCase()).toContain(problem.toLowerCase());
  expect(conclusion).toMatch(/^The host’s name (leads nowhere|could not be looked up)\./);
});

test('a closed port is told as one where nothing listens', async () => {
  const closed = await tcpBackend();
  await closed[Symbol.asyncDispose]();
  const { diagnoses, experiments } = await examine(closed);
  expect(diagnoses).toMatchObject([{ cause: 'port-refused', title: 'Nothing listens at that port' }]);
  expect(experiments).toHaveLength(1);
});

test('the address that takes the connection is used, also where an earlier one of the name refuses it', async () => {
  await using backend = await wsBackend(answersAll);
  const { verdict, experiments } = await examine(backend, { lookup: async () => ['127.0.0.2', '127.0.0.1'] });
  expect(verdict.kind).toBe('working');
  expect(experiments[0]?.timeline).toContainEqual(
    expect.objectContaining({ step: 'tcp', what: expect.stringMatching(/^127\.0\.0\.1:\d+; 127\.0\.0\.2:\d+ refused the connection/) }),
  );
});

test('a port that takes connections and says nothing gives the handshake no answer', async () => {
  await using backend = await tcpBackend();
  expect(causesOf(await examine(backend, { bounds: SOON }))).toEqual(['no-upgrade-answer']);
});

test('with wss:// a port that says nothing does not answer TLS', async () => {
  await using backend = await tcpBackend();
  const { diagnoses } = await examine(backend, { scheme: 'wss', bounds: { reachMs: 2_000 } });
  expect(diagnoses).toMatchObject([{ cause: 'tls-failed', title: 'The TLS handshake gets no answer' }]);
});

test('with wss:// a port of plain HTTP is told as one without TLS', async () => {
  await using backend = await httpBackend((_request, response) => response.end('hello'));
  const { diagnoses } = await examine(backend, { scheme: 'wss' });
  expect(diagnoses).toMatchObject([{ cause: 'tls-failed', title: 'That port does not speak TLS' }]);
});

test('a port that hangs up in the middle of TLS is told so', async () => {
  await using backend = await tcpBackend((socket) => socket.once('data', () => socket.destroy()));
  const { diagnoses } = await examine(backend, { scheme: 'wss' });
  expect(diagnoses).toMatchObject([{ cause: 'tls-failed', title: 'TLS could not be agreed on' }]);
});

const TRUSTED = makeCertificate();
const expired = makeCertificate({ from: daysFromNow(-9), to: daysFromNow(-2) });
const ofTomorrow = makeCertificate({ from: daysFromNow(1), to: daysFromNow(2) });
const ofOther = makeCertificate({ name: 'shop.example' });

test.each<[string, Certificate, string, RegExp]>([
  ['that nobody vouches for', TRUSTED, '', /self-signed: nobody whom this machine trusts vouches for it \(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
  ['that has expired', expired, expired.cert, /^The certificate expired on \d{4}-\d\d-\d\d \(CERT_HAS_EXPIRED\)/],
  ['of tomorrow', ofTomorrow, ofTomorrow.cert, /^The certificate is valid from \d{4}-\d\d-\d\d on only \(CERT_NOT_YET_VALID\)/],
  ['of another name', ofOther, ofOther.cert, /^The certificate is for shop.example, not for localhost \(ERR_TLS_CERT_ALTNAME_INVALID\)/],
])('a certificate %s is told apart from the others', async (_which, certificate, ca, words) => {
  await using backend = await tlsBackend(certificate);
  const { diagnoses, experiments } = await examine(backend, { scheme: 'wss', ...(ca === '' ? {} : { ca }) });
  expect(diagnoses).toMatchObject([{ cause: 'certificate-refused', confidence: 'certain', advice: expect.stringMatching(words) }]);
  expect(experiments[0]?.timeline.some(({ kind }) => kind === 'handshake-sent')).toBe(false);
});

test('of a certificate all is told that is wrong with it', async () => {
  const wrong = makeCertificate({ name: 'shop.example', from: daysFromNow(-9), to: daysFromNow(-2) });
  await using backend = await tlsBackend(wrong);
  const { diagnoses } = await examine(backend, { scheme: 'wss' });
  expect(diagnoses[0]?.title).toBe('The certificate has expired');
  expect(diagnoses[0]?.advice).toMatch(/expired on .*; and the certificate is for shop.example/);
});

test('behind a certificate that is trusted the handshake is asked for', async () => {
  await using backend = await tlsBackend(TRUSTED);
  const { experiments } = await examine(backend, { scheme: 'wss', ca: TRUSTED.cert, bounds: SOON });
  expect(experiments[0]?.timeline).toContainEqual(expect.objectContaining({ kind: 'reached', step: 'tls' }));
  expect(experiments[0]?.timeline).toContainEqual(expect.objectContaining({ kind: 'handshake-sent' }));
});

test.each<[string, string, () => ReturnType<typeof tlsBackend>]>([
  ['hangs up', 'hung-up', () => tlsBackend(TRUSTED)],
  [
    'answers with an alert',
    'not-http',
    () => tcpBackend((socket) => socket.once('data', () => socket.write('\x15\x03\x01\0\x02\x02\x46'))),
  ],
  [
    'answers with a page',
    'refused-handshake',
    () => answering('HTTP/1.1 400 Bad Request', 'Content-Length: 56', '', '<p>The plain HTTP request was sent to HTTPS port</p>    '),
  ],
])('with ws:// a port of TLS that %s is told as one', async (_what, cause, start) => {
  await using backend = await start();
  const examination = await examine(backend);
  expect(causesOf(examination)[0]).toBe(cause);
  const { title, advice, next } = examination.diagnoses[0]!;
  expect(`${title} ${advice} ${next}`).toMatch(/speaks TLS|a TLS record/);
  expect(`${title} ${advice} ${next}`).toMatch(/wss:/);
});
