/** An example of how a healthy subject talks, from what was seen of it: for a test that is kept. Pure. */
import type { FrameSpec } from '../scenario/entry.ts';
import { company, ONE, OTHER } from './experiments/company.ts';
import { conversation, SLOW } from './experiments/conversation.ts';
import type { Heard, Turn } from './hearing.ts';
import { InCommon } from './in-common.ts';
import { type Answered, type Door, type Example, type Manner, openingOf } from './manner.ts';
import { heardIn, type Known } from './signs/sign.ts';

/** undefined where what comes is no answer, or not the same number of messages each time. */
export function exampleIn(known: Known): Example | undefined {
  const { manner, pushes, tried } = known;
  if (!manner || manner.answers === 0 || pushes) return undefined;
  const inCompany = [heardIn(known, conversation.id, SLOW), ...[ONE, OTHER].map((name) => heardIn(known, company.id, name))];
  // Where each hears what the others say, only who is alone hears answers and nothing else.
  const alone = manner.opener.length === 0 ? tried.find(({ word }) => word === manner.word)?.heard : undefined;
  return exampleOf(manner, inCompany) ?? exampleOf(manner, [alone]);
}

function exampleOf({ door, opener, word }: Manner, connections: readonly (Heard | undefined)[]): Example | undefined {
  const heard = connections.flatMap((each) => each ?? []);
  const common = new InCommon(heard.flatMap(({ connection }) => idsOf(door, connection)));
  const greetings = common.replies(heard.map((one) => one.greetings));
  const first = opener.map(({ frame }, index) =>
    answered(
      frame,
      heard.flatMap(({ turns }) => turns.slice(index, index + 1)),
      common,
    ),
  );
  const again = answered(
    word.frame,
    heard.flatMap(({ turns }) => turns.slice(opener.length)),
    common,
  );
  const begun = first.filter((each) => each !== undefined);
  if (!greetings || !again || again.replies.length === 0 || begun.length < first.length) return undefined;
  return { door, greetings, opener: begun, word: again };
}

function answered(send: FrameSpec, turns: readonly Turn[], common: InCommon): Answered | undefined {
  const replies = common.replies(turns.map(({ heard }) => heard));
  return replies && { send, replies };
}

/** What stands for the client in the path. */
function idsOf(door: Door, connection: string): string[] {
  const given = new Set(door.path.split('/'));
  return (openingOf(door, connection).path ?? '').split('/').filter((part) => !given.has(part));
}
