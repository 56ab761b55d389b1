// Makes sure that the tests have a Chromium, a Python that makes virtual environments and, on Linux, bubblewrap, a C compiler, OpenSSL
// and the means to make networks.
// They come from the system; only Debian's root may install them here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const isBrowserMissing = () => !(process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : BROWSERS.some(isInstalled));
const isIsolationMissing = () => process.platform === 'linux' && !['bwrap', 'setpriv', 'prlimit'].every(isInstalled);
const isCompilerMissing = () => process.platform === 'linux' && !isInstalled('cc');
const isNetworkMissing = () => process.platform === 'linux' && !['ip', 'openssl'].every(isInstalled);
const isPythonMissing = () => spawnSync(systemPython(), ['-c', 'import ensurepip, venv'], { stdio: 'ignore' }).status !== 0;

const wanted = [
  ...(isBrowserMissing() ? ['chromium', 'fonts-noto-color-emoji'] : []),
  ...(isIsolationMissing() ? ['bubblewrap', 'util-linux'] : []),
  ...(isCompilerMissing() ? ['gcc', 'libc6-dev'] : []),
  ...(isNetworkMissing() ? ['iproute2', 'openssl'] : []),
  ...(isPythonMissing() ? ['python3', 'python3-venv'] : []),
];
if (wanted.length > 0) install(wanted);

function isInstalled(name) {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0;
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
  if (!isBrowserMissing()) return;
  process.stderr.write(
    'Expected a Chromium for the tests, found none. Install one (on Debian: apt-get install chromium), or set CHROMIUM to its path.\n',
  );
  process.exit(1);
}

function apt(...args) {
  spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
