import type { Translate } from './translate';

/**
 * The sentence for a stable error code: what happened and what to do. Looks in `errors`, in
 * `refusals` (the codes of the database) and in the `errors` group of every namespace of the page, so that a feature keeps
 * its own sentences. An unknown code gets the general one.
 */
export function errorText(t: Translate, code: string, values?: Record<string, string | number>): string {
  if (/^[a-z][a-z0-9_.]*$/.test(code)) {
    const places = [
      `errors:${code}`,
      `refusals:${code}`,
      ...t.namespaces.map((namespace) => `${namespace}:errors.${code}`)
    ];
    const key = places.find((place) => t.has(place));
    if (key) return t.dynamic(key, values);
  }
  return t('common:general_error');
}
