import type { Shape, Tone } from '$lib/ui/tone';

/** How each report status looks beside its word (`words:status.*`): a shape and a colour, never the colour alone. */
export const STATUS_LOOK = {
  submitted: { tone: 'sun', shape: 'ring' },
  needs_info: { tone: 'sun', shape: 'ask' },
  accepted: { tone: 'river', shape: 'dot' },
  dispatched: { tone: 'river', shape: 'arrow' },
  in_progress: { tone: 'river', shape: 'half' },
  objected: { tone: 'sun', shape: 'back' },
  deferred: { tone: 'sun', shape: 'pause' },
  resolved: { tone: 'pine', shape: 'check' },
  reopened: { tone: 'sun', shape: 'turn' },
  closed: { tone: 'pine', shape: 'double' },
  merged: { tone: 'ink', shape: 'join' },
  redirected: { tone: 'ink', shape: 'arrow' },
  refused: { tone: 'plum', shape: 'cross' },
  withdrawn: { tone: 'ink', shape: 'back' }
} satisfies Record<string, { tone: Tone | 'ink'; shape: Shape }>;

export type ReportStatus = keyof typeof STATUS_LOOK;

export const isReportStatus = (value: string): value is ReportStatus => Object.hasOwn(STATUS_LOOK, value);
