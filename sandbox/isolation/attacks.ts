/** The attacks of the self-test, layer by layer. */
import type { LayerId } from './safety.ts';

/** What is attempted on each layer: L1 with the runtime's permission model, the others without it. */
export const ATTACKS: Record<LayerId, Record<string, string>> = {
  L0: { environment: 'find the workshop’s environment', 'working-folder': 'find anything in the working folder' },
  L1: {
    'read-file': 'read a file of the workshop',
    'write-file': 'write a file',
    connect: 'connect to a loopback port',
    datagram: 'send a datagram',
    'start-process': 'start a process',
    'start-worker': 'start a worker thread',
    'load-addon': 'load a native addon',
    'open-database': 'open node:sqlite',
    inspector: 'attach the inspector',
  },
  L2: {
    connect: 'connect to a loopback port',
    'connect-socket-file': 'connect to a socket file',
    datagram: 'send a datagram to a loopback port',
    interfaces: 'find a network interface to the outside',
    redial: 'disconnect an inherited connection in native code, and connect it to a loopback port',
  },
  L3: {
    'read-file': 'read a file of the workshop',
    'read-accounts': 'read /etc/passwd',
    'list-root': 'list the home folder',
    'write-file': 'write a file where every user may',
    'change-runtime': 'change the runtime',
    'change-kernel': 'change a setting of the kernel',
    'fill-temporary': 'fill /tmp',
    'fill-memory-files': 'fill /dev/shm',
    'fill-devices': 'write into /dev',
    'fill-root': 'write into /',
  },
  L4: { 'signal-workshop': 'signal the workshop', 'see-processes': 'see the workshop’s process' },
  L5: {
    'many-processes': 'start more processes than the bound',
    'many-descriptors': 'open more descriptors than the bound',
    'much-memory': 'take 2 GiB of memory',
  },
  L6: {
    'listen-on-connection': 'listen on an inherited connection in native code',
    'fast-open': 'connect an inherited connection by sending on it (TCP Fast Open)',
    'new-socket': 'open a network socket in native code',
    'io-uring': 'open an io_uring, in which system calls are made unseen',
    'new-namespace': 'enter a new user namespace',
    'be-traced': 'ask to be traced',
  },
};

/** Attempted on L1, in a process each: the runtime ends itself when its flags cannot be changed any more. */
export const FLAG_ATTACKS = {
  'write-by-flags': 'write a file with V8’s tracing flags',
  'unbounded-wasm': 'turn off the bounds checks of WebAssembly',
} as const;

export const NO_ANSWER = 'the attempt gave no answer';
