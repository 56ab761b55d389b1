/** HAR 1.2 as its JSON schema has it, which is nobody's of ours. */
import schemas from 'har-schema';
import { z } from 'zod';

const har = z.fromJSONSchema(inlined(schemas.har ?? {}) as Parameters<typeof z.fromJSONSchema>[0]);

/** Why a document is no HAR 1.2; nothing where it is. */
export function harProblems(document: unknown): string[] {
  const parsed = har.safeParse(document);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** `{ "$ref": "log.json#" }` is replaced by the schema that stands in that file. */
function inlined(schema: object): object {
  const entries = Object.entries(schema).filter(([key]) => key !== '$id' && key !== '$schema');
  const file = entries.find(([key]) => key === '$ref')?.[1] as string | undefined;
  if (file !== undefined) return inlined(schemas[file.replace(/\.json#$/, '')] ?? {});
  const isList = Array.isArray(schema);
  const values = entries.map(([key, value]) => [key, typeof value === 'object' && value !== null ? inlined(value) : value]);
  return isList ? values.map(([, value]) => value) : Object.fromEntries(values);
}
