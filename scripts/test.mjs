// npm test: everything, from a fresh clone. All steps run, also after one has failed; the last line counts.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './browser.mjs';
import { attempt, build, install, node, root } from './setup.mjs';

install();
const reports = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-reports-'));
const report = (name) => path.join(reports, `${name}.json`);
const tool = (name) => path.join(root, 'node_modules', name);
const onNode = (script, ...args) => attempt(node(), [script, ...args]);

/** What a JSON report counts; a step that left none counts as one test of its exit code. */
function countOf(file, status) {
  if (!existsSync(file)) return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites, stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const counted = stats
    ? { passed: stats.expected + stats.flaky, failed: stats.unexpected + (errors?.length ?? 0) }
    : { passed: numPassedTests, failed: numFailedTests || (numFailedTestSuites ? 1 : 0) };
  // A crash outside a test (a file that does not load, an unhandled error) must not look green.
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

function vitest(project, ...files) {
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(files.length ? 'embedded' : project)}`,
    ...files
  ];
  return onNode(tool('vitest/vitest.mjs'), ...args);
}

function playwright() {
  ensureChromium();
  const some = process.env.TEST_BROWSER ? ['--grep', process.env.TEST_BROWSER] : [];
  return attempt(node(), [tool('@playwright/test/cli.js'), 'test', ...some], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report('browser'),
    TEST_DATA_DIR: mkdtempSync(path.join(os.tmpdir(), 'chaoyang-test-'))
  });
}

const hasBrowserTests = () =>
  existsSync(path.join(root, 'tests')) &&
  readdirSync(path.join(root, 'tests')).some((name) => name.endsWith('.spec.ts'));

const steps = [
  ['format', () => onNode(tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.')],
  ['sync', () => onNode(tool('@sveltejs/kit/svelte-kit.js'), 'sync')],
  ['lint', () => onNode(tool('eslint/bin/eslint.js'), '.')],
  ['types', () => onNode(tool('svelte-check/bin/svelte-check'), '--output', 'human', '--fail-on-warnings')],
  ['unused', () => onNode(tool('knip/bin/knip.js'))],
  ['database types', () => attempt(node(), ['scripts/types.mjs', '--check'])],
  ['unit', () => vitest('unit')],
  ['sql', () => vitest('sql')],
  ['build', () => build()],
  ['browser', () => (hasBrowserTests() ? playwright() : 0)],
  // A small run of each part; npm run test:faults makes the whole.
  ['faults', () => onNode('tests/faults/index.ts', '--smoke', '--out', report('faults'))]
];

// .ci/run repeats these on a PostgreSQL server.
const again = { embedded: () => vitest('unit', 'src/lib/server/embedded') };
const only = process.env.TEST_ONLY?.split(',');
const chosen = only ? [...steps, ...Object.entries(again)].filter(([name]) => only.includes(name)) : steps;

const results = [];
for (const [name, act] of chosen) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  const status = await act();
  results.push({ name, seconds: (performance.now() - began) / 1000, ...countOf(report(name), status) });
}
rmSync(reports, { recursive: true });

console.log('');
for (const { name, seconds, passed, failed } of results)
  console.log(
    `${failed ? '✗' : '✓'} ${name.padEnd(15)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`
  );
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') ? 1 : 0);
