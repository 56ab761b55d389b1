import { describe, expect, test } from 'vitest';
import { decideHost, decideOrigin } from '../../../../web/server/guard.ts';
import { reachOf } from '../../../../web/server/room/reach.ts';

const NAMES = ['192.168.1.5', 'fd00::5', '127.0.0.1', 'classroom', 'localhost'];
const guardOf = (listening: Parameters<typeof reachOf>[0]) => ({ ...reachOf(listening, NAMES), token: '', cookieName: '' });

describe('on all addresses of this machine', () => {
  const guard = guardOf({ host: '0.0.0.0', port: 4280, tls: false });

  test('the first address is the one to show', () => {
    expect(reachOf({ host: '0.0.0.0', port: 4280, tls: false }, NAMES).origin).toBe('http://192.168.1.5:4280');
  });

  test.each(['192.168.1.5:4280', '[fd00::5]:4280', 'classroom:4280', 'localhost:4280'])('%s is a Host', (host) => {
    expect(decideHost(guard, host).allowed).toBe(true);
    expect(decideOrigin(guard, `http://${host}`).allowed).toBe(true);
  });

  test.each(['192.168.1.6:4280', '192.168.1.5:4281', '192.168.1.5', 'evil.example', '0.0.0.0:4280'])('%s is none', (host) => {
    expect(decideHost(guard, host).allowed).toBe(false);
    expect(decideOrigin(guard, `http://${host}`).allowed).toBe(false);
  });
});

test('with a certificate the origins are https, and cookies go nowhere else', () => {
  const guard = guardOf({ host: '192.168.1.5', port: 443, tls: true });
  expect(guard).toMatchObject({ secure: true, hosts: ['192.168.1.5:443', '192.168.1.5'], origin: 'https://192.168.1.5:443' });
  expect(decideOrigin(guard, 'https://192.168.1.5').allowed).toBe(true);
  expect(decideOrigin(guard, 'http://192.168.1.5').allowed).toBe(false);
});

test('behind a proxy the public origin is the only name', () => {
  const guard = guardOf({ host: '127.0.0.1', port: 4280, tls: false, origin: 'https://clinic.example' });
  expect(guard).toMatchObject({ secure: true, hosts: ['clinic.example'], origins: ['https://clinic.example'] });
  expect(decideHost(guard, '127.0.0.1:4280').allowed).toBe(false);
});
