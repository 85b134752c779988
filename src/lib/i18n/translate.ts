import type { Lang } from './lang';
import { plainSpeaker, type Bundle, type Speaker, type Values } from './plainSpeaker';
import type { Key, Namespace } from './resources';

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

// A browser needs the words of pages with a script alone (`WITH_SCRIPT` in namespaces.ts); the name of every other file
// would be some fifty bytes on each of these pages.
const files = import.meta.env.SSR
  ? import.meta.glob<Bundle>('./locales/*/*.json', { import: 'default' })
  : import.meta.glob<Bundle>(
      [
        './locales/*/*.json',
        '!./locales/*/{about,accessibility,account,allowed,changes,emergency,fault,follows,greenNav,home,letters,notices,plan}.json',
        '!./locales/*/{privacy,rates,wechat}.json'
      ],
      { import: 'default' }
    );

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
  // In the browser twenty lines of our own say the same words; i18next would be 13 KB more on every page.
  const speaker = import.meta.env.SSR ? await i18nextSpeaker(lang, bundles) : plainSpeaker(lang, bundles);
  const { say, has } = speaker;
  return Object.assign((key: Key, values?: Values) => say(key, values), {
    lang,
    namespaces,
    has,
    dynamic: say
  });
}

export async function i18nextSpeaker(lang: Lang, bundles: readonly (readonly [string, Bundle])[]): Promise<Speaker> {
  const { default: i18next } = await import('i18next');
  const instance = i18next.createInstance();
  void instance.init({
    lng: lang,
    fallbackLng: false,
    initAsync: false,
    ns: bundles.map(([namespace]) => namespace),
    defaultNS: 'common',
    resources: { [lang]: Object.fromEntries(bundles) },
    interpolation: { escapeValue: false } // Svelte escapes; the plain text of an e-mail must not be escaped.
  });
  return { say: (key, values = {}) => instance.t(key, values), has: (key) => instance.exists(key) };
}
