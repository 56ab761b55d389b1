import { type Command, InvalidArgumentError } from 'commander';
import { AddressError, checkAddress, LOOPBACK } from '../../web/server/address.ts';
import { UNSAFE_FLAG } from '../../web/server/safety.ts';
import { UsageError } from '../exit.ts';
import { type LessonsOptions, lessonsOption } from '../lessons.ts';
import { serve } from '../serve.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('serve the workshop on this machine; PORT, SOCKET_CLINIC_DATA and SOCKET_CLINIC_SETUP=off are read from the environment')
    .option('--host <address>', 'another loopback address of this machine', parseHost, LOOPBACK)
    .addOption(lessonsOption())
    .option('--hosted', 'serve others: refuses to start unless the layers L0 to L5 hold')
    .option(UNSAFE_FLAG, 'with --hosted: serve others without isolation; every page says so')
    .action(start);
}

interface StartOptions extends LessonsOptions {
  host: string;
  hosted?: boolean;
  unsafeWithoutIsolation?: boolean;
}

async function start({ unsafeWithoutIsolation: unsafe = false, ...options }: StartOptions): Promise<void> {
  if (unsafe && !options.hosted)
    throw new UsageError(`Expected ${UNSAFE_FLAG} together with --hosted, got it alone. Leave it out: a local workshop needs no flag.`);
  await serve({ ...options, unsafe });
}

function parseHost(given: string): string {
  try {
    checkAddress(given);
    return given;
  } catch (failure) {
    throw failure instanceof AddressError ? new InvalidArgumentError(failure.message) : failure;
  }
}
