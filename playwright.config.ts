import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, systemChromium } from './tests/support/chromium.ts';

/** A configuration cannot wait, so another process asks for a port that nobody listens on. */
const FREE_PORT = `require('node:net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port); this.close() })`;

// Workers read this file again: what is chosen here once travels to them in the environment.
process.env.TEST_PORT ??= execFileSync(process.execPath, ['-e', FREE_PORT], { encoding: 'utf8' }).trim();
process.env.TEST_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'chaoyang-test-'));
const origin = `http://localhost:${process.env.TEST_PORT}`;
const chromium = systemChromium();

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 2,
  // On a busy machine a page may come late; what passes only the second time is printed as flaky.
  retries: process.env.CI ? 1 : 0,
  // Limits are for what hangs: on a busy machine everything takes several times as long as here.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : 'line',
  use: {
    baseURL: origin,
    // Most tests speak with the server and not with a worker in between; offline.spec.ts lets it in.
    serviceWorkers: 'block',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: { args: chromiumArgs, ...(chromium ? { executablePath: chromium } : {}) }
  },
  webServer: {
    // The built app itself, on an empty data folder in demo mode: nothing is mocked.
    command: 'node_modules/.bin/node build/index.js',
    url: `${origin}/readyz`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    env: {
      PORT: process.env.TEST_PORT,
      HOST: '127.0.0.1',
      ORIGIN: origin,
      DATA_DIR: process.env.TEST_DATA_DIR,
      DEMO: '1',
      BODY_SIZE_LIMIT: '64M',
      // Each test comes from an address of its own, so that throttles hold and do not mix tests up.
      ADDRESS_HEADER: 'x-test-address'
    }
  }
});
