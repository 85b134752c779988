import i18next from 'i18next';
import type { Lang } from './lang';
import type { Key, Namespace } from './resources';

export type Values = Record<string, string | number>;

/** `t('words:status.accepted')`, `t('home:figures.received', { count })`; `t.lang` is the language it speaks. */
export interface Translate {
  (key: Key, values?: Values): string;
  readonly lang: Lang;
  readonly namespaces: readonly Namespace[];
  /** Whether a key exists that is known only at run time, such as an error code from the database. */
  has(key: string): boolean;
  /** For keys that are known only at run time; ask `has` first. */
  dynamic(key: string, values?: Values): string;
}

type Bundle = Record<string, unknown>;

const files = import.meta.glob<Bundle>('./locales/*/*.json', { import: 'default' });

/**
 * A translator of its own for one request, page or e-mail: `await translator('en', ['common', 'words'])`.
 * There is no shared instance, so that two requests in different languages never meet.
 */
export async function translator(lang: Lang, namespaces: readonly Namespace[]): Promise<Translate> {
  const bundles = await Promise.all(
    namespaces.map(async (namespace) => {
      const load = files[`./locales/${lang}/${namespace}.json`];
      if (!load) throw new Error(`No words for ${lang}/${namespace}`);
      return [namespace, await load()] as const;
    })
  );
  const instance = i18next.createInstance();
  void instance.init({
    lng: lang,
    fallbackLng: false,
    initAsync: false,
    ns: [...namespaces],
    defaultNS: 'common',
    resources: { [lang]: Object.fromEntries(bundles) },
    interpolation: { escapeValue: false } // Svelte escapes; the plain text of an e-mail must not be escaped.
  });
  const say = (key: string, values?: Values): string => instance.t(key, values ?? {});
  return Object.assign((key: Key, values?: Values) => say(key, values), {
    lang,
    namespaces,
    has: (key: string) => instance.exists(key),
    dynamic: say
  });
}
