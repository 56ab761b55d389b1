/** The bounds of a talk, beside those of a run that hold for each of its processes too. Each has its unit in its name. */

/** Talks with a handler at once, in the whole workshop: each has a process of its own for as long as it lives. */
export const TALKS = 8;
/** Connections of one talk: A to Z. */
export const TALK_CONNECTIONS = 26;
/** What a handler may send in one talk, over all connections. */
export const TALK_FRAMES = 20_000;
export const TALK_WIRE_BYTES = 16 * 1024 ** 2;
/** The longest that a talk lives: an idle process uses up to 6 ms of processor time a second, and has 12 s. */
export const TALK_LIFE_MS = 20 * 60_000;
/** How long it lives before anybody has connected, and after everybody has left. */
export const TALK_AWAITS_MS = 5 * 60_000;
export const TALK_LEFT_MS = 60_000;
