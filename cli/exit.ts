/** What the command line's exit codes mean. */
export const NOT_WORKING_EXIT = 1;
export const USAGE_EXIT = 2;
export const SANDBOX_ERROR_EXIT = 3;

/** The command was used in a way that it cannot serve. Its message says what was expected, what came, and what to do. */
export class UsageError extends Error {}
