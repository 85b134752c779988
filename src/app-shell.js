// The one script that every page has, also those that need no other: it registers the worker of the offline shell, says
// that there is a newer version and how old a kept page is, and looks whether something on this phone was not sent yet. All
// words stand in the page, hidden until they are wanted.
const $ = (/** @type {string} */ id) => document.getElementById(id);
const show = (/** @type {string} */ id) => {
  const note = $(id);
  if (note) note.hidden = false;
  return note;
};

/** Work that nobody waits for comes in a task of its own, so that a slow phone answers in between. */
const later = (/** @type {() => void} */ work) => {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work);
};

// How the person wants to see pages is known to the server only; pages that come from the phone ask here.
const root = document.documentElement;
const keptAt = document.querySelector('meta[name="saved-at"]')?.getAttribute('content') ?? undefined;
const fromPhone = keptAt !== undefined || /^\/(zh|en)\/(offline|me\/outbox)(\/|$)/.test(location.pathname);
const display = () => {
  try {
    if (fromPhone) {
      const { theme = '', elder = '' } = JSON.parse(localStorage.getItem('display') ?? '{}');
      root.dataset.theme = theme;
      root.dataset.elder = elder;
    } else {
      const { theme = '', elder = '' } = root.dataset;
      if (theme || elder) localStorage.setItem('display', JSON.stringify({ theme, elder }));
      else localStorage.removeItem('display');
    }
  } catch {
    // A browser that keeps nothing shows the ordinary looks.
  }
};
if (fromPhone) display();
else later(display);

if (keptAt) {
  const note = show('saved-note');
  const at = new Date(keptAt);
  const when = Number.isNaN(at.getTime())
    ? ''
    : new Intl.DateTimeFormat(root.lang, {
        month: 'long',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: 'Asia/Shanghai'
      }).format(at);
  const place = note?.querySelector('time');
  if (place) {
    place.textContent = when;
    place.dateTime = keptAt;
  }
}

// What was written here and not sent yet is a matter of its own (src/unsent.js), fetched while there is any.
const unsentScript = '/unsent.js';
const unsent = () => {
  try {
    if (localStorage.getItem('unsent')) import(unsentScript).catch(() => undefined);
  } catch {
    // Nothing is kept, so nothing waits.
  }
};
later(unsent);
addEventListener('storage', unsent);
addEventListener('unsent', unsent);

// A page that was opened before an update may ask for a part that is no longer there: one full reload brings it up to date.
// Not more than one in a minute, so that a broken server does not make pages turn in circles.
const reloadOnce = () => {
  try {
    if (Date.now() - Number(sessionStorage.getItem('reloaded') ?? 0) < 60_000) return false;
    sessionStorage.setItem('reloaded', String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
};
addEventListener('vite:preloadError', (event) => {
  if (navigator.onLine && reloadOnce()) event.preventDefault();
});
addEventListener('unhandledrejection', ({ reason }) => {
  if (navigator.onLine && /dynamically imported module|module script failed/i.test(String(reason?.message)))
    reloadOnce();
});

// The browser offers to install the app; the button appears where it does.
/** @type {(Event & { prompt?: () => void }) | undefined} */
let offer;
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  offer = event;
  const button = show('install-button');
  button?.addEventListener('click', () => {
    offer?.prompt?.();
    button.hidden = true;
  });
});

const policies = /** @type {{ trustedTypes?: { createPolicy: Function } }} */ (globalThis).trustedTypes;

/** The address of the worker as the type that the browser demands; no other passes. */
const workerUrl = () => {
  const url = '/service-worker.js';
  const rules = {
    createScriptURL: (/** @type {string} */ text) => {
      if (text === url) return text;
      throw new TypeError('Trusted Types: script address refused');
    }
  };
  return policies?.createPolicy('app-shell-url', rules).createScriptURL(url) ?? url;
};

async function shell() {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  // Set by `npm run kill-switch`, which writes it before this script.
  if ('noShell' in globalThis) {
    for (const one of await serviceWorker.getRegistrations()) await one.unregister();
    return;
  }
  const registration = await serviceWorker.register(workerUrl(), {
    scope: '/',
    updateViaCache: 'none'
  });
  if (!registration) return;
  let asked = false;
  serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
  const offerUpdate = () => {
    // Without a controller this is the first installation, which is no news to anybody.
    if (!registration.waiting || !serviceWorker.controller) return;
    const button = show('update-note')?.querySelector('button');
    button?.addEventListener('click', () => {
      asked = true;
      button.disabled = true;
      registration.waiting?.postMessage({ type: 'SKIP_WAITING' });
    });
  };
  offerUpdate();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offerUpdate);
  });
  // An installed app may stay open for days.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && navigator.onLine) registration.update().catch(() => undefined);
  });
}

const start = () => shell().catch(() => undefined); // without a worker every page works as before
if (document.readyState === 'complete') later(start);
else addEventListener('load', () => later(start));
