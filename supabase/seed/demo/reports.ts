import { ended } from './ended.ts';
import { maizidian } from './maizidian.ts';
import { open } from './open.ts';
import type { Scenario } from './scenario.ts';

/** The reports of the demo district: invented, in every state, over the last eight weeks. */
export const reports: Scenario[] = [...maizidian, ...open, ...ended];
