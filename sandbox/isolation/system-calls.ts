/** Linux's system calls by name: their numbers on the two architectures that the filter and the native attack are made for. */

export type Architecture = 'x64' | 'arm64';

/** On x64, and on arm64. */
export const SYSTEM_CALLS = {
  write: [1, 64],
  exit_group: [231, 94],
  // The network.
  socket: [41, 198],
  socketpair: [53, 199],
  connect: [42, 203],
  bind: [49, 200],
  listen: [50, 201],
  accept: [43, 202],
  accept4: [288, 242],
  sendto: [44, 206],
  sendmsg: [46, 211],
  sendmmsg: [307, 269],
  // Queues in which system calls are made unseen.
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  // Other processes, and new namespaces.
  clone: [56, 220],
  clone3: [435, 435],
  unshare: [272, 97],
  setns: [308, 268],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  pidfd_getfd: [438, 438],
  kcmp: [312, 272],
  // The kernel's own programs, faults, counters and keys.
  bpf: [321, 280],
  userfaultfd: [323, 282],
  perf_event_open: [298, 241],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  syslog: [103, 116],
  // File systems.
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  open_by_handle_at: [304, 265],
  swapon: [167, 224],
  swapoff: [168, 225],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  // The kernel itself.
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  acct: [163, 89],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
} as const satisfies Record<string, readonly [number, number]>;

export type SystemCall = keyof typeof SYSTEM_CALLS;

export function numberOf(call: SystemCall, architecture: Architecture): number {
  return SYSTEM_CALLS[call][architecture === 'x64' ? 0 : 1];
}

/** The architecture of this process, when it is one of the two. */
export function thisArchitecture(arch: string = process.arch): Architecture | undefined {
  return arch === 'x64' || arch === 'arm64' ? arch : undefined;
}
