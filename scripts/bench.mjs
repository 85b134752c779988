// npm run bench [-- p5 p6 --rows 10k --quick]: measures and writes docs/performance.md.
import { build, install, runNode } from './setup.mjs';

install();
if (build() !== 0) process.exit(1);
runNode(['scripts/bench/index.ts', ...process.argv.slice(2)], { NODE_NO_WARNINGS: '1' });
