/**
 * Layer L6: the seccomp filter that bubblewrap puts on everything in the sandbox, as the BPF program that the kernel runs at each
 * system call (seccomp(2); struct seccomp_data and struct sock_filter in linux/seccomp.h and linux/filter.h).
 *
 * An inherited TCP connection belongs to the host's network, whatever namespace its process is in: native code could disconnect it
 * and connect it elsewhere. So nobody dials, binds or listens in here, by any way. All else that is denied is of no use to a runtime.
 * What is denied fails with an error, so that a runtime can say something sensible or take another way.
 */
import { type Architecture, numberOf, type SystemCall } from './system-calls.ts';

const AUDIT_ARCHITECTURES: Record<Architecture, number> = { x64: 0xc000003e, arm64: 0xc00000b7 };
/** The calls of x64's second table carry it: the same kernel, other numbers. */
const X32_BIT = 0x40000000;

const KILL = 0x80000000;
const ALLOW = 0x7fff0000;
const ERRNO = 0x00050000;
const NOT_PERMITTED = ERRNO | 1;
/** As if the kernel did not have the call: whoever asks for it takes the older way. */
const NOT_THERE = ERRNO | 38;

const AF_UNIX = 1;
const MSG_FASTOPEN = 0x20000000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const NEW_NAMESPACES = 0x7e020000;

/** Offsets into struct seccomp_data. Of an argument this is the lower half, on a little-endian machine. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const argument = (index: number) => 16 + 8 * index;
const upperHalf = 4;

const DENIED: SystemCall[] = [
  ...(['connect', 'bind', 'listen', 'accept', 'accept4'] as const),
  ...(['unshare', 'setns', 'ptrace', 'process_vm_readv', 'process_vm_writev', 'pidfd_getfd', 'kcmp'] as const),
  ...(['bpf', 'userfaultfd', 'perf_event_open', 'add_key', 'request_key', 'keyctl', 'syslog'] as const),
  ...(['mount', 'umount2', 'pivot_root', 'chroot', 'open_tree', 'move_mount', 'fsopen', 'fsconfig', 'fsmount', 'fspick'] as const),
  ...(['mount_setattr', 'open_by_handle_at', 'swapon', 'swapoff', 'quotactl', 'quotactl_fd'] as const),
  ...(['init_module', 'finit_module', 'delete_module', 'kexec_load', 'kexec_file_load', 'reboot', 'acct'] as const),
  ...(['settimeofday', 'clock_settime'] as const),
];
/** Node's event loop goes without the first three, and the C library starts threads with the older `clone`, whose flags can be read. */
const ABSENT: SystemCall[] = ['io_uring_setup', 'io_uring_enter', 'io_uring_register', 'clone3'];

type Instruction = [code: number, ifTrue: number, ifFalse: number, value: number];

const load = (offset: number): Instruction => [0x20, 0, 0, offset];
const equals = (value: number, ifTrue: number, ifFalse: number): Instruction => [0x15, ifTrue, ifFalse, value];
const atLeast = (value: number, ifTrue: number, ifFalse: number): Instruction => [0x35, ifTrue, ifFalse, value];
const anyBit = (value: number, ifTrue: number, ifFalse: number): Instruction => [0x45, ifTrue, ifFalse, value];
const answer = (action: number): Instruction => [0x06, 0, 0, action];

/** What is decided by arguments: each of these ends in an answer. */
const CONDITIONAL: [SystemCall, Instruction[]][] = [
  // A pair of its own process is how asyncio wakes its event loop; an address of another kind needs one of the calls above.
  ['socket', onlyUnix()],
  ['socketpair', onlyUnix()],
  ['clone', without(NEW_NAMESPACES, 0)],
  // With TCP Fast Open sending dials. A connection takes no address; only the kinds of socket that nobody gets here do.
  ['sendto', [load(argument(3)), anyBit(MSG_FASTOPEN, 5, 0), ...isNull(4), answer(ALLOW), answer(NOT_PERMITTED)]],
  ['sendmsg', without(MSG_FASTOPEN, 2)],
  ['sendmmsg', without(MSG_FASTOPEN, 3)],
];

/** The filter as bubblewrap reads it. */
export function seccompFilter(architecture: Architecture): Buffer {
  const program: Instruction[] = [
    load(ARCHITECTURE),
    equals(AUDIT_ARCHITECTURES[architecture], 1, 0),
    answer(KILL),
    load(NUMBER),
    ...(architecture === 'x64' ? [atLeast(X32_BIT, 0, 1), answer(KILL)] : []),
    ...DENIED.flatMap((call) => when(call, architecture, [answer(NOT_PERMITTED)])),
    ...ABSENT.flatMap((call) => when(call, architecture, [answer(NOT_THERE)])),
    ...CONDITIONAL.flatMap(([call, block]) => when(call, architecture, block)),
    answer(ALLOW),
  ];
  return Buffer.concat(program.map(encode));
}

function when(call: SystemCall, architecture: Architecture, block: Instruction[]): Instruction[] {
  return [equals(numberOf(call, architecture), 0, block.length), ...block];
}

function onlyUnix(): Instruction[] {
  return [load(argument(0)), equals(AF_UNIX, 0, 1), answer(ALLOW), answer(NOT_PERMITTED)];
}

function without(bits: number, index: number): Instruction[] {
  return [load(argument(index)), anyBit(bits, 0, 1), answer(NOT_PERMITTED), answer(ALLOW)];
}

/** Goes on when the argument is null, or past what follows. */
function isNull(index: number): Instruction[] {
  return [load(argument(index)), equals(0, 0, 3), load(argument(index) + upperHalf), equals(0, 0, 1)];
}

/** struct sock_filter. */
function encode([code, ifTrue, ifFalse, value]: Instruction): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(ifTrue, 2);
  bytes.writeUInt8(ifFalse, 3);
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}
