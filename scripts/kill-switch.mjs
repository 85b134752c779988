// npm run kill-switch [-- <folder of the build>]: puts the worker that ends itself in place of the offline shell's; docs/operations.md says when.
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

const build = path.resolve(process.argv[2] ?? path.join(root, 'build'));
const worker = path.join(build, 'client/service-worker.js');
if (!existsSync(worker)) {
  console.error(`${worker} is not there. Run npm run build first, or name the folder of the build.`);
  process.exit(1);
}
const shell = path.join(build, 'client/app.js');
// Whatever brings a worker must not bring this one back while the old page is still on its way out.
const OFF = 'globalThis.noShell=true;';
for (const file of [worker, shell]) for (const old of [`${file}.br`, `${file}.gz`]) rmSync(old, { force: true });
copyFileSync(path.join(root, 'scripts/kill-switch-worker.js'), worker);
const script = readFileSync(shell, 'utf8');
if (!script.startsWith(OFF)) writeFileSync(shell, OFF + script);
console.log(
  `${worker} now ends itself on every phone that opens a page. Restart the app. npm run build brings the shell back.`
);
