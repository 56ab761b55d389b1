/** How an expectation of several messages stands that may come in any order. Pure; it takes out of the evidence what is an answer. */

import { type Message, mismatch, shown } from './match.ts';
import type { Captures } from './match-value.ts';
import { type Choice, cannotCome, type Of, type Seeing, type Stand, type Standing, silence, unsolicited } from './standing.ts';

type Reply = Of<'receives-all'>['replies'][number];

export class AnyOrder implements Choice {
  readonly #connection: string;
  readonly #missing: Reply[];
  readonly #all: number;

  constructor({ connection, replies }: Of<'receives-all'>) {
    this.#connection = connection;
    this.#missing = [...replies];
    this.#all = replies.length;
  }

  look(_stand: Stand, { evidence, captures }: Seeing, deadline: boolean): Standing {
    const of = evidence.of(this.#connection);
    if (of.unasked) return unsolicited(of.unasked);
    for (let message = of.messages[0]; message && this.#missing.length > 0; message = of.messages[0]) {
      evidence.ground = message.first;
      const wrong = this.#take(message, captures);
      if (wrong) return wrong;
      of.messages.shift();
    }
    if (this.#missing.length === 0) return 'met';
    const came = this.#all - this.#missing.length;
    return cannotCome(of, evidence) ?? (deadline ? silence(`${came} of ${this.#all} messages came`) : 'pending');
  }

  #take(message: Message, captures: Captures | undefined) {
    const index = this.#missing.findIndex(({ opcode = 'text', match }) => !mismatch(message, opcode, match, captures));
    if (index < 0 && this.#missing.length === 1) return this.#onlyOne(message, captures);
    if (index < 0)
      return { observedKind: 'other-content' as const, observed: `${shown(message)} came, which is none of those that are missing` };
    this.#missing.splice(index, 1);
    return undefined;
  }

  #onlyOne(message: Message, captures: Captures | undefined) {
    const [{ opcode = 'text', match }] = this.#missing as [Reply];
    return mismatch(message, opcode, match, captures);
  }
}
