/** A message that is over the limit of its step is taken and answered like any other. */
import type { Cause } from './cause.ts';

/** RFC 6455, section 7.4.1. */
const MESSAGE_TOO_BIG = 1009;

export const noSizeLimit: Cause = {
  id: 'no-size-limit',
  find({ observedKind, unmet, answers, messages }) {
    if (observedKind !== 'unsolicited' || unmet?.expect !== 'ends' || unmet.codes === 'any' || !unmet.codes.includes(MESSAGE_TOO_BIG))
      return undefined;
    const [asked, came] = [messages.at(-1), answers.at(-1)];
    return {
      confidence: 'certain',
      title: 'The message was too big, and it was taken',
      advice:
        'Nobody refused it, so all of its bytes went into memory first. The limit is a setting of the server, which can refuse a message as soon as its header says how long it is.',
      evidence: [asked, came].flatMap((event) => (event ? [event.seq] : [])),
    };
  },
};
