import { prepare } from './harness.template.ts';

/** Builds the migrated database once, before the test files of all workers copy it. */
export default async function setup(): Promise<void> {
  await prepare();
}
