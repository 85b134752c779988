// The report page has no other script: shows the buttons that need one, copies the private link, prints the page.
const link = document.querySelector('#private-link');
const tools = document.querySelector('#keep-link-tools');

if (link instanceof HTMLInputElement && tools instanceof HTMLElement) {
  const said = tools.querySelector('[role=status]');
  tools.hidden = false;
  link.addEventListener('focus', () => link.select());
  tools.querySelector('[data-do=print]')?.addEventListener('click', () => print());
  tools.querySelector('[data-do=copy]')?.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(link.value);
    } catch {
      // No permission, or an old browser: selected, so that the person can copy it.
      link.focus();
      if (!document.execCommand('copy')) return;
    }
    if (said instanceof HTMLElement) said.textContent = said.dataset.said ?? '';
  });
}
