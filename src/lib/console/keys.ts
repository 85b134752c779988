/**
 * The keys of the desk. A letter never acts by itself: it presses the link or button on the page that carries it
 * (`data-key`), so that keyboard and mouse always do the same.
 */
export type KeyCommand =
  { kind: 'row'; step: 1 | -1 } | { kind: 'open' } | { kind: 'help' } | { kind: 'press'; key: string };

export interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** The focus is in something that takes text or has keys of its own, or a dialog is open. */
  busy: boolean;
}

export function commandOf({ key, ctrlKey, metaKey, altKey, busy }: Stroke): KeyCommand | null {
  if (busy || ctrlKey || metaKey || altKey) return null;
  if (key === 'j') return { kind: 'row', step: 1 };
  if (key === 'k') return { kind: 'row', step: -1 };
  if (key === 'o') return { kind: 'open' };
  if (key === '?') return { kind: 'help' };
  return /^[a-z]$/.test(key) ? { kind: 'press', key } : null;
}

/** Which letter asks for which moves; of several the first that is open now. One letter, one idea. */
const LETTERS: Record<string, readonly string[]> = {
  a: ['accept', 'take_on', 'answer', 'record_callback', 'reinstate'],
  d: ['dispatch', 'defer'],
  m: ['merge'],
  r: ['redirect', 'return_answer', 'resume'],
  x: ['refuse', 'object', 'close'],
  q: ['ask'],
  b: ['recall'],
  n: ['add_note'],
  u: ['mark_urgent'],
  l: ['allow_deferral']
};

/** The letter of each open move. */
export function lettersFor(may: readonly string[]): Record<string, string> {
  const letters: Record<string, string> = {};
  for (const [letter, moves] of Object.entries(LETTERS)) {
    const move = moves.find((candidate) => may.includes(candidate));
    if (move) letters[move] = letter;
  }
  return letters;
}
