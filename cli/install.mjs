// Makes sure that what package-lock.json names is installed, Node included. Plain JavaScript without dependencies: it runs before
// anything is there, on whatever Node started npm. What it says goes to stderr, so that a command's stdout stays its own.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const marker = new URL('node_modules/.socket-clinic-lock', root);
const lock = createHash('sha256')
  .update(readFileSync(new URL('package-lock.json', root)))
  .digest('hex');

if (!existsSync(marker) || readFileSync(marker, 'utf8') !== lock) install();

function install() {
  process.stderr.write('Installing what Socket Clinic needs (once) …\n');
  if (npmInstall() !== 0)
    fail('Expected npm to install the packages of package-lock.json; it failed. Look at the lines above, and at the network.');
  if (!hasRuntime())
    fail(
      'Expected npm to put Node into node_modules; it did not. Are install scripts switched off? Then run: npm rebuild node esbuild --ignore-scripts=false',
    );
  writeFileSync(marker, lock);
}

function npmInstall() {
  const windows = process.platform === 'win32';
  // `npm ci` removes node_modules first. Later that would be the Node that runs this, and Windows does not remove a running program.
  const command = existsSync(new URL('node_modules', root)) ? ['install', '--no-save'] : ['ci'];
  const args = [...command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const stdio = ['ignore', process.stderr, process.stderr];
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: fileURLToPath(root), stdio, shell: windows }).status;
}

/** npm's scripts find it before any other, since its folder is the first of their PATH. */
function hasRuntime() {
  return ['node', 'node.cmd'].some((name) => existsSync(new URL(`node_modules/.bin/${name}`, root)));
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
