/** The dialect in which a stranger's handler is written, by its name and its text. Pure. */
import type { Dialect } from '../../dialects.ts';

/** `name`: a file's. What speaks of `ws` is a `ws` handler; any other that is not Python is taken for `async`. */
export function guessDialect(name: string, source: string): Dialect {
  if (
    name.endsWith('.py') ||
    (!/\.[cm]?[jt]s$/.test(name) && /^\s*(?:from|import) \w+|^async def |^@\w+\.websocket/m.test(source) && /\bdef \w+\(/.test(source))
  )
    return 'fastapi';
  return /['"]ws['"]|WebSocketServer|function attach\b|IncomingMessage/.test(source) && !/from\s+['"]clinic['"]/.test(source)
    ? 'ws'
    : 'async';
}
