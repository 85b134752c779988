import type { Handle } from '@sveltejs/kit';
export const handle: Handle = ({ event, resolve }) => {
  const lang = event.url.pathname.startsWith('/en') ? 'en' : 'zh';
  event.locals.lang = lang;
  event.locals.user = null;
  event.locals.demo = true;
  event.locals.roles = [];
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%lang%', lang === 'zh' ? 'zh-Hans' : 'en')
        .replace('%theme%', event.cookies.get('theme') ?? '')
        .replace('%elder%', event.cookies.get('elder') ?? '')
  });
};
