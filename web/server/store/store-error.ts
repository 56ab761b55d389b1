/** The kept work cannot be read, or not by this version. Its message says what to do. */
export class StoreError extends Error {}
