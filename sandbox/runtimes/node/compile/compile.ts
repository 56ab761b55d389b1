/**
 * Source to code, or to located diagnostics.
 *
 * No file is read: the source comes as text, and each import either is one of the dialect's modules, which stays an import, or
 * becomes a diagnostic at its place. Runs in the compiler process (`service.ts`), which the workshop bounds and can lose.
 */
import { type BuildFailure, build, type Message, type Plugin } from 'esbuild';
import type { Diagnostic } from '../../../timeline/timeline.ts';
import type { DialectDescription } from '../../dialect.ts';
import type { Compiled } from '../../runtime.ts';

/** Nobody reads more of them, and each comes with the whole of its line. */
const DIAGNOSTICS = 50;

export async function compile(source: string, dialect: DialectDescription): Promise<Compiled> {
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
      logLimit: DIAGNOSTICS,
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
      plugins: [onlyAllowedModules(dialect)],
    });
    const [output] = Object.values(result.metafile.outputs);
    if (!output?.exports.includes('default')) return withoutDefault(dialect);
    return { ok: true, code: result.outputFiles[0]?.text ?? '' };
  } catch (failure) {
    if (!isBuildFailure(failure)) throw failure;
    return { ok: false, diagnostics: failure.errors.slice(0, DIAGNOSTICS).map(toDiagnostic) };
  }
}

function withoutDefault({ contract }: DialectDescription): Compiled {
  const message = `Expected the module to have a default export: ${contract}. Got none.`;
  return { ok: false, diagnostics: [{ message, at: { line: 1, column: 1 }, length: 1 }] };
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

/** A failure that is about the source. One without a single located error is esbuild's own end, and nobody's diagnostic. */
function isBuildFailure(failure: unknown): failure is BuildFailure {
  if (!(failure instanceof Error)) return false;
  const { errors } = failure as Partial<BuildFailure>;
  return Array.isArray(errors) && errors.length > 0 && errors.some(({ location }) => location !== null);
}

/** esbuild counts lines from 1 and columns from 0, in bytes of UTF-8 of the line. */
function toDiagnostic({ text, location }: Message): Diagnostic {
  if (!location) return { message: text, at: { line: 1, column: 1 }, length: 1 };
  const upTo = (bytes: number) => Buffer.from(location.lineText).subarray(0, bytes).toString().length;
  const column = upTo(location.column);
  return {
    message: text,
    at: { line: location.line, column: column + 1 },
    length: Math.max(1, upTo(location.column + location.length) - column),
  };
}
