import type { Handle } from '@sveltejs/kit';

/** How Kit starts a page's script: both files at once, and as soon as the page has been read. */
const START = /Promise\.all\(\[\s*import\("([^"]+)\/entry\/start\.[^"]+"\),\s*import\("[^"]+"\)\s*\]\)/;

/** In a tab that nobody sees nothing is painted, so nothing is waited for there. */
const PAINTED =
  'new Promise((painted) => document.hidden ? painted() : requestAnimationFrame(() => setTimeout(painted)))';

/** @param files of the script, below Kit's folder of files that never change */
export function afterPaint(html: string, files: string[]): string {
  // The last script is Kit's own; what people wrote stands before it, or behind its start, and must not pass for it.
  const begin = html.lastIndexOf('<script');
  if (begin < 0) return html;
  const script = html.slice(begin).replace(
    START,
    (start, folder: string) =>
      `${PAINTED}.then(() => {
						for (const file of ${JSON.stringify(files)})
							document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: '${folder}/' + file }));
						return ${start};
					}).then((parts) => new Promise((go) => setTimeout(go, 0, parts)))`
  );
  return html.slice(0, begin) + script;
}

/**
 * The script of a page comes after the page was painted once. Asked for before (by a header that Kit sends), its files took
 * their share of a thin line from the page, and where they came quickly, running them kept a slow phone from showing what it
 * had. Then they are asked for all at once, as that header would, and start in a task of its own once they are read.
 */
export const paintFirst: Handle = ({ event, resolve }) => {
  const files: string[] = [];
  return resolve(event, {
    preload: ({ type, path }) => {
      if (type === 'js') files.push(path.replace(/^.*\/immutable\//, ''));
      return type === 'css';
    },
    transformPageChunk: ({ html }) => (files.length > 0 ? afterPaint(html, files) : html)
  });
};
