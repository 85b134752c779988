import { translator } from '$lib/i18n/translate';
import type { Handle } from '@sveltejs/kit';
import { langOfPath } from '$lib/server/lang';

/** The browser inside WeChat, on telephones and computers; WeChat for work says wxwork beside it. */
export const isWeChat = (userAgent: string | null): boolean => /\bMicroMessenger\//i.test(userAgent ?? '');

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** The address that is taken along into another browser: a private key stays where it is. */
function addressOf(url: URL): string {
  const copy = new URL(url);
  copy.searchParams.delete('key');
  return copy.href;
}

/** Plain HTML before the page, not a part of it: only readers in WeChat receive a byte of it. */
async function note(lang: 'zh' | 'en', url: URL): Promise<string> {
  const t = await translator(lang, ['wechat']);
  const said = (['install', 'download', 'location'] as const).map(
    (what) => `<li>${escaped(t(`wechat:not.${what}`))}</li>`
  );
  return `<link rel="stylesheet" href="/wechat.css"><script src="/wechat.js" type="module"></script>
<aside id="wechat" class="no-print" aria-label="${escaped(t('wechat:title'))}"><details>
<summary>${escaped(t('wechat:summary'))}</summary>
<div class="stack"><p>${escaped(t('wechat:works'))}</p><ul>${said.join('')}</ul>
<p><strong>${escaped(t('wechat:how'))}</strong></p>
<p><label for="wechat-link">${escaped(t('wechat:link'))}</label>
<input id="wechat-link" class="control" readonly value="${escaped(addressOf(url))}"></p>
<p class="row"><button type="button" class="button" id="wechat-copy" hidden>${escaped(t('wechat:copy'))}</button>
<span role="status" data-said="${escaped(t('wechat:copied'))}"></span></p></div>
</details></aside>`;
}

/**
 * Says to who reads in WeChat what does not work there, and how to go on in the phone's own browser. Every form works in
 * WeChat too; installing, saving files and often the location do not.
 */
export const wechat: Handle = async ({ event, resolve }) => {
  const { request, url } = event;
  const lang = langOfPath(url.pathname);
  if (!lang || !isWeChat(request.headers.get('user-agent'))) return resolve(event);
  const before = await note(lang, url);
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('<div class="app">', (app) => `${before}\n${app}`)
  });
};
