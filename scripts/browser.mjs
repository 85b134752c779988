// Makes sure that there is a Chromium for the browser tests: the system's, or Playwright's own.
import { accessSync, constants } from 'node:fs';
import { run } from './setup.mjs';

const executable = (file) => {
  if (!file) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run
  }
};

const known = [
  process.env.CHROMIUM_PATH,
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable'
];

/** Installs Chromium with a Chinese font where it is missing. */
export function ensureChromium() {
  if (known.some(executable)) return;
  const apt = process.platform === 'linux' && process.getuid?.() === 0 && executable('/usr/bin/apt-get');
  if (!apt) return run('playwright', ['install', 'chromium']);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], quiet);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet);
}

if (process.argv[1]?.endsWith('browser.mjs')) ensureChromium();
