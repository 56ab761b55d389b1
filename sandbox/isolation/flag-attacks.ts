/**
 * Attacks on L1 through V8's flags. Where they cannot be changed the runtime ends itself, without a word to the program. So it says
 * when it is about to change them, and when it has.
 */
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { killGroup } from '../system/kill-group.ts';
import { type Arena, parseAttempt, start } from './arena.ts';
import { FLAG_ATTACKS, NO_ANSWER } from './attacks.ts';
import type { Attempt } from './attempt.ts';
import type { Isolation } from './command.ts';
import type { AttackReport } from './safety.ts';

type FlagAttack = keyof typeof FLAG_ATTACKS;

/** How long one may take before it is stopped, in milliseconds: a safety net. */
const ATTACK_MS = 20_000;

/** One after the other: what they leave behind is looked at. */
export async function attackFlags(arena: Arena, isolation: Isolation): Promise<AttackReport[]> {
  const reports: AttackReport[] = [];
  for (const name of Object.keys(FLAG_ATTACKS) as FlagAttack[]) {
    const said = await sayings(arena, isolation, name);
    reports.push({ attack: FLAG_ATTACKS[name], ...judge(name, said, existsSync(arena.target.tracedFile)) });
  }
  return reports;
}

async function sayings(arena: Arena, isolation: Isolation, name: FlagAttack): Promise<Map<string, Attempt>> {
  const child = start(arena, isolation, { names: [name], permission: true });
  const bound = setTimeout(() => killGroup(child), ATTACK_MS);
  const said = child.stdout ? await text(child.stdout) : '';
  clearTimeout(bound);
  return new Map(
    said
      .split('\n')
      .flatMap((line) => parseAttempt(line) ?? [])
      .map((attempt) => [attempt.attempt, attempt]),
  );
}

/** A file counts when it is there; a process that reads past its memory may die of it. */
function judge(name: FlagAttack, said: Map<string, Attempt>, isWritten: boolean): Omit<AttackReport, 'attack'> {
  const answer = said.get(name);
  if (name === 'write-by-flags' && isWritten) return { held: false, observed: 'it was written' };
  if (!said.has('begun')) return { held: false, observed: NO_ANSWER, unanswered: true };
  if (answer && name === 'write-by-flags') return { held: true, observed: 'nothing was written' };
  if (answer) return { held: answer.held, observed: answer.observed };
  return said.has('flags-set') ? { held: false, observed: 'the process died of it' } : { held: true, observed: 'the runtime ended itself' };
}
