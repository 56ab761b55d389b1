import { expect, test } from 'vitest';
import type { PreparationState } from '../../../sandbox/index.ts';
import { DialectChoice, type Situation } from '../../../web/app/models/dialect-choice.ts';
import { createKeeper } from '../../../web/app/models/storage.ts';

const kept = () => {
  const values = new Map<string, string>();
  const storage = { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => values.set(key, value) };
  return createKeeper(storage as unknown as Storage);
};
const READY: PreparationState = { state: 'ready', stack: 'FastAPI' };
const BEING_SET_UP: PreparationState = { state: 'being-set-up', sentence: '' };
const open = (fastapi?: PreparationState, line: Situation['line'] = 'open'): Situation => ({ fastapi, line });

test('a step opens in FastAPI where it is ready, and in async where it is not', () => {
  expect(new DialectChoice(kept()).open(undefined, open(READY))).toBe('fastapi');
  expect(new DialectChoice(kept()).open(undefined, open(BEING_SET_UP))).toBe('async');
  expect(new DialectChoice(kept()).open(undefined, open({ state: 'missing', reason: '', remedy: '' }))).toBe('async');
});

test('it waits until it is known whether FastAPI is ready, but not for a workshop that does not answer', () => {
  const choice = new DialectChoice(kept());
  expect(choice.open(undefined, open(undefined, 'connecting'))).toBeUndefined();
  expect(choice.open(undefined, open({ state: 'looking' }))).toBeUndefined();
  expect(choice.open(undefined, open(READY))).toBe('fastapi');
  expect(new DialectChoice(kept()).open(undefined, open(undefined, 'lost'))).toBe('async');
});

test('what the learner has chosen is remembered, and the address goes before it', () => {
  const keeper = kept();
  new DialectChoice(keeper).choose('ws');
  expect(new DialectChoice(keeper).open(undefined, open(READY))).toBe('ws');
  expect(new DialectChoice(keeper).open('async', open(READY))).toBe('async');
  expect(new DialectChoice(keeper).open(undefined, open(undefined, 'connecting'))).toBe('ws');
});

test('a set-up that ends meanwhile does not open the next step in another dialect than the one before', () => {
  const choice = new DialectChoice(kept());
  choice.open(undefined, open(BEING_SET_UP));
  expect(choice.open(undefined, open(READY))).toBe('async');
});
