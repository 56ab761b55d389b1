/**
 * Source to code, or to located diagnostics. The sandbox's only import of esbuild.
 *
 * No file is read: the source comes as text, and each import either is one of the dialect's modules, which stays an import, or
 * becomes a diagnostic at its place.
 */
import { type BuildFailure, build, type Message, type Plugin, stop } from 'esbuild';
import type { DialectDescription } from '../dialects/dialect.ts';
import type { Diagnostic } from '../verdict/verdict.ts';

/** Longest source that is compiled, in bytes of UTF-8. */
export const MAX_SOURCE_BYTES = 64 * 1024;

export type Compiled = { ok: true; code: string } | { ok: false; diagnostics: Diagnostic[] };

export async function compile(source: string, dialect: DialectDescription): Promise<Compiled> {
  const bytes = Buffer.byteLength(source);
  if (bytes > MAX_SOURCE_BYTES) {
    return refuse(
      `Expected a handler of at most ${MAX_SOURCE_BYTES / 1024} KiB, got ${Math.ceil(bytes / 1024)} KiB. Remove what the step does not need.`,
    );
  }
  try {
    const result = await build({
      stdin: { contents: source, sourcefile: 'handler.ts', loader: 'ts' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node26',
      sourcemap: 'inline',
      sourcesContent: false,
      treeShaking: false,
      keepNames: false,
      write: false,
      metafile: true,
      charset: 'utf8',
      logLevel: 'silent',
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
      plugins: [onlyAllowedModules(dialect)],
    });
    const [output] = Object.values(result.metafile.outputs);
    if (!output?.exports.includes('default')) return refuse(`Expected the module to have a default export: ${dialect.contract}. Got none.`);
    return { ok: true, code: result.outputFiles[0]?.text ?? '' };
  } catch (failure) {
    if (!isBuildFailure(failure)) throw failure;
    return { ok: false, diagnostics: failure.errors.map(toDiagnostic) };
  }
}

/** Ends esbuild's service process, so that nothing outlives the workshop. */
export async function stopCompiler(): Promise<void> {
  await stop();
}

function refuse(message: string): Compiled {
  return { ok: false, diagnostics: [{ message, at: { line: 1, column: 1 }, length: 1, severity: 'error' }] };
}

function onlyAllowedModules(dialect: DialectDescription): Plugin {
  const allowed = new Set(dialect.allowedModules);
  return {
    name: 'only-allowed-modules',
    setup(builder) {
      builder.onResolve({ filter: /.*/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (allowed.has(path) || allowed.has(`node:${path}`)) return { path, external: true };
        return {
          errors: [
            {
              text: `A handler of this dialect cannot import ${JSON.stringify(path)}. It may import ${dialect.allowedModules.join(', ')}.`,
            },
          ],
        };
      });
    },
  };
}

function isBuildFailure(failure: unknown): failure is BuildFailure {
  return failure instanceof Error && Array.isArray((failure as Partial<BuildFailure>).errors);
}

/** esbuild counts lines from 1 and columns from 0, in bytes of UTF-8 of the line. */
function toDiagnostic({ text, location }: Message): Diagnostic {
  if (!location) return { message: text, at: { line: 1, column: 1 }, length: 1, severity: 'error' };
  const upTo = (bytes: number) => Buffer.from(location.lineText).subarray(0, bytes).toString().length;
  const column = upTo(location.column);
  return {
    message: text,
    at: { line: location.line, column: column + 1 },
    length: Math.max(1, upTo(location.column + location.length) - column),
    severity: 'error',
  };
}
