/** The bounds of a run. Each has its unit in its name; `verdict/limit-sentence.ts` has the sentences. */
/** The longest source that is compiled, in bytes of UTF-8. */
export const SOURCE_BYTES = 64 * 1024;
/** Real time for compiling one source. */
export const COMPILE_MS = 2_000;
/** The data segment of the compiler process and of what it starts, each; bounded on Linux. */
export const COMPILE_DATA_BYTES = 768 * 1024 ** 2;

/** Real time from the start of the run, for a handler that never comes to rest. */
export const RUN_WALL_MS = 3_000;
/** What a handler may write to stdout and stderr in one run. */
export const OUTPUT_BYTES = 256 * 1024;
/** What a handler may send to the probe in one run, over all connections. */
export const WIRE_FRAMES = 5_000;
export const WIRE_BYTES = 4 * 1024 * 1024;
/** The heap of a sandbox process. */
export const HEAP_MIB = 96;
/** The exit code of a process that stopped itself because its own output passed the bound while nobody could read it. */
export const OUTPUT_EXIT = 250;
