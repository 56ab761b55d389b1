/** The bounds that Node and its compiler need. Each has its unit in its name. */

/** For compiling one source: the compiler's time on a processor on Linux, and real time elsewhere. */
export const COMPILE_MS = 1_800;
/** And in all, the time in which it sleeps and answers nothing counted in. */
export const COMPILE_LONGEST_MS = 10_000;
/** The data segment of esbuild, which does the work, and that of the Node process which speaks with it; bounded on Linux. */
export const COMPILE_DATA_BYTES = 512 * 1024 ** 2;
export const COMPILE_SERVICE_DATA_BYTES = 768 * 1024 ** 2;
/** The longest code that a source may compile to: doubling enums of a few lines come to megabytes. */
export const COMPILED_BYTES = 512 * 1024;
/** Threads in the runtime's pool; with its own four, scrypt alone holds 70 MiB, with two 38 (Node 26.10). */
export const POOL_THREADS = 2;
/**
 * Bounds that end a process which takes memory faster than anybody asks, or where nobody can: the runtime's heap, and the data segment
 * of the process with heap, array buffers, WebAssembly and stacks. Of the latter the runtime itself takes about 570 MiB, most of it
 * never touched (VmData of Node 26.10 at rest).
 */
export const HEAP_MIB = 160;
export const DATA_BYTES = 768 * 1024 ** 2;
/** Memory of one waiting process (resident set of Node 26.10 with the harness). */
export const PROCESS_BYTES = 64 * 1024 ** 2;
