/** The module `clinic`: what an `async` handler talks to. It behaves as FastAPI on today's uvicorn does. */
declare module 'clinic' {
  /**
   * A call that has not begun. It begins when it is awaited, and only then: a call that is never awaited does nothing, and the
   * output says so.
   */
  export interface Call<T> extends PromiseLike<T> {}

  /** What came: a message, text or binary, or the end of the connection. */
  export type Incoming =
    | { type: 'text'; text: string }
    | { type: 'bytes'; bytes: Uint8Array }
    | { type: 'disconnect'; code: number; reason: string };

  /** One WebSocket connection, as its handler sees it. When the handler ends, so does the connection. */
  export interface Connection {
    /** The path of the request, without its query: `/ws/7`. */
    readonly path: string;
    /** What follows the `?`: `connection.query.get('room')`. */
    readonly query: URLSearchParams;
    /** The headers of the request. A name is found in any case: `connection.headers.get('Origin')`. */
    readonly headers: ReadonlyMap<string, string>;
    /** The subprotocols that the client offers, in its order. */
    readonly subprotocols: readonly string[];

    /**
     * Answers the opening handshake with 101. Nothing can be sent or received before.
     * A handler that returns or throws without it refuses the handshake with 500.
     * @param acceptance the subprotocol that is chosen, one of those that were offered, and headers for the answer.
     */
    accept(acceptance?: { subprotocol?: string; headers?: Record<string, string> }): Call<void>;

    /**
     * Refuses the opening handshake, instead of `accept`. What FastAPI calls `send_denial_response`.
     * @param status 403 by default.
     * @param body the text of the answer.
     */
    refuse(status?: number, body?: string): Call<void>;

    /**
     * Waits for whatever comes next, and throws nothing when that is the end.
     * Messages that came before are queued, none is lost.
     */
    receive(): Call<Incoming>;

    /**
     * Waits for the next message and gives its text. Messages that came before are queued, none is lost.
     * @throws WebSocketDisconnect when the other side has gone.
     * @throws TypeError when the message is a binary one.
     */
    receiveText(): Call<string>;

    /**
     * Waits for the next message and gives its bytes.
     * @throws WebSocketDisconnect when the other side has gone.
     * @throws TypeError when the message is a text one.
     */
    receiveBytes(): Call<Uint8Array>;

    /**
     * Waits for the next message and parses it.
     * @throws WebSocketDisconnect when the other side has gone.
     * @throws SyntaxError when the message is not JSON.
     * @throws TypeError when the message is a binary one.
     */
    receiveJson<T = unknown>(): Call<T>;

    /**
     * Sends one text message.
     * @throws WebSocketDisconnect when the other side has gone.
     */
    sendText(text: string): Call<void>;

    /**
     * Sends one binary message.
     * @throws WebSocketDisconnect when the other side has gone.
     */
    sendBytes(bytes: Uint8Array): Call<void>;

    /**
     * Sends one text message: the value as JSON.
     * @throws WebSocketDisconnect when the other side has gone.
     */
    sendJson(value: unknown): Call<void>;

    /**
     * Starts the closing handshake. Before `accept`, it refuses the opening handshake with 403.
     * @param code 1000 by default; 1011 says that the server met an unexpected fault.
     * @param reason at most 123 bytes of UTF-8.
     */
    close(code?: number, reason?: string): Call<void>;
  }

  /**
   * Handlers by their paths, for a module that has more than one; it exports them as its default:
   * `export default { '/orders': orders, '/rooms/{room}': room } satisfies Routes;`.
   * `{name}` stands for one part of the path and `{name:path}` for all the rest; the handler gets what stands there, in that order.
   * The first one that fits the whole path is taken; a path that none fits is refused with 403. With FastAPI these are `@app.websocket(path)`.
   */
  export type Routes = Record<string, (connection: Connection, ...parameters: string[]) => unknown>;

  /**
   * The server around the handler, for a module that exports it: `export const settings: Settings = { maxMessageBytes: 65_536 };`.
   * With FastAPI these are arguments of `uvicorn.run`.
   */
  export interface Settings {
    /** A longer message ends its connection with 1009, before the handler sees any of it. 16 MiB by default; `ws_max_size`. */
    maxMessageBytes?: number;
    /** Pings each client so often. Without it there are no pings; uvicorn's `ws_ping_interval` is 20 seconds. */
    pingIntervalMs?: number;
    /** How long a pong may take until the connection is closed with 1011. 20 seconds by default; `ws_ping_timeout`. */
    pingTimeoutMs?: number;
  }

  /** Thrown by a receive or a send when the other side has gone: the ordinary end of a conversation. */
  export class WebSocketDisconnect extends Error {
    /** The close code: 1000 or 1001 after a goodbye, 1005 for a close frame without a code, 1006 when there was none. */
    readonly code: number;
    readonly reason: string;
  }

  /** Waits without blocking: other connections go on meanwhile. */
  export function sleep(ms: number): Promise<void>;

  /** Blocks this thread: nothing else in this process happens meanwhile. */
  export function sleepSync(ms: number): void;
}
