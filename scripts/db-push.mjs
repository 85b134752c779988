// npm run db:push: applies supabase/migrations and the reference data to the database of a Supabase project.
import { install, runNode } from './setup.mjs';

install();
runNode(['scripts/push-migrations.ts']);
