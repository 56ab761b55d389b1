import { expect, test } from 'vitest';
import { failsOn } from '../../lessons/starter-fails.ts';

test('a starter fails as its step states for the version of uvicorn that serves it', () => {
  const stated = { verdict: 'broken' as const, unmet: 'stays-open', cause: 'handler-returned' as const };
  const keyed = { ...stated, uvicorn: [{ from: '0.23.2', below: '0.39', unmet: 'first-message' }] };
  const unmetOn = (version?: string) => failsOn(keyed, version).unmet;
  expect(['0.17.6', '0.23.0', '0.23.2', '0.34.3', '0.38.1', '0.39.0', '0.54.0'].map(unmetOn)).toEqual([
    ...['stays-open', 'stays-open', 'first-message', 'first-message', 'first-message', 'stays-open', 'stays-open'],
  ]);
  expect(failsOn(keyed, '0.34.3')).toEqual({ ...stated, unmet: 'first-message' });
  expect(failsOn(keyed, undefined)).toEqual(stated);
});
