export type Strength = 'short' | 'weak' | 'fair' | 'strong';

const COMMON =
  /password|passw0rd|qwerty|asdf|iloveyou|admin|welcome|chaoyang|beijing|woaini|888888|666666|123123|112233|abc123/i;

/**
 * One of four words, never a meter that pretends to be a measurement. Length counts most; a run such as `12345678`, one
 * character repeated, a very common password or the own e-mail name stays weak however long it is.
 */
export function passwordStrength(password: string, email = ''): Strength {
  const characters = [...password];
  if (characters.length < 8) return 'short';

  const name = email.split('@')[0]!.toLowerCase();
  const different = new Set(characters).size;
  if (different < 5 || isRun(password) || (name.length >= 4 && password.toLowerCase().includes(name))) return 'weak';
  const common = COMMON.test(password);
  if (common && characters.length < 14) return 'weak';

  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{Ll}\p{Lu}\p{N}]/u].filter((kind) => kind.test(password)).length;
  if (characters.length >= 14 && different >= 8 && !common) return 'strong';
  if (characters.length >= 11 && kinds >= 3) return 'strong';
  return kinds >= 2 || characters.length >= 11 ? 'fair' : 'weak';
}

/** `12345678`, `hgfedcba`, `1234567890abc`: most neighbours follow each other. */
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0)!);
  const following = codes.slice(1).filter((code, i) => Math.abs(code - codes[i]!) === 1).length;
  return following >= (codes.length - 1) * 0.7;
}
