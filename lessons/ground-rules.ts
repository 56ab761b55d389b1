/**
 * What every right solution keeps to besides its own step, since an earlier step taught it and learners copy what they see: clients
 * that misbehave in all the ways that any wire knows, and after each of them the bystander asks as before. Newcomers, and whether the
 * process lives, are asked for at the end of every scenario.
 */
import type { RunReport } from '../sandbox/index.ts';
import { advance, json, text } from '../sandbox/scenario/entries.ts';
import type { Entry } from '../sandbox/scenario/entry.ts';
import type { Client, Draw, Exchange, Scenario } from '../sandbox/scenario/language.ts';
import type { TimelineEvent } from '../sandbox/timeline/timeline.ts';
import { describeVerdict } from './variants.ts';

interface GroundRule {
  /** The step that teaches it: those before it are free of it. Also the name of its entries. */
  taughtBy: string;
  /** From the first step on, wherever it is taught: one line that belongs to every connection. */
  always?: true;
  /** A clause that follows "expected". */
  says: string;
  /** What one client does once its connection is open; each has a connection of its own. `healthy`: what the step's clients say. */
  misdeeds?: ((client: Client, draw: Draw, healthy: Exchange) => Entry[])[];
}

/** A client that is done goes by a reset, so what a reset can break comes first. */
const RULES: readonly GroundRule[] = [
  {
    taughtBy: 'goodbye-is-normal',
    says: 'a client that goes without a goodbye to harm nobody',
    misdeeds: [
      (client, _draw, { send }) => [...client.sends(send), ...client.resets({ promptly: true })],
      (client) => [...client.sends(HALF_A_MESSAGE), ...client.resets()],
      (client) => [...client.sends(HALF_A_MESSAGE), ...client.halfCloses()],
    ],
  },
  {
    taughtBy: 'bad-json-is-not-fatal',
    says: 'a message that makes no sense to harm nobody but its sender',
    misdeeds: [
      (client, draw) => client.sends(text(draw.badJson())),
      (client, draw) => client.sends(json(draw.pick([null, 42, [], {}, 'hi']))),
    ],
  },
  {
    taughtBy: 'binary-surprise',
    says: 'a message of the other kind to harm nobody but its sender',
    misdeeds: [(client) => client.sends({ opcode: 'binary', hex: 'fffe01' })],
  },
  {
    taughtBy: 'no-error-listener',
    always: true,
    says: 'a frame that the protocol forbids to harm nobody but its sender',
    misdeeds: [
      (client) => client.sends({ opcode: 'text', text: 'hi', rsv1: true, note: 'a reserved bit is set' }),
      (client, _draw, { send }) => client.sends([send, { opcode: 'text', hex: 'c328', note: 'not UTF-8' }]),
    ],
  },
];

const HALF_A_MESSAGE = { opcode: 'text', text: '{"type":"hi"', claimedLength: 60, note: 'half a message' } as const;

/** Longer than any wait of a handler or a library for a client that has gone. */
const AFTERWARDS_MS = 61_000;

/** Says of a rule whether it binds a step. */
export type Binds = (rule: { taughtBy: string; always?: true }) => boolean;

/** `order`: the ids of all steps. What is taught by none of them, or by the step itself, binds it too. */
export function bindingFor(step: string, order: readonly string[]): Binds {
  const later = new Set(order.slice(order.indexOf(step) + 1));
  return ({ taughtBy, always }) => always === true || !later.has(taughtBy);
}

/** The same connections and the same talk, with the ground rules in place of the step's script. */
export function groundRules(scenario: Scenario, binds: Binds): Scenario {
  const isLeftAskedFor = binds(LEFT);
  return {
    ...scenario,
    title: 'the ground rules',
    feedback: [],
    script: (draw) => [
      left({ name: BEFORE, soft: true }),
      ...RULES.filter(binds).flatMap((rule, number) => kept(rule, `M${number}`, scenario, draw)),
      ...(isLeftAskedFor ? [advance(AFTERWARDS_MS), left({ name: LEFT.taughtBy, asAt: BEFORE })] : []),
    ],
  };
}

const BEFORE = 'before-anybody';
const LEFT: GroundRule = { taughtBy: 'smallest-echo', says: 'nothing to be left of connections that have ended' };

function kept({ taughtBy: name, says, misdeeds = [] }: GroundRule, prefix: string, { talk }: Scenario, draw: Draw): Entry[] {
  const entries = misdeeds.flatMap((misdeed, index) => {
    const client = draw.client(`${prefix}${index}`);
    const others = draw.client('B').asks(talk(draw), { sentence: says, summary: 'others paid for it' });
    return [...client.opens(), ...misdeed(client, draw, talk(draw)), ...others, ...client.resets()];
  });
  return entries.map((entry) => ({ ...entry, name }));
}

function left(named: { name: string; asAt?: string; soft?: boolean }): Entry {
  return { expect: 'left', sentence: LEFT.says, summary: 'something outlived its connection', withinMs: 1_000, ...named };
}

/** What the process tells of a fault that nobody hears, and the step that teaches who should. */
const UNHEARD: Partial<Record<TimelineEvent['kind'], GroundRule>> = {
  uncaught: { taughtBy: 'crash-takes-everyone', says: 'every exception to have an owner' },
  'task-threw': { taughtBy: 'crash-takes-everyone', says: 'every task to have an owner' },
  'never-awaited': { taughtBy: 'forgotten-await', says: 'every call to be awaited' },
  'reads-twice': { taughtBy: 'two-readers', says: 'one loop to read each connection' },
};

/** Of a run of a right solution with its own script: what nobody heard. Without a full stop at the end, as the next one. */
export function unheardProblem(report: RunReport, binds: Binds): string | undefined {
  const event = report.timeline.find(({ kind }) => UNHEARD[kind] && binds(UNHEARD[kind]));
  const rule = event && UNHEARD[event.kind];
  if (!rule) return undefined;
  const got = 'error' in event ? `${event.kind}: ${event.error.message}` : event.kind;
  return broken(rule, got);
}

/** Of a run of a right solution with the ground rules. */
export function groundRulesProblem(report: RunReport, binds: Binds): string | undefined {
  const { verdict } = report;
  if (verdict.kind === 'working') return unheardProblem(report, binds);
  const name = 'name' in verdict ? verdict.name : undefined;
  const rule = [...RULES, LEFT].find(({ taughtBy }) => taughtBy === name);
  return broken(rule ?? { taughtBy: 'crash-takes-everyone', says: 'others to live on, whatever one client does' }, describeVerdict(report));
}

function broken({ taughtBy, says }: GroundRule, got: string): string {
  return `expected ${says}, got ${got}. Repair it as the step ${taughtBy} teaches`;
}
