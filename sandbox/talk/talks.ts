/** The talks with handlers that go on, or begin: so many at once, since each holds a process for as long as it lives. */
import { SandboxError } from '../sandbox-error.ts';
import { TALKS } from './bounds.ts';
import type { StartedTalk, TalkRequest } from './start.ts';
import type { Talk } from './talk.ts';

/** There is no room for another one. */
export class TalksFull extends SandboxError {
  constructor() {
    super(
      `Expected fewer than ${TALKS} talks in the workshop, but ${TALKS} go on already. End one in another tab, or wait until one ends.`,
    );
  }
}

export class Talks {
  #count = 0;
  readonly #alive = new Set<Talk>();

  /** Rejects with TalksFull, or as `begin` does. */
  async start(request: TalkRequest, begin: (request: TalkRequest) => Promise<StartedTalk>): Promise<StartedTalk> {
    if (this.#count >= TALKS) throw new TalksFull();
    this.#count += 1;
    let alive: Talk | undefined;
    let hasEnded = false;
    const leave = () => {
      hasEnded = true;
      this.#count -= 1;
      if (alive) this.#alive.delete(alive);
    };
    const onEnd: TalkRequest['onEnd'] = (end) => {
      leave();
      request.onEnd(end);
    };
    try {
      const started = await begin({ ...request, onEnd });
      if (!started.ok) leave();
      else if (!hasEnded) {
        alive = started.talk;
        this.#alive.add(alive);
      }
      return started;
    } catch (failure) {
      leave();
      throw failure;
    }
  }

  async end(why: string): Promise<void> {
    await Promise.all([...this.#alive].map((talk) => talk.end(why)));
  }
}
