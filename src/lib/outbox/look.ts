import type { Item } from '$lib/offline/outbox';
import type { Shape, Tone } from '$lib/ui/tone';

const DAY = 86_400_000;
/** Days after which what waits is called old: Safari erases after seven. */
export const OLD_DAYS = 3;

export const daysSince = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / DAY));

type Shown =
  'waiting' | 'again' | 'photos' | 'sending' | 'sign_in' | 'refused' | 'conflict' | 'editing' | 'deleted' | 'sent';

/** How an item looks: a state, and of what waits whether it was tried, and whether its words have arrived. */
export function shownAs({ state, tried, code, received }: Item, isSending: boolean): Shown {
  if (isSending) return 'sending';
  if (state !== 'waiting') return state;
  if (received) return 'photos';
  return tried > 0 && code !== 'unreachable' ? 'again' : 'waiting';
}

export const LOOK: Record<Shown, [Tone | 'ink', Shape]> = {
  waiting: ['sun', 'pause'],
  again: ['sun', 'turn'],
  photos: ['river', 'half'],
  sending: ['river', 'arrow'],
  sign_in: ['sun', 'ask'],
  refused: ['plum', 'ask'],
  conflict: ['plum', 'ask'],
  editing: ['river', 'dot'],
  deleted: ['ink', 'cross'],
  sent: ['pine', 'check']
};

/** What a reporter says to a report that is there, by the name of its move. */
const MOVES = ['supply', 'call_back', 'reopen', 'resubmit', 'send_on', 'add_information', 'withdraw'] as const;
type Named = 'report' | 'joined' | 'again' | 'follow' | 'support' | (typeof MOVES)[number];

/** What it is: a report, "same here" or "it is back" by its fields, or what its form is for. */
export function kindOf({ kind, fields }: Pick<Item, 'kind' | 'fields'>): Named {
  if (kind === 'follow' || kind === 'support') return kind;
  if (kind === 'move')
    return (
      MOVES.find((move) => fields.some(([field, value]) => field === 'move' && value === move)) ?? 'add_information'
    );
  const has = (name: string) => fields.some(([field, value]) => field === name && value !== '');
  if (has('joins')) return 'joined';
  return has('again_of') ? 'again' : 'report';
}

const text = (fields: Item['fields'], name: string) => {
  const value = fields.find(([field]) => field === name)?.[1];
  return typeof value === 'string' ? value.trim() : '';
};

/** A line or two of what was written, so that people know it again. */
export function excerpt({ fields }: Pick<Item, 'fields'>): string {
  const words =
    text(fields, 'description') || text(fields, 'public_text') || text(fields, 'words') || text(fields, 'landmark');
  const signs = [...words.replaceAll(/\s+/g, ' ')];
  return signs.length > 80 ? `${signs.slice(0, 79).join('')}…` : signs.join('');
}

/** Why this browser has kept nothing: there is no room, or it lets pages keep nothing (a private window, a setting). */
export const whyNotKept = (cause: unknown): 'full' | 'private' =>
  (cause as { name?: string } | null)?.name === 'QuotaExceededError' ? 'full' : 'private';
