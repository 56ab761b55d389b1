/** The workshop failed; never a verdict about a handler. Its message says what to do. */
export class SandboxError extends Error {
  override name = 'SandboxError';
}
