import type { GuideEntry } from './guide-entry.ts';

export const unknown: GuideEntry = {
  name: 'No known cause',
  looks: 'The connection parts from the working pattern, in a way that no known failure pattern explains.',
  confirms: 'No other cause fits what the wire and the process show.',
  rulesOut: 'Any other cause that fits.',
  remedy:
    'Compare the two lanes of the timeline at the place where they part. Write a line of output before and after each line that waits.',
  fix: {},
  step: 'where-did-it-die',
  lookAlikes: [],
};
