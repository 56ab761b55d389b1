/** The secrets of an opening handshake are taken out of all that is kept, also at the edge of what is cut. */
import { expect, test } from 'vitest';
import { Record } from '../../../sandbox/watch/record.ts';
import { redactionOf } from '../../../sandbox/watch/redaction.ts';

test.each<[what: string, path: string, headers: { [name: string]: string }, secrets: string[]]>([
  ['the query', '/ws?room=1&access_token=ab%2Fcdef', {}, ['ab%2Fcdef', 'ab/cdef']],
  ['Bearer', '/', { authorization: 'Bearer abc.def' }, ['abc.def', 'Bearer abc.def']],
  ['Basic', '/', { Authorization: `Basic ${Buffer.from('ann:her-word').toString('base64')}` }, ['ann:her-word', 'her-word']],
  ['each cookie', '/', { Cookie: 'sid=first-one; other=second-one' }, ['first-one', 'second-one']],
])('%s is a secret in each of its forms, in hex too', (_what, path, headers, secrets) => {
  const { clean } = redactionOf({ path, headers });
  for (const secret of secrets)
    for (const form of [secret, Buffer.from(secret).toString('hex')]) expect(clean(`<${form}>`)).toBe('<removed>');
});

test('what is no secret stays, and so does what is short', () => {
  const { clean } = redactionOf({ path: '/ws?room=lobby&key=1', headers: { Host: 'localhost', Cookie: 'dark=1' } });
  expect(clean('lobby localhost 1')).toBe('lobby localhost 1');
});

test('of a secret at the edge of what came nothing is kept', () => {
  const secret = 'secret'.repeat(100);
  const redaction = redactionOf({ path: '/', headers: { cookie: `sid=${secret}` } });
  for (let cutAt = 1; cutAt < secret.length; cutAt += 7) {
    const record = new Record({ payloads: true, redaction, keptBytes: 4_096 });
    // Each whole one is shorter when it is removed, which draws what stands behind it nearer.
    const text = `${secret} `.repeat(7).padEnd(4_096 - cutAt, '-') + secret.slice(0, cutAt);
    record.add({ kind: 'frame-received', opcode: 'text', fin: true, bytes: 10_000, text }, 0);
    const [kept] = record.recorded;
    expect(kept?.fact).toHaveProperty('text', expect.not.stringContaining('secret'));
  }
});
