// "My reports" has no other script: gives the list to the worker, which keeps it on this phone, so that it can be read without
// a network (src/lib/offline/mine.ts). Where there is no worker nothing is kept.
export async function start() {
  const list = document.querySelector('[data-mine]');
  if (!(list instanceof HTMLElement) || !('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'MINE', ...JSON.parse(list.dataset.mine ?? '{}') });
}
start().catch(() => undefined);
