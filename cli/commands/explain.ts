import type { Command } from 'commander';
import pc from 'picocolors';
import { DIALECTS } from '../../sandbox/runtimes/dialect.ts';
import { CAUSES, type CauseId } from '../../sandbox/scenario/names.ts';
import { GUIDE } from '../../sandbox/verdict/causes/guide/guide.ts';
import type { GuideEntry } from '../../sandbox/verdict/causes/guide/guide-entry.ts';
import { UsageError } from '../exit.ts';
import { nearMatches } from '../near-matches.ts';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('explain a cause: how to recognise it, what rules it out, and what to change')
    .argument('[cause]', 'its id, as a diagnosis names it (default: a list of all)')
    .option('--json', 'one JSON document on stdout')
    .action((cause: string | undefined, { json }: { json?: boolean }) => {
      if (cause === undefined) process.stdout.write(json ? `${JSON.stringify({ causes: listed() })}\n` : showList());
      else {
        const id = chooseCause(cause);
        process.stdout.write(json ? `${JSON.stringify({ id, ...GUIDE[id] })}\n` : showEntry(id, GUIDE[id]));
      }
    });
}

/** @throws UsageError that names those that it is like. */
function chooseCause(typed: string): CauseId {
  const cause = CAUSES.find((id) => id === typed);
  if (cause) return cause;
  const meant = nearMatches(typed, CAUSES);
  const hint = meant.length > 0 ? `Did you mean ${meant.join(' or ')}?` : 'The explain command without a cause shows all.';
  throw new UsageError(`Expected the id of a cause, got ${JSON.stringify(typed)}. ${hint}`);
}

function listed(): { id: CauseId; name: string }[] {
  return CAUSES.map((id) => ({ id, name: GUIDE[id].name }));
}

function showList(): string {
  const longest = Math.max(...CAUSES.map(({ length }) => length));
  return listed()
    .map(({ id, name }) => `${id.padEnd(longest)}  ${name}\n`)
    .join('');
}

function showEntry(id: CauseId, { name, looks, confirms, rulesOut, remedy, fix, step, lookAlikes, next }: GuideEntry): string {
  const parts: [title: string, text: string | undefined][] = [
    ['On the wire', looks],
    ['From inside', confirms],
    ['What rules it out', rulesOut],
    ['What to do', remedy],
    ...DIALECTS.map((dialect): [string, string | undefined] => [`In ${dialect}`, fix[dialect]]),
    ['Looks the same on the wire', lookAlikes.map((other) => `${other}: ${GUIDE[other].name}`).join('\n')],
    ['What tells them apart', next],
    ['The step that teaches it', step],
  ];
  const shown = parts.flatMap(([title, text]) => (text ? [`${pc.bold(title)}\n${indent(text)}`] : []));
  return `${[`${pc.bold(name)} (${id})`, ...shown].join('\n\n')}\n`;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
