// Readers in WeChat copy the address of the page that they are on now, to open it in the phone's own browser.
const link = document.querySelector('#wechat-link');
const button = document.querySelector('#wechat-copy');
const said = document.querySelector('#wechat [role=status]');

if (link instanceof HTMLInputElement && button instanceof HTMLElement) {
  const here = () => {
    const url = new URL(location.href);
    url.searchParams.delete('key');
    link.value = url.href;
  };
  button.hidden = false;
  document.querySelector('#wechat details')?.addEventListener('toggle', here);
  link.addEventListener('focus', () => {
    here();
    link.select();
  });
  button.addEventListener('click', async () => {
    here();
    try {
      await navigator.clipboard.writeText(link.value);
    } catch {
      // Old WeChat has no clipboard: selected, so that the person can copy it.
      link.focus();
      if (!document.execCommand('copy')) return;
    }
    if (said instanceof HTMLElement) said.textContent = said.dataset.said ?? '';
  });
}
