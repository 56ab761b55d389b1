/**
 * A program without a runtime, for the self-test: it makes the system calls of a table, one by one, and nothing else.
 *
 * No compiler is on a learner's machine, so its dozen of instructions are written out here. Each row of the table is a number and six
 * arguments; what the call returns takes the place of the number. The last two rows write the table to a descriptor and end.
 */
import { type Architecture, numberOf, type SystemCall } from './system-calls.ts';

export interface Call {
  call: SystemCall;
  /** A buffer stands for the address of its bytes. */
  args: (number | Buffer)[];
}

const ROW_BYTES = 7 * 8;
/** Code and data begin on pages of their own, on machines with pages of 64 KiB too. */
const PAGE = 0x10000;
const CODE_AT = 0x400000;
const DATA_AT = 0x410000;
/** Of the file: ELF header, two program headers, code; data from here on. */
const HEADERS_BYTES = 64 + 2 * 56;
const DATA_OFFSET = 0x200;
const TABLE_AT = DATA_AT + DATA_OFFSET;

const ELF_MACHINES: Record<Architecture, number> = { x64: 62, arm64: 183 };
const READ_AND_RUN = 5;
const READ_AND_WRITE = 6;

/** The program's file. It writes the results of these calls to the descriptor `tell`. */
export function nativeProgram(calls: Call[], tell: number, architecture: Architecture): Buffer {
  const code = CODE[architecture]();
  const data = tableOf(calls, tell, architecture);
  const file = Buffer.alloc(DATA_OFFSET + data.length);
  elfHeader(architecture).copy(file, 0);
  segment({ flags: READ_AND_RUN, offset: 0, address: CODE_AT, bytes: HEADERS_BYTES + code.length }).copy(file, 64);
  segment({ flags: READ_AND_WRITE, offset: DATA_OFFSET, address: TABLE_AT, bytes: data.length }).copy(file, 64 + 56);
  code.copy(file, HEADERS_BYTES);
  data.copy(file, DATA_OFFSET);
  return file;
}

/** What each call returned, a negative error number where it failed; undefined when the program did not come to its end. */
export function resultsOf(written: Buffer, calls: number): number[] | undefined {
  if (written.length !== calls * ROW_BYTES) return undefined;
  return Array.from({ length: calls }, (_, row) => Number(written.readBigInt64LE(row * ROW_BYTES)));
}

function tableOf(calls: Call[], tell: number, architecture: Architecture): Buffer {
  const told = calls.length * ROW_BYTES;
  const rows: Call[] = [...calls, { call: 'write', args: [tell, TABLE_AT, told] }, { call: 'exit_group', args: [0] }];
  const table = Buffer.alloc(rows.length * ROW_BYTES);
  const behind: Buffer[] = [];
  let next = TABLE_AT + table.length;
  for (const [row, { call, args }] of rows.entries()) {
    table.writeBigInt64LE(BigInt(numberOf(call, architecture)), row * ROW_BYTES);
    for (const [index, arg] of args.entries()) {
      table.writeBigInt64LE(BigInt(typeof arg === 'number' ? arg : next), row * ROW_BYTES + 8 * (index + 1));
      if (typeof arg === 'number') continue;
      behind.push(arg);
      next += arg.length;
    }
  }
  return Buffer.concat([table, ...behind]);
}

const CODE: Record<Architecture, () => Buffer> = {
  x64: () =>
    Buffer.concat([
      Buffer.from([0xbb]), // mov ebx, table
      unsigned(TABLE_AT),
      Buffer.from([0x48, 0x8b, 0x03]), // mov rax, [rbx]
      Buffer.from([0x48, 0x8b, 0x7b, 8]), // mov rdi, [rbx + 8]
      Buffer.from([0x48, 0x8b, 0x73, 16]), // mov rsi, [rbx + 16]
      Buffer.from([0x48, 0x8b, 0x53, 24]), // mov rdx, [rbx + 24]
      Buffer.from([0x4c, 0x8b, 0x53, 32]), // mov r10, [rbx + 32]
      Buffer.from([0x4c, 0x8b, 0x43, 40]), // mov r8, [rbx + 40]
      Buffer.from([0x4c, 0x8b, 0x4b, 48]), // mov r9, [rbx + 48]
      Buffer.from([0x0f, 0x05]), // syscall
      Buffer.from([0x48, 0x89, 0x03]), // mov [rbx], rax
      Buffer.from([0x48, 0x83, 0xc3, ROW_BYTES]), // add rbx, 56
      Buffer.from([0xeb, -38]), // jmp to the third instruction's row
    ]),
  arm64: () =>
    Buffer.concat(
      [
        0xd2800013 | ((TABLE_AT & 0xffff) << 5), // movz x19, table
        0xf2a00013 | ((TABLE_AT >>> 16) << 5), // movk x19, table >> 16, lsl 16
        0xa9400268, // ldp x8, x0, [x19]
        0xa9410a61, // ldp x1, x2, [x19, 16]
        0xa9421263, // ldp x3, x4, [x19, 32]
        0xf9401a65, // ldr x5, [x19, 48]
        0xd4000001, // svc 0
        0xf8038660, // str x0, [x19], 56
        0x17fffffa, // b to the first ldp
      ].map(unsigned),
    ),
};

function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function elfHeader(architecture: Architecture): Buffer {
  const header = Buffer.alloc(64);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(header); // ELF, 64 bits, little-endian, version 1
  header.writeUInt16LE(2, 16); // an executable at fixed addresses
  header.writeUInt16LE(ELF_MACHINES[architecture], 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(CODE_AT + HEADERS_BYTES), 24); // its entry
  header.writeBigUInt64LE(64n, 32); // the program headers
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(2, 56);
  return header;
}

function segment({ flags, offset, address, bytes }: { flags: number; offset: number; address: number; bytes: number }): Buffer {
  const header = Buffer.alloc(56);
  header.writeUInt32LE(1, 0); // to be loaded
  header.writeUInt32LE(flags, 4);
  for (const [index, value] of [offset, address, address, bytes, bytes, PAGE].entries())
    header.writeBigUInt64LE(BigInt(value), 8 + 8 * index);
  return header;
}
