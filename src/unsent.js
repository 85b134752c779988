// Of every page while something on this phone waits to be sent: shows how many (`[data-unsent]`), and asks the worker to send
// them now, when the network is back and when the page is looked at again. The outbox counts them (lib/offline/outbox).
const count = () => Number(localStorage.getItem('unsent') ?? 0);

const badge = () => {
  for (const mark of document.querySelectorAll('[data-unsent]')) {
    mark.toggleAttribute('hidden', !(count() > 0));
    const number = mark.querySelector('[data-count]');
    if (number) number.textContent = String(count());
  }
};
badge();
addEventListener('storage', ({ key }) => key === 'unsent' && badge());
addEventListener('unsent', badge);

if ('BroadcastChannel' in window)
  // The worker has no such place to write the number down itself.
  new BroadcastChannel('outbox').onmessage = ({ data }) => {
    if (data.unsent > 0) localStorage.setItem('unsent', data.unsent);
    else localStorage.removeItem('unsent');
    badge();
  };

const send = () => {
  if (count() > 0 && navigator.onLine && document.visibilityState === 'visible')
    navigator.serviceWorker?.controller?.postMessage({ type: 'FLUSH' });
};
send();
addEventListener('online', send);
document.addEventListener('visibilitychange', send);
// The first worker takes care of the page a little later.
navigator.serviceWorker?.addEventListener('controllerchange', send);
