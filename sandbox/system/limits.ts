/** The bounds of a run, whatever runs it. Each has its unit in its name; `verdict/limit-sentence.ts` has the sentences. */

/** The longest source that is compiled, in bytes of UTF-8. */
export const SOURCE_BYTES = 64 * 1024;
/**
 * For how long a handler may run, or sleep while it owes an answer: what it waits for a processor does not count, however long that is.
 * A run of a lesson is busy for a fortieth of that.
 */
export const RUN_BUSY_MS = 2_500;
/** What a handler may write to stdout and stderr in one run. */
export const OUTPUT_BYTES = 256 * 1024;
/** What each write to stdout or stderr counts for at least. */
export const WRITE_BYTES = 32;
/** What a handler may send to the probe in one run, over all connections. */
export const WIRE_FRAMES = 5_000;
export const WIRE_BYTES = 4 * 1024 * 1024;
/** Of these, as many as a scenario may ask for. */
export const MOST_FRAMES = 50_000;
export const MOST_BYTES = 32 * 1024 * 1024;
/**
 * What a handler may hold in one run: the growth of its process's resident set. Those of the lessons hold up to 25 MiB, and a scrypt at
 * its default cost takes 16 MiB in each thread of the runtime's pool.
 */
export const MEMORY_BYTES = 80 * 1024 ** 2;
/** Processes and threads in one sandbox; the runtime has seven threads. */
export const PROCESSES = 64;
/** Open descriptors of one sandbox process: connections and the runtime's own. */
export const OPEN_FILES = 256;
/** The longest file that a handler could write, and all of its temporary files, where it can write at all. */
export const FILE_BYTES = 16 * 1024 ** 2;
export const TEMPORARY_BYTES = 16 * 1024 ** 2;
export const SHARED_MEMORY_BYTES = 4 * 1024 ** 2;
/** Processor time of one sandbox process over all threads: real time ends a run before that. */
export const CPU_SECONDS = 12;
/** The longest message of a sandbox process, in characters: output is told in pieces, and errors are cut, each to so many. */
export const MESSAGE_CHARACTERS = 128 * 1024;
export const PIECE_CHARACTERS = 8 * 1024;
export const ERROR_CHARACTERS = 4 * 1024;
/** What else a process may tell of a handler in one run: that it started, returned or threw, called without await, ended the process. */
export const EVENTS = 2_000;
export const EVENT_BYTES = 512 * 1024;
/** How often a process tells in one run that another line writes on a connection; then it tells of each connection that nobody is told. */
export const WRITERS = 300;
/** Connections that a warm process has at hand; a scenario that needs more gets a process of its own. */
export const CONNECTIONS_AT_HAND = 16;
/** How long a process may take to boot: a safety net, no part of a run. */
export const BOOT_MS = 30_000;
/** What the pool leaves free for everybody else. */
export const KEPT_FREE_BYTES = 512 * 1024 ** 2;
/** Connections of one run. */
export const CONNECTIONS = 200;
/** The exit code of a process that could no longer tell anything. */
export const CHANNEL_EXIT = 251;
/** The exit code of a process that stopped itself because its own output passed the bound while nobody could read it. */
export const OUTPUT_EXIT = 250;
