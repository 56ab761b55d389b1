/**
 * Clears up after a workshop that was killed and could not do so itself: a shell that waits for the workshop's end of a pipe to
 * close, ends what still runs out of the sandbox's folder, and removes the folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/**
 * The folder is `$0`; it stands in the command line of every process that reads something in it, with a slash after it. Looks twice:
 * what was just being started at the first look is there at the second.
 */
const SCRIPT = `
trap '' HUP INT TERM
cat > /dev/null
[ -d "$0" ] || exit 0
for again in 1 2; do
  if [ -r /proc/self/cmdline ]; then
    for found in $(grep -lsF -- "$0/" /proc/[0-9]*/cmdline); do
      found=\${found#/proc/}
      kill -KILL "\${found%/cmdline}"
    done
  else
    pkill -KILL -f "$0/"
  fi
  [ $again = 2 ] || sleep 0.2
done
rm -rf "$0"
`;

export class Keeper {
  readonly #shell: ChildProcess | undefined;

  /** `folder` is an absolute path that no other process has in its command line. */
  constructor(folder: string) {
    if (process.platform === 'win32') return;
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT, folder], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/bin:/bin' },
    });
    this.#shell.on('error', () => {});
    this.#shell.stdin?.on('error', () => {});
    this.#shell.unref();
  }

  /** When everything has been cleared up already. */
  release(): void {
    this.#shell?.stdin?.end();
  }
}
