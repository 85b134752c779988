// The pages of signing out and of "forget this phone": what is kept here is erased by script, because some browsers (WeChat's
// among them) do not know the header that asks for it. What was not sent yet is named first, and asked about.
const WEEK = 7 * 86_400_000; // milliseconds; older drafts are over
const PATIENCE = 3_000; // milliseconds; a browser that never answers must not keep anybody signed in

const answered = (/** @type {IDBRequest} */ request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The database of this phone as it is; null when there is none, and none is made by looking. */
function kept() {
  const opening = indexedDB.open('chaoyang');
  opening.onupgradeneeded = () => opening.transaction?.abort();
  return answered(opening).catch(() => null);
}

/** What would be lost: reports that are half written, and what waits to be sent. */
async function unsent() {
  const database = await kept();
  if (!database) return [];
  try {
    const all = async (/** @type {string} */ store) =>
      database.objectStoreNames.contains(store)
        ? answered(database.transaction(store).objectStore(store).getAll())
        : [];
    const waiting = (await all('outbox')).filter(
      (/** @type {{ state?: string }} */ { state }) => state !== 'sent' && state !== 'deleted'
    );
    const ids = new Set(waiting.map((/** @type {{ id: string }} */ { id }) => id));
    const drafts = (await all('drafts')).filter(
      (/** @type {{ id: string, changed_at: number }} */ { id, changed_at }) =>
        !ids.has(id) && Math.abs(Date.now() - changed_at) <= WEEK
    );
    return [
      ...waiting.map((/** @type {any} */ { label, written_at, photos }) => ({ label, at: written_at, photos })),
      ...drafts.map((/** @type {any} */ { typed, changed_at, photos }) => ({
        label: String(typed?.description || typed?.landmark || '').slice(0, 60),
        at: changed_at,
        photos
      }))
    ];
  } finally {
    database.close();
  }
}

async function forget() {
  const registrations = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  await Promise.allSettled(registrations.map((registration) => registration.unregister()));
  const names = 'caches' in globalThis ? await caches.keys() : [];
  await Promise.allSettled(names.map((name) => caches.delete(name)));
  await answered(indexedDB.deleteDatabase('chaoyang'));
}

async function wipe() {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  await Promise.race([forget().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

function name(/** @type {HTMLElement} */ note, /** @type {{ label: string, at: number, photos?: unknown[] }} */ thing) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Shanghai'
  }).format(new Date(thing.at));
  const photos = thing.photos?.length ? ` · ${(note.dataset.photos ?? '').replace('9', String(thing.photos.length))}` : '';
  const line = document.createElement('li');
  line.textContent = `${thing.label || note.dataset.unnamed} · ${when}${photos}`;
  return line;
}

/** Looks after the forms of this page; twice is as good as once. */
export function start() {
  for (const note of document.querySelectorAll('[data-forget]')) {
    const form = note.closest('form');
    if (!(note instanceof HTMLElement) || !form || form.dataset.forgets) continue;
    form.dataset.forgets = '1';
    unsent()
      .then((things) => {
        if (things.length === 0) return;
        note.querySelector('ul')?.replaceChildren(...things.map((thing) => name(note, thing)));
        note.hidden = false;
        const box = note.querySelector('input');
        if (box) box.disabled = false;
      })
      .catch(() => undefined);
    form.addEventListener('submit', (event) => {
      if (!navigator.onLine) return; // nobody would be signed out, and everything would be gone
      event.preventDefault();
      wipe().then(() => form.submit());
    });
  }
}
start();
