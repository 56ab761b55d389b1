import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { expect, test } from 'vitest';
import { AddressError, authority, checkAddress } from '../../../web/server/address.ts';
import { startWorkshop } from '../../../web/server/main.ts';

const WILDCARDS = ['', '0', '0.0.0.0', '00.0.0.0', '0x0', '*', '::', '::0', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '[::]'];

test.each([...WILDCARDS, '192.168.0.1', 'localhost', 'example.com', '127.1', '::ffff:127.0.0.1'])('%j is refused', async (host) => {
  expect(() => checkAddress(host)).toThrow(AddressError);
  await expect(startWorkshop({ port: 0, host, pageFolder: '' })).rejects.toThrow('Expected an address of this machine alone');
});

test.each(['127.0.0.1', '127.0.0.2', '::1'])('%s is this machine alone', (host) => {
  expect(() => checkAddress(host)).not.toThrow();
});

test('an IPv6 address stands in brackets before its port', () => {
  expect(authority('::1', 80)).toBe('[::1]:80');
});

test('a workshop at another loopback address answers to that address and to no other', async () => {
  await using workshop = await startWorkshop({ port: 0, host: '127.0.0.2', pageFolder: '' });
  const statusFor = async (host: string) => {
    const outgoing = request({ host: '127.0.0.2', port: workshop.port, path: '/api/catalog', headers: { host } }).end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };
  expect(new URL(workshop.url).host).toBe(`127.0.0.2:${workshop.port}`);
  expect(await statusFor(`127.0.0.2:${workshop.port}`)).toBe(401);
  expect(await statusFor(`127.0.0.1:${workshop.port}`)).toBe(403);
});
