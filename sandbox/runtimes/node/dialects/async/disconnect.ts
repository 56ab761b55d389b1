/** The ordinary end of a conversation: the other side has gone. */
export class WebSocketDisconnect extends Error {
  override name = 'WebSocketDisconnect';
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason = '') {
    super(reason === '' ? `code ${code}` : `code ${code}, reason ${JSON.stringify(reason)}`);
    this.code = code;
    this.reason = reason;
  }
}
