// Of pages without a bundle: a form that may wait (lib/offline/writes) is sent from here, and when the network is away the
// worker keeps what was typed on this phone. Without a worker the browser sends it as ever.
for (const mark of document.querySelectorAll('[data-outbox]')) {
  const form = mark.closest('form');
  const { outbox: kind, label, account } = mark.dataset;
  const notes = [...mark.querySelectorAll('[data-said]')];
  const say = (name) => {
    for (const note of notes) note.hidden = note.dataset.said !== name;
    notes.find((note) => !note.hidden)?.focus();
  };
  const keep = (worker, path, fields) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      const given = { kind, path, fields, label, account: account ? JSON.parse(account) : null };
      worker.postMessage({ type: 'KEEP', ...given }, [port2]);
    });
  // What the form would say is said by its page; what says nothing of the form is no answer.
  const judge = ({ status }, said) => {
    if (said.type === 'redirect') return 'done';
    const at = said.type === 'failure' ? said.status : status;
    return at < 400 || at === 401 || at === 408 || at === 425 || at === 429 || at >= 500 ? 'later' : 'look';
  };
  let busy = false;
  form.addEventListener('submit', async (event) => {
    const worker = navigator.serviceWorker?.controller;
    if (!worker) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const { pathname, search } = new URL(form.getAttribute('action'), location.href);
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    const headers = { accept: 'application/json', ...(account ? { 'x-written-by': JSON.parse(account).id } : {}) };
    let end = 'later';
    let said;
    try {
      const answer = await fetch(pathname + search, { method: 'POST', body: new FormData(form), headers, cache: 'no-store' });
      said = await answer.json();
      end = judge(answer, said);
    } catch {
      // No network, or a page that is not ours.
    }
    busy = false;
    if (end === 'look') return HTMLFormElement.prototype.submit.call(form);
    if (end === 'later') {
      const { kept, unsent } = await keep(worker, pathname + search, fields);
      if (kept) {
        localStorage.setItem('unsent', unsent);
        dispatchEvent(new Event('unsent'));
      }
      return say(kept ? 'kept' : 'not_kept');
    }
    // It may have waited here before, and was opened again.
    const id = fields.find(([name]) => name === (kind === 'move' ? 'write_id' : 'id'))?.[1];
    if (Number(localStorage.getItem('unsent')) > 0) worker.postMessage({ type: 'SETTLE', id });
    location.assign(said.location);
  });
}
