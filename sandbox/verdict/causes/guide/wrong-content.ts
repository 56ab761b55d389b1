import type { GuideEntry } from './guide-entry.ts';

export const wrongContent: GuideEntry = {
  name: 'The answer says something else',
  looks: 'An answer of the agreed form comes when it is due, with other values in it.',
  confirms: 'The handler takes the message and answers it; a line of output shows another value than the one that is due.',
  rulesOut: 'A right answer to the same question when it is asked alone, on the only connection.',
  remedy:
    'Compare the answer with what was asked for, value by value. Then ask the same on two connections, since a value may belong to the other.',
  fix: {},
  lookAlikes: ['wrong-form', 'wrong-order', 'cross-talk'],
  next: 'Ask the question alone, then together with others, and then on two connections: wrong each time is the content, wrong only among others is the order, and wrong only with two connections is cross-talk.',
};
