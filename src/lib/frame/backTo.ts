/**
 * A path on this site to go back to, or `home` when the wish is anything else: another origin, a scheme, a protocol-relative
 * address, a backslash that browsers read as a slash.
 */
export function backTo(wish: FormDataEntryValue | null, home: string): string {
  if (typeof wish !== 'string' || !wish.startsWith('/')) return home;
  const base = 'https://here.invalid';
  try {
    const url = new URL(wish, base);
    return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : home;
  } catch {
    return home;
  }
}
