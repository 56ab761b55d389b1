/** What an author of scenarios imports. */
export { advance, answersJson, answersText, json, line, oneOf, outputs, ping, place, stack, text } from './entries.ts';
export type { Entry, FrameSpec, LinePattern, Matcher } from './entry.ts';
export { type Client, type Draw, type Feedback, type Opening, type Scenario, scenario } from './language.ts';
export type { CauseId, Deed, ObservedKind } from './names.ts';
export { type Captured, capture, captured, is, type Value } from './value.ts';
