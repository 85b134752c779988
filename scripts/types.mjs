// npm run types: writes src/lib/database.types.ts from the migrated schema; with --check it only says whether it differs.
import { install, runNode } from './setup.mjs';

install();
runNode(['--disable-warning=ExperimentalWarning', 'scripts/generate-types.ts', ...process.argv.slice(2)]);
