import { getContext, setContext } from 'svelte';
import * as format from './format';
import type { Translate } from './translate';

const KEY = Symbol('translate');

/** Called once, by the language layout; the getter keeps it live when the language or the page changes. */
export function provideT(current: () => Translate): void {
  setContext(KEY, current);
}

/** The same for a part that is mounted by itself, outside of the page's own. */
export const contextOf = (t: Translate): Map<unknown, unknown> => new Map([[KEY, () => t]]);

/** `const t = useT();` at the top of a component, then `t('common:nav.home')` in its markup. */
export function useT(): Translate {
  const current = getContext<() => Translate>(KEY);
  const t = (...[key, values]: Parameters<Translate>) => current()(key, values);
  return Object.defineProperties(t, {
    lang: { get: () => current().lang },
    namespaces: { get: () => current().namespaces },
    has: { get: () => current().has },
    dynamic: { get: () => current().dynamic }
  }) as Translate;
}

type Bound<F> = F extends (lang: never, ...rest: infer R) => infer Out ? (...rest: R) => Out : never;
type Format = { [K in keyof typeof format]: Bound<(typeof format)[K]> };

/** `const f = useFormat();` then `f.dateTime(report.created_at)`: the functions of `format.ts` in the page's language. */
export function useFormat(): Format {
  const t = useT();
  return Object.fromEntries(
    Object.entries(format).map(([name, write]) => [
      name,
      (...rest: unknown[]) => (write as (...all: unknown[]) => string)(t.lang, ...rest)
    ])
  ) as Format;
}
