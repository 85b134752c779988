/**
 * What a person types for `CY-7F3K-92QD`: lower case, blanks, other dashes, full-width letters, without the prefix.
 * Gives the code as it is printed, or null when no code can be meant.
 */
export function normaliseCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const body = letters.length === 10 && letters.startsWith('CY') ? letters.slice(2) : letters;
  return /^[0-9A-Z]{8}$/.test(body) ? `CY-${body.slice(0, 4)}-${body.slice(4)}` : null;
}
