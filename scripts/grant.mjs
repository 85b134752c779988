// npm run grant -- <email> <role> [unit]: gives somebody who has signed up a role. Stop an embedded server first.
import { install, runNode } from './setup.mjs';

install();
runNode(['scripts/grant-role.ts', ...process.argv.slice(2)]);
