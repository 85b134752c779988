import type { Lang } from './lang';

export type Values = Record<string, string | number>;
export type Bundle = Record<string, unknown>;

/** Finds words by `namespace:group.name` and fills in `{{values}}`. */
export interface Speaker {
  say(key: string, values?: Values): string;
  has(key: string): boolean;
}

/**
 * What our words need of i18next and no more: keys, `{{values}}` and plurals by `count`. A test lets both say every key
 * there is, so that a page that comes alive in the browser says what the server said.
 */
export function plainSpeaker(lang: Lang, bundles: readonly (readonly [string, Bundle])[]): Speaker {
  let plurals: Intl.PluralRules | undefined; // made for the first count: a phone takes its time over it
  const formOf = (count: number) => (plurals ??= new Intl.PluralRules(lang)).select(count);
  const find = (key: string): string | undefined => {
    const [namespace, path] = key.includes(':') ? key.split(':', 2) : ['common', key];
    let found: unknown = bundles.find(([name]) => name === namespace)?.[1];
    for (const step of path!.split('.'))
      found = typeof found === 'object' && found && Object.hasOwn(found, step) ? (found as Bundle)[step] : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  return {
    say(key, values = {}) {
      const { count } = values;
      const text = (typeof count === 'number' && find(`${key}_${formOf(count)}`)) || find(key);
      // A key without words shows as its path, as in i18next.
      if (text === undefined) return key.replace(/^[^:]*:/, '');
      return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(values[name] ?? whole));
    },
    has: (key) => find(key) !== undefined
  };
}
