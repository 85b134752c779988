// npm run kill-switch [-- <folder of the build>]: puts the worker that ends itself in place of the offline shell's; docs/operations.md says when.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

const build = path.resolve(process.argv[2] ?? path.join(root, 'build'));
const worker = path.join(build, 'client/service-worker.js');
if (!existsSync(worker)) {
  console.error(`${worker} is not there. Run npm run build first, or name the folder of the build.`);
  process.exit(1);
}
for (const old of [worker, `${worker}.br`, `${worker}.gz`]) rmSync(old, { force: true });
copyFileSync(path.join(root, 'scripts/kill-switch-worker.js'), worker);
console.log(
  `${worker} now ends itself on every phone that opens a page. Restart the app. npm run build brings the shell back.`
);
