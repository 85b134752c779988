import { ended } from './ended.ts';
import { maizidian } from './maizidian.ts';
import { open } from './open.ts';
import type { Scenario } from './scenario.ts';

/** The reports that are told one by one: invented, in every state, over the last eight weeks. `year` tells the rest. */
export const reports: Scenario[] = [...maizidian, ...open, ...ended];
