/** What came on a connection and was not received yet, and who waits for it. */

/** One thing that a receive gives. */
export type Incoming =
  | { type: 'text'; text: string }
  | { type: 'bytes'; bytes: Uint8Array }
  | { type: 'disconnect'; code: number; reason: string };

interface Reader {
  resolve(incoming: Incoming): void;
  reject(error: Error): void;
}

/** Two readers at once get messages in turn; what was queued before the other side went is still received. */
export class Inbox {
  readonly #queue: Incoming[] = [];
  readonly #readers: Reader[] = [];
  readonly #onSecondReader: () => void;
  #hadTwoReaders = false;
  #toldOfTheEnd = false;

  /** `onSecondReader` is called once, as soon as one waits beside another. */
  constructor(onSecondReader: () => void) {
    this.#onSecondReader = onSecondReader;
  }

  deliver(incoming: Incoming): void {
    const reader = this.#readers.shift();
    if (reader) reader.resolve(incoming);
    else this.#queue.push(incoming);
  }

  async next(): Promise<Incoming> {
    const queued = this.#queue.shift();
    if (queued?.type === 'disconnect') this.#toldOfTheEnd = true;
    if (queued) return queued;
    if (this.#toldOfTheEnd) throw afterTheEnd();
    if (this.#readers.length > 0) this.#tellOfTwo();
    const incoming = await new Promise<Incoming>((resolve, reject) => this.#readers.push({ resolve, reject }));
    if (incoming.type === 'disconnect') this.#refuseReaders();
    return incoming;
  }

  #tellOfTwo(): void {
    if (this.#hadTwoReaders) return;
    this.#hadTwoReaders = true;
    this.#onSecondReader();
  }

  /** The disconnect is told once; whoever waits beside the one who was told gets what a later receive gets. */
  #refuseReaders(): void {
    this.#toldOfTheEnd = true;
    for (const reader of this.#readers.splice(0)) reader.reject(afterTheEnd());
  }
}

function afterTheEnd(): Error {
  return new Error('Cannot call "receive" once a disconnect message has been received.');
}
