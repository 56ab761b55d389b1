/** The compiler process: compiles what it is sent, one after the other, until the workshop goes or ends it. */
import { describeDialect } from '../dialects/dialects.ts';
import { compile } from './compile.ts';
import type { FromCompiler, ToCompiler } from './compiled.ts';

const answer = (message: FromCompiler) => process.send?.(message);

process.on('disconnect', () => process.exit(0));
process.on('message', ({ job, source, dialect }: ToCompiler) => {
  compile(source, describeDialect(dialect)).then(
    (compiled) => answer({ job, compiled }),
    () => answer({ job }),
  );
});
// The first build starts esbuild: no learner waits for that.
await compile('export default 1;', describeDialect('async'));
answer('ready');
