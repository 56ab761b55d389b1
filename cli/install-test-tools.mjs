// Makes sure that the tests have a Chromium, a Python that makes virtual environments and, on Linux, bubblewrap, a C compiler, OpenSSL,
// nginx and the means to make networks. They come from the system; only Debian's root may install them here.
// And the servers of Python that are examined: they come by pip, into an environment of their own in the user's cache folder.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const isBrowserMissing = () => !(process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : BROWSERS.some(isInstalled));
const isIsolationMissing = () => process.platform === 'linux' && !['bwrap', 'setpriv', 'prlimit'].every(isInstalled);
const isCompilerMissing = () => process.platform === 'linux' && !isInstalled('cc');
const isNetworkMissing = () => process.platform === 'linux' && !['ip', 'openssl'].every(isInstalled);
const isPythonMissing = () => spawnSync(systemPython(), ['-c', 'import ensurepip, venv'], { stdio: 'ignore' }).status !== 0;

const isProxyMissing = () => process.platform === 'linux' && !isInstalled('nginx');

const wanted = [
  ...(isBrowserMissing() ? ['chromium', 'fonts-noto-color-emoji'] : []),
  ...(isIsolationMissing() ? ['bubblewrap', 'util-linux'] : []),
  ...(isCompilerMissing() ? ['gcc', 'libc6-dev'] : []),
  ...(isNetworkMissing() ? ['iproute2', 'openssl'] : []),
  ...(isPythonMissing() ? ['python3', 'python3-venv'] : []),
  ...(isProxyMissing() ? ['nginx-light'] : []),
];
if (wanted.length > 0) install(wanted);
installServers();

function isInstalled(name) {
  // Debian keeps servers where a plain user's search path does not lead.
  const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
  return spawnSync('which', [name], { stdio: 'ignore', env: { ...process.env, PATH } }).status === 0;
}

/** On Linux the system's own: learner code runs as another user where the tests run as root, and cannot read one in root's folder. */
function systemPython() {
  return process.platform === 'linux' ? '/usr/bin/python3' : 'python3';
}

function install(packages) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    process.stderr.write(`Installing ${packages.join(', ')} for the tests (once) …\n`);
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
  }
  if (isIsolationMissing())
    process.stderr.write(
      'Without bubblewrap and util-linux the tests run on the layers L0 and L1 alone (on Debian: apt-get install bubblewrap).\n',
    );
  if (isCompilerMissing())
    process.stderr.write('Without a C compiler the tests try no native code in the sandbox (on Debian: apt-get install gcc libc6-dev).\n');
  if (isNetworkMissing())
    process.stderr.write(
      'Without ip and openssl a room is not tested by TLS and across networks (on Debian: apt-get install iproute2 openssl).\n',
    );
  if (isPythonMissing())
    process.stderr.write(
      'Without a Python from 3.10 on and its module venv FastAPI is not tested (on Debian: apt-get install python3 python3-venv).\n',
    );
  if (isProxyMissing()) process.stderr.write('Without nginx no backend behind it is examined (on Debian: apt-get install nginx-light).\n');
  if (!isBrowserMissing()) return;
  process.stderr.write(
    'Expected a Chromium for the tests, found none. Install one (on Debian: apt-get install chromium), or set CHROMIUM to its path.\n',
  );
  process.exit(1);
}

/** The environment is whole when the list of what it has been made from stands in it. */
function installServers() {
  const list = readFileSync(fileURLToPath(new URL('../test/helpers/servers/requirements.txt', import.meta.url)), 'utf8');
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'socket-clinic', 'servers');
  const [python, made] = [join(folder, 'bin', 'python'), join(folder, 'made-from.txt')];
  if (isPythonMissing() || (existsSync(made) && readFileSync(made, 'utf8') === list)) return;
  process.stderr.write('Installing the servers of Python that the tests examine (once) …\n');
  const stdio = ['ignore', process.stderr, process.stderr];
  const isMade =
    spawnSync(systemPython(), ['-m', 'venv', '--clear', folder], { stdio }).status === 0 &&
    spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...list.trim().split('\n')], { stdio }).status ===
      0;
  if (isMade) writeFileSync(made, list);
  else process.stderr.write('Without them hypercorn, websockets and daphne are not examined: pip could not install them, see above.\n');
}

function apt(...args) {
  spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
