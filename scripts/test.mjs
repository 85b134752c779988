// npm test: everything, from a fresh clone. All steps run, also after one has failed; the last line counts.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureChromium } from './browser.mjs';
import { attempt, build, install, node, root } from './setup.mjs';

install();
const reports = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-reports-'));
const report = (name) => path.join(reports, `${name}.json`);
const tool = (name) => path.join(root, 'node_modules', name);
const onNode = (script, ...args) => attempt(node(), [script, ...args]);

/** Playwright's report is a tree of suites; each spec has its tries. */
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

/** [name, message] of all that failed, and the names of what passed in the second try, from either kind of report. */
function failuresOf(file) {
  if (!existsSync(file)) return { failed: [], flaky: [] };
  const { testResults = [], suites = [], errors = [], failures = [] } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = [...failures];
  const flaky = [];
  for (const { name, message, assertionResults } of testResults) {
    const found = assertionResults.filter(({ status }) => status === 'failed');
    for (const one of found) failed.push([`${path.basename(name)} › ${one.fullName}`, one.failureMessages.join('\n')]);
    if (message && !found.length) failed.push([path.basename(name), message]);
  }
  for (const spec of suites.flatMap(specsOf))
    for (const { status, results } of spec.tests) {
      const name = `${spec.file}:${spec.line} › ${spec.title}`;
      if (status === 'flaky') flaky.push(name);
      if (status === 'unexpected')
        failed.push([name, results.map(({ error, status: how }) => error?.message ?? how).join('\n')]);
    }
  for (const { message } of errors) failed.push(['outside of a test', message ?? '']);
  return { failed, flaky };
}

/** [name, seconds] of what took longest: files of Vitest, tests of Playwright. */
function slowestOf(file, most = 5) {
  if (!existsSync(file)) return [];
  const { testResults = [], suites = [] } = JSON.parse(readFileSync(file, 'utf8'));
  const files = testResults.map(({ name, startTime, endTime }) => [path.basename(name), (endTime - startTime) / 1000]);
  const tests = suites
    .flatMap(specsOf)
    .map(({ file, line, tests }) => [
      `${file}:${line}`,
      tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration / 1000, 0)
    ]);
  return [...files, ...tests].sort((a, b) => b[1] - a[1]).slice(0, most);
}

/** Terminal colours and long texts would hide the list they stand in. */
const brief = (text) =>
  stripVTControlCharacters(String(text))
    .replace(/\n\s*\n/g, '\n')
    .slice(0, 1_200)
    .replace(/^/gm, '    ');

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

function vitest(name, project, ...files) {
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(name)}`,
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
  // Makes the migrated database that the backends of the unit tests start from as well.
  ['sql', () => vitest('sql', 'sql*')],
  ['unit', () => vitest('unit', 'unit')],
  ['build', () => build()],
  ['browser', () => (hasBrowserTests() ? playwright() : 0)],
  // A small run of each part; npm run test:faults makes the whole.
  ['faults', () => onNode('tests/faults/index.ts', '--smoke', '--out', report('faults'))]
];

// .ci/run repeats these on a PostgreSQL server.
const again = { embedded: () => vitest('embedded', 'unit', 'src/lib/server/embedded') };
const only = process.env.TEST_ONLY?.split(',');
const chosen = only ? [...steps, ...Object.entries(again)].filter(([name]) => only.includes(name)) : steps;

const results = [];
for (const [name, act] of chosen) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  const status = await act();
  const file = report(name);
  results.push({
    name,
    seconds: (performance.now() - began) / 1000,
    ...countOf(file, status),
    found: failuresOf(file),
    slowest: slowestOf(file)
  });
}
rmSync(reports, { recursive: true });

// Told again at the end: the place of a failure is thousands of lines further up.
for (const { name, found } of results) {
  for (const what of found.flaky) console.log(`\n~ ${name}: only in the second try: ${what}`);
  for (const [what, message] of found.failed) console.log(`\n✗ ${name}: ${what}\n${brief(message)}`);
}

for (const { name, slowest } of results)
  if (slowest.length)
    console.log(`\n${name}, the longest: ${slowest.map(([what, took]) => `${what} ${took.toFixed(0)} s`).join(' · ')}`);

console.log('');
for (const { name, seconds, passed, failed } of results)
  console.log(
    `${failed ? '✗' : '✓'} ${name.padEnd(15)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`
  );
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') ? 1 : 0);
