/** The front matter of `pack.md`, `lesson.md`, `step.md` and `reading.md`: YAML between two lines of three dashes, and the Markdown after it. */
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { DIALECTS } from '../sandbox/runtimes/dialect.ts';
import { CAUSES } from '../sandbox/scenario/names.ts';
import type { Problem } from './catalog-error.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const line = z.string().trim().min(1);

export const packHead = z.strictObject({ title: line, version: line });

export const lessonHead = z.strictObject({ id, title: line, summary: line });

const starterFails = z.strictObject({
  verdict: z.enum(['broken', 'crashed', 'limit-exceeded']),
  unmet: line.optional(),
  cause: z.enum(CAUSES).optional(),
});

/** How it fails on the versions of uvicorn from one up to the one before another, where that differs from what else is stated. */
const onUvicorn = z.strictObject({
  from: z
    .string()
    .regex(/^\d+(\.\d+){1,2}$/, 'a version such as "0.23"')
    .optional(),
  below: z
    .string()
    .regex(/^\d+(\.\d+){1,2}$/, 'a version such as "0.39"')
    .optional(),
  verdict: starterFails.shape.verdict.optional(),
  unmet: line.optional(),
  cause: z.enum(CAUSES).optional(),
});

export const stepHead = z.strictObject({
  id,
  title: line,
  objective: line,
  symptoms: z.array(line).default([]),
  buildsOn: z.array(id).default([]),
  hints: z.array(line).min(1),
  starterFails: z.partialRecord(z.enum(DIALECTS), starterFails.extend({ uvicorn: z.array(onUvicorn).optional() })),
});

/** Which event of a recording shows it: the first that fits, or the `nth`, of those that a list shows. */
const eventReference = z.strictObject({
  connection: line.optional(),
  kind: line.optional(),
  opcode: line.optional(),
  has: line.optional(),
  nth: z.number().int().min(1).default(1),
});

export type EventReference = z.infer<typeof eventReference>;

const option = z.strictObject({ say: line, right: z.boolean().default(false), because: line, see: eventReference });

export const readingHead = z.strictObject({
  id,
  title: line,
  objective: line,
  dialect: z.enum(DIALECTS),
  repairedBy: id.optional(),
  questions: z.array(z.strictObject({ ask: line, options: z.array(option).min(2) })).min(1),
});

/** The parsed head and the Markdown below it; nothing when there are problems, which go to `problems`. */
export function readFrontMatter<Head>(
  file: string,
  source: string,
  schema: z.ZodType<Head>,
  problems: Problem[],
): { head: Head; body: string } | undefined {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(source);
  if (!parts) {
    problems.push({
      file,
      expected: 'YAML between two lines of three dashes at the top',
      got: source.trim() === '' ? 'an empty file' : `"${source.slice(0, 40).split('\n', 1)[0]}"`,
      remedy: 'Begin the file with its front matter.',
    });
    return undefined;
  }
  let value: unknown;
  try {
    value = parseYaml(parts[1]!);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const problem = error.message.split('\n', 1)[0]!.replace(/:$/, '');
    problems.push({ file, expected: 'front matter that is YAML', got: problem, remedy: 'Put quotes around text that holds a colon.' });
    return undefined;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { head: parsed.data, body: (parts[2] ?? '').trim() };
  problems.push(...parsed.error.issues.map((issue) => issueProblem(file, value, issue, 'front matter')));
  return undefined;
}

/** One issue of a zod schema as a problem of `file`; `where` says which part of the file the schema describes. */
export function issueProblem(file: string, value: unknown, issue: z.core.$ZodIssue, where: string): Problem {
  const key = issue.path.join('.');
  const remedy = `Correct the ${where}.`;
  if (issue.code === 'unrecognized_keys') {
    return { file, expected: `no key ${quoted(issue.keys)} in the ${[where, key].filter(Boolean).join(' under ')}`, got: 'it', remedy };
  }
  const expected = `${key === '' ? `the ${where}` : `"${key}" in the ${where}`} to be ${wanted(issue)}`;
  return { file, expected, got: describeValue(valueAt(value, issue.path)), remedy };
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return issue.values.join(' or ');
  if (issue.code === 'too_small') return atLeast(issue);
  if (issue.code === 'invalid_union') return 'a text or a list of texts';
  return issue.message;
}

const TYPES: Partial<Record<string, string>> = { object: 'a mapping', record: 'a mapping', array: 'a list', int: 'a whole number' };

function atLeast({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return 'text that is not empty';
  if (origin === 'array') return minimum === 1 ? 'a list with something in it' : `a list of at least ${minimum}`;
  return inclusive ? `a number of at least ${minimum}` : `a number above ${minimum}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'function') return 'a function';
  return JSON.stringify(value);
}

export function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
