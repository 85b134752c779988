/** Marks that turn the direction of what follows, which come along with what is pasted. As `private.tidy` in SQL. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
const SEEN = /[^\s\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\u3164\uffa0]/;

/** NFC, trimmed, without marks that turn the direction; empty when nothing is left that can be seen. */
export function tidy(text: string): string {
  const tidied = text.replace(TURNS, '').normalize('NFC').trim();
  return SEEN.test(tidied) ? tidied : '';
}
