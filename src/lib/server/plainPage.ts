/** A page made without Svelte, for answers that come before or instead of it. Takes text only; markup is escaped. */
export function plainPage(lang: App.Locals['lang'], title: string, text: string, link: string): string {
  const escaped = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<main><h1>${escaped(title)}</h1><p>${escaped(text)}</p><p><a href="/${lang}">${escaped(link)}</a></p></main>
</html>`;
}
