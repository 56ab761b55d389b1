/** The command line: the same doors as the page, from a terminal. */
import { Command } from 'commander';
import { addCheck } from './commands/check.ts';
import { addDev } from './commands/dev.ts';
import { addDiagnose } from './commands/diagnose.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addHost } from './commands/host.ts';
import { addList } from './commands/list.ts';
import { addNew } from './commands/new.ts';
import { addRecord } from './commands/record.ts';
import { addRun } from './commands/run.ts';
import { addSetup } from './commands/setup.ts';
import { addStart } from './commands/start.ts';
import { addWatch } from './commands/watch.ts';
import { explainFailure, SANDBOX_ERROR_EXIT } from './exit.ts';

const program = new Command('socket-clinic')
  .description('Repair broken WebSocket handlers, judged over a real WebSocket.')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

addStart(program);
addHost(program);
addList(program);
addExplain(program);
addRun(program);
addDiagnose(program);
addWatch(program);
addCheck(program);
addNew(program);
addDev(program);
addRecord(program);
addExport(program);
addDoctor(program);
addSetup(program);

// Whoever reads, as head does, may have read enough: nothing more is to be told.
process.stdout.on('error', (failure: NodeJS.ErrnoException) => {
  if (failure.code !== 'EPIPE') throw failure;
  process.exit(SANDBOX_ERROR_EXIT);
});

try {
  await program.parseAsync();
} catch (failure) {
  process.exitCode = explainFailure(failure);
  // What a workshop that failed has left running must not keep the command from ending: it ends with it.
  if (process.exitCode === SANDBOX_ERROR_EXIT) process.exit();
}
