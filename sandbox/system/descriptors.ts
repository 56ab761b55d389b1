/** What a sandbox process finds on its descriptors, and how what it tells is signed. */

/** The workshop's commands, the first after the standard ones. */
export const COMMAND_FD = 3;
/** A byte on it lets a blocking wait end. */
export const RELEASE_FD = 4;
export const TELL_FD = 5;
/** bubblewrap reads its seccomp filter here, and closes it before anything else runs. */
export const FILTER_FD = 6;
/** The connections are here and on the descriptors after it. */
export const FIRST_CONNECTION_FD = 7;
/** The length in characters of the key that each line it tells begins with. */
export const KEY_LENGTH = 32;
