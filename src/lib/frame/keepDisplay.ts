/**
 * Changes colours or text size in place and keeps the choice in the background, so that nothing typed on the page is lost.
 * Without JavaScript the same form posts and comes back. Returns what was chosen.
 */
export function keepDisplay(event: SubmitEvent & { currentTarget: HTMLFormElement }): string {
  event.preventDefault();
  const body = new FormData(event.currentTarget, event.submitter);
  const root = document.documentElement;
  const theme = body.get('theme');
  const elder = body.get('elder');
  if (typeof theme === 'string') root.dataset.theme = theme;
  if (typeof elder === 'string') root.dataset.elder = elder;
  // When the network is away the choice holds for this page only, which is not worth a message.
  fetch(event.currentTarget.action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
  return String(theme ?? elder ?? '');
}
