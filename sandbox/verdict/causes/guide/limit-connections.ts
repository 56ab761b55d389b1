import type { GuideEntry } from './guide-entry.ts';

export const limitConnections: GuideEntry = {
  name: 'The run needs too many connections',
  looks: 'The run is stopped when the scenario is about to open one more connection.',
  confirms: 'The scenario opens more connections than a sandbox process has.',
  rulesOut: 'A scenario with few connections.',
  remedy:
    'The handler is not at fault: the author of the scenario has to ask for fewer connections. Where all of them are needed, split the scenario.',
  fix: {},
  lookAlikes: [],
};
