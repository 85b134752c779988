// npm run test:faults [-- --seed N --only reports,kills --reports 200 --kills 100]: what nobody may lose, under faults. docs/operations.md tells more.
import { ensureChromium } from './browser.mjs';
import { build, install, runNode } from './setup.mjs';

install();
ensureChromium();
if (build() !== 0) process.exit(1);
runNode(['tests/faults/index.ts', ...process.argv.slice(2)], { NODE_NO_WARNINGS: '1' });
