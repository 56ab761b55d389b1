// Makes sure that the tests have a Chromium. It is taken from the system; only Debian's root may install it here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

if (!findChromium()) install();

function findChromium() {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM);
  return NAMES.some((name) => spawnSync('which', [name], { stdio: 'ignore' }).status === 0);
}

function install() {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Chromium for the tests (once) …\n');
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji');
  }
  if (findChromium()) return;
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
