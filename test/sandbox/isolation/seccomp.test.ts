/** The filter as the kernel reads it: each system call is put to the program itself. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seccompFilter } from '../../../sandbox/isolation/seccomp.ts';
import { type Architecture, numberOf, SYSTEM_CALLS, type SystemCall } from '../../../sandbox/isolation/system-calls.ts';

const ARCHITECTURES: [Architecture, number][] = [
  ['x64', 0xc000003e],
  ['arm64', 0xc00000b7],
];
const [KILLED, ALLOWED, NOT_PERMITTED, NOT_THERE] = [0x80000000, 0x7fff0000, 0x00050001, 0x00050026];
const LOAD = 0x20;
const JUMPS: Record<number, (value: number, given: number) => boolean> = {
  21: (value, given) => value === given,
  53: (value, given) => value >= given,
  69: (value, given) => (value & given) !== 0,
};

/** struct seccomp_data. */
function dataOf(number: number, audit: number, args: (number | bigint)[]): Buffer {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(audit, 4);
  for (const [index, arg] of args.entries()) data.writeBigUInt64LE(BigInt(arg), 16 + 8 * index);
  return data;
}

/** What the program answers. */
function run(program: Buffer, data: Buffer): number {
  let value = 0;
  for (let at = 0; ; at += 8) {
    const [code, given] = [program.readUInt16LE(at), program.readUInt32LE(at + 4)];
    if (code === 6) return given;
    if (code === LOAD) value = data.readUInt32LE(given);
    else at += 8 * program.readUInt8(at + (JUMPS[code]?.(value, given) ? 2 : 3));
  }
}

describe.each(ARCHITECTURES)('on %s', (architecture, audit) => {
  const program = seccompFilter(architecture);
  const ask = (call: SystemCall, ...args: (number | bigint)[]) => run(program, dataOf(numberOf(call, architecture), audit, args));

  test('nobody connects, binds, listens or accepts', () => {
    for (const call of ['connect', 'bind', 'listen', 'accept', 'accept4'] as const)
      expect([call, ask(call, 6)]).toEqual([call, NOT_PERMITTED]);
  });

  test('sockets and pairs of them are of the system itself, or none', () => {
    for (const call of ['socket', 'socketpair'] as const) {
      expect(ask(call, 1, 1)).toBe(ALLOWED);
      for (const family of [0, 2, 10, 16, 17, 38, 40]) expect(ask(call, family, 1)).toBe(NOT_PERMITTED);
    }
  });

  test('sending takes no address, and does not dial', () => {
    const FAST_OPEN = 0x20000000;
    expect(ask('sendto', 6, 0x1000, 4, 0x4000, 0, 0)).toBe(ALLOWED);
    expect(ask('sendto', 6, 0x1000, 4, 0, 0x2000, 16)).toBe(NOT_PERMITTED);
    expect(ask('sendto', 6, 0x1000, 4, 0, 0x7f0000000000n, 16)).toBe(NOT_PERMITTED);
    expect(ask('sendto', 6, 0x1000, 4, FAST_OPEN, 0, 0)).toBe(NOT_PERMITTED);
    expect(ask('sendto', 6, 0x1000, 4, FAST_OPEN, 0x2000, 16)).toBe(NOT_PERMITTED);
    expect([ask('sendmsg', 6, 0x1000, 0x4000), ask('sendmmsg', 6, 0x1000, 1, 0x4000)]).toEqual([ALLOWED, ALLOWED]);
    expect([ask('sendmsg', 6, 0x1000, FAST_OPEN), ask('sendmmsg', 6, 0x1000, 1, FAST_OPEN)]).toEqual([NOT_PERMITTED, NOT_PERMITTED]);
  });

  test('threads and processes start, and in no new namespace', () => {
    expect(ask('clone', 0x3d0f00)).toBe(ALLOWED);
    expect(ask('clone', 0x01200011)).toBe(ALLOWED);
    for (const flag of [0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000])
      expect(ask('clone', flag | 17)).toBe(NOT_PERMITTED);
    expect(ask('clone3', 0x1000, 88)).toBe(NOT_THERE);
    expect(ask('unshare', 0x10000000)).toBe(NOT_PERMITTED);
  });

  test('an io_uring is not there, and all else that is listed is not permitted', () => {
    for (const call of ['io_uring_setup', 'io_uring_enter', 'io_uring_register'] as const) expect(ask(call)).toBe(NOT_THERE);
    const others = ['write', 'exit_group', 'socket', 'socketpair', 'sendto', 'sendmsg', 'sendmmsg', 'clone', 'clone3'];
    for (const call of Object.keys(SYSTEM_CALLS) as SystemCall[])
      if (!others.includes(call) && !call.startsWith('io_uring')) expect([call, ask(call)]).toEqual([call, NOT_PERMITTED]);
    expect([ask('write', 1), ask('exit_group', 0)]).toEqual([ALLOWED, ALLOWED]);
  });

  test('whoever speaks as another architecture is ended', () => {
    const [other] = ARCHITECTURES.flatMap(([, each]) => (each === audit ? [] : [each]));
    for (const foreign of [other ?? 0, 0x40000003, 0x40000028]) expect(run(program, dataOf(1, foreign, []))).toBe(KILLED);
    if (architecture === 'x64') expect(run(program, dataOf(0x40000000 | 42, audit, []))).toBe(KILLED);
  });
});

const HEADERS: [Architecture, string, RegExp][] = [
  ['x64', '/usr/include/x86_64-linux-gnu/asm/unistd_64.h', /^#define __NR_(\w+) +(\d+)$/gm],
  ['arm64', '/usr/include/asm-generic/unistd.h', /^#define __NR(?:3264)?_(\w+) +(\d+)$/gm],
];

test.each(HEADERS)('the numbers for %s are those of the kernel’s headers', (architecture, file, pattern) => {
  if (!existsSync(file)) return void process.stdout.write(`Without ${file} the numbers for ${architecture} are not compared.\n`);
  const known = new Map([...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name, number]) => [name, Number(number)]));
  const calls = Object.keys(SYSTEM_CALLS) as SystemCall[];
  expect(calls.map((call) => [call, numberOf(call, architecture)])).toEqual(calls.map((call) => [call, known.get(call)]));
});
