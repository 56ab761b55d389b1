/** What a client does by itself when it sees something. Pure, but for what it is given to do. */
import type { Action, Sight } from '../scenario/entry.ts';
import type { WireFact } from '../timeline/timeline.ts';

type React = Extract<Action, { do: 'react' }>;

export class Reactions {
  readonly #all: (React & { left: number })[] = [];
  readonly #later: (delayMs: number, act: () => void) => void;
  readonly #act: (action: React['actions'][number]) => void;

  constructor(later: (delayMs: number, act: () => void) => void, act: (action: React['actions'][number]) => void) {
    this.#later = later;
    this.#act = act;
  }

  add(reaction: React): void {
    this.#all.push({ ...reaction, left: reaction.times });
  }

  see(connection: string, fact: WireFact): void {
    for (const reaction of this.#all) {
      if (reaction.connection !== connection || reaction.left === 0 || !isSeen(reaction.to, fact)) continue;
      reaction.left -= 1;
      this.#later(reaction.afterMs, () => {
        for (const action of reaction.actions) this.#act(action);
      });
    }
  }
}

function isSeen({ kind, has = '' }: Sight, fact: WireFact): boolean {
  if (kind === 'end') return fact.kind === 'closed';
  if (kind === 'refused') return fact.kind === 'handshake-refused';
  if (kind === 'open') return fact.kind === 'handshake-accepted';
  if (fact.kind !== 'frame-received' || !fact.fin) return false;
  if (kind === 'ping') return fact.opcode === 'ping';
  const isMessage = fact.opcode === 'text' || fact.opcode === 'binary' || fact.opcode === 'continuation';
  return isMessage && (fact.message?.text ?? fact.text ?? '').includes(has);
}
