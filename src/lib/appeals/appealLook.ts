import type { Shape, Tone } from '$lib/ui/tone';
import type { Appeal } from './appeal';

export const APPEAL_LOOK: Record<Appeal['state'], { tone: Tone; shape: Shape }> = {
  waiting: { tone: 'sun', shape: 'half' },
  upheld: { tone: 'pine', shape: 'turn' },
  rejected: { tone: 'plum', shape: 'cross' },
  overtaken: { tone: 'river', shape: 'arrow' }
};
