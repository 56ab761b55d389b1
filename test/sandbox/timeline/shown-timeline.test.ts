/** How much of a run's payloads is shown: all of them up to a bound, and then the begin of each. */
import { describe, expect, test } from 'vitest';
import { SHOWN_CHARACTERS, ShownTimeline } from '../../../sandbox/timeline/shown-timeline.ts';
import { fin, numbered, type Told, text } from '../../helpers/timeline.ts';

const BEGIN = `${'x'.repeat(40)}…`;
const long = (characters: number) => 'x'.repeat(characters);
const textOf = (event: object) => ('text' in event ? event.text : undefined);
const sentText = (value: string): Told => ({ kind: 'frame-sent', opcode: 'text', fin: true, bytes: value.length, text: value });

/** A run of which so many characters have been shown already. */
function shownFor(characters: number): ShownTimeline {
  const shown = new ShownTimeline();
  shown.take(numbered(text(long(characters)), 0));
  return shown;
}

const shownOf = (told: Told, after = SHOWN_CHARACTERS) => shownFor(after).take(numbered(told, 1));

test('half a mebibyte of payloads is shown', () => {
  expect(SHOWN_CHARACTERS).toBe(524_288);
});

describe('a payload', () => {
  test('is shown whole as long as all payloads together stay below the bound', () => {
    expect(textOf(shownOf(text(long(99)), SHOWN_CHARACTERS - 100))).toBe(long(99));
    expect(textOf(shownOf(text(long(100)), SHOWN_CHARACTERS - 100))).toBe(BEGIN);
  });

  test('counts in whichever direction it went', () => {
    const shown = new ShownTimeline();
    shown.take(numbered(sentText(long(SHOWN_CHARACTERS)), 0));
    expect(textOf(shown.take(numbered(text(long(41)), 1)))).toBe(BEGIN);
    expect(textOf(shown.take(numbered(sentText(long(41)), 2)))).toBe(BEGIN);
  });

  test('that is no longer than what is left of others is never cut', () => {
    expect(textOf(shownOf(text(long(40))))).toBe(long(40));
    expect(textOf(shownOf(text(long(41))))).toBe(BEGIN);
  });

  test('of bytes is cut as a text is, and a whole message with its last frame', () => {
    const last: Told = { kind: 'frame-received', opcode: 'continuation', fin: true, bytes: 30, hex: long(60), message: { text: long(90) } };
    expect(shownOf(last)).toMatchObject({ bytes: 30, hex: BEGIN, message: { text: BEGIN } });
    expect(shownOf({ ...last, hex: '00', message: { hex: long(90) } } as Told)).toMatchObject({ hex: '00', message: { hex: BEGIN } });
  });

  test('that is cut keeps the header of its frame, and how long that was', () => {
    const wire = { front: '81'.repeat(46), bytes: 90 };
    expect(shownOf({ ...text(long(84)), wire } as Told)).toMatchObject({ wire: { front: '81'.repeat(14), bytes: 90 } });
  });

  test('has no part that it did not have', () => {
    expect(Object.keys(shownOf(text(long(50))))).toEqual(Object.keys(numbered(text(long(50)), 1)));
  });

  test('counts with its whole message against the bound', () => {
    const last: Told = { kind: 'frame-received', opcode: 'continuation', fin: true, bytes: 30, hex: long(60), message: { text: long(60) } };
    expect(shownOf(last, SHOWN_CHARACTERS - 121)).toMatchObject({ hex: long(60) });
    expect(shownOf(last, SHOWN_CHARACTERS - 120)).toMatchObject({ hex: BEGIN });
  });
});

test('an event without a payload is shown as it is, whatever came before', () => {
  const event = numbered({ kind: 'output', stream: 'stdout', text: long(99), source: 'process' }, 1);
  expect(shownFor(SHOWN_CHARACTERS).take(event)).toBe(event);
  const end = numbered(fin, 1);
  expect(shownFor(SHOWN_CHARACTERS).take(end)).toBe(end);
});

test('the final timeline is cut where the events were, in its own order and with its own numbers', () => {
  const shown = shownFor(SHOWN_CHARACTERS);
  const [first, second] = [numbered(text(long(50)), 1), numbered(text('short'), 2)];
  shown.take(first);
  shown.take(second);
  first.seq = 7;
  expect(shown.final([second, first])).toEqual([second, { ...first, text: BEGIN }]);
  expect(shown.final([second, first])[0]).toBe(second);
});
