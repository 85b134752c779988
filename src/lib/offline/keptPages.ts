import { PAGES, SAVED_AT } from './savedPages';

export interface KeptPage {
  /** Address within the site. */
  href: string;
  title: string;
  /** ISO 8601, when it was kept. */
  at: string;
}

/**
 * The pages kept on this phone in one language, the newest first.
 * @throws where the browser lets pages keep nothing
 */
export async function keptPages(lang: string): Promise<KeptPage[]> {
  const cache = await caches.open(PAGES);
  const pages = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const { pathname, search } = new URL(url);
      const answer = await cache.match(url);
      // The title alone is read; nothing of the page is put into this one.
      const title = /<title>([^<]*)<\/title>/.exec((await answer?.text()) ?? '')?.[1] ?? '';
      return {
        href: pathname + search,
        title: plain(title).replace(SITE, ''),
        at: answer?.headers.get(SAVED_AT) ?? ''
      };
    })
  );
  return pages
    .filter(({ href, title, at }) => href.startsWith(`/${lang}`) && title !== '' && at !== '')
    .sort((a, b) => b.at.localeCompare(a.at));
}

/** Each title ends on the name of the site, which nobody needs in a list of its pages. */
const SITE = / · (美丽朝阳|Beautiful Chaoyang)$/;

/** Svelte escapes these in a title. */
const plain = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
