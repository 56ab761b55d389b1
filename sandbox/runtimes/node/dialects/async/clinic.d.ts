/** The module `clinic`: what an `async` handler talks to. It behaves as FastAPI on today's uvicorn does. */
declare module 'clinic' {
  /**
   * A call that has not begun. It begins when it is awaited, and only then: a call that is never awaited does nothing, and the
   * output says so.
   */
  export interface Call<T> extends PromiseLike<T> {}

  /** One WebSocket connection, as its handler sees it. When the handler ends, so does the connection. */
  export interface Connection {
    /**
     * Answers the opening handshake with 101. Nothing can be sent or received before.
     * A handler that returns or throws without it refuses the handshake with 500.
     */
    accept(): Call<void>;

    /**
     * Waits for the next message and gives its text. Messages that came before are queued, none is lost.
     * @throws WebSocketDisconnect when the other side has gone.
     */
    receiveText(): Call<string>;

    /**
     * Waits for the next message and parses it.
     * @throws WebSocketDisconnect when the other side has gone.
     * @throws SyntaxError when the message is no JSON.
     */
    receiveJson<T = unknown>(): Call<T>;

    /**
     * Sends one text message.
     * @throws WebSocketDisconnect when the other side has gone.
     */
    sendText(text: string): Call<void>;

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
