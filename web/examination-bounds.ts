/** What may be asked of an examination. Pure: the page says it before anything is sent, and the workshop holds it. */

/** The longest silence that can be asked for, in seconds. */
export const MOST_IDLE_SECONDS = 600;
/** Messages to one address. */
export const MOST_MESSAGES = 10;
/** A file and its envelope fit into one message of the control channel, in bytes of JSON. */
export const MOST_FILE_BYTES = 120 * 1024;
