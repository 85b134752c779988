// The pages of a route have no other script. It keeps them on this phone when asked, and on the page that goes from stop to stop it
// shows one at a time and says how far it is. The position stays in this page: it is sent to nobody and kept nowhere.
const keep = document.querySelector('#keep-route');

// The same cache as src/lib/offline/savedPages.ts; a test compares the names.
const PAGES = 'pages-1';

if (keep instanceof HTMLElement && 'caches' in globalThis && 'serviceWorker' in navigator) {
  const said = keep.querySelector('[role=status]');
  const say = (what) => {
    if (said instanceof HTMLElement) said.textContent = keep.dataset[what] ?? said.dataset[what] ?? '';
  };
  keep.hidden = false;
  keep.querySelector('button')?.addEventListener('click', async () => {
    say('busy');
    try {
      const worker = await Promise.race([
        navigator.serviceWorker.ready,
        new Promise((_, reject) => setTimeout(() => reject(new Error('no worker')), 10_000))
      ]);
      if (!worker.active) throw new Error('no worker');
      const pages = await caches.open(PAGES);
      for (const path of (keep.dataset.paths ?? '').split(' ')) {
        const answer = await fetch(path, { cache: 'no-cache' });
        const html = await answer.text();
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        // Its styles, by way of the worker, which then has them.
        const styles = [...html.matchAll(/href="([^"]+\.css)"/g)].map(([, href]) => new URL(href, answer.url));
        await Promise.all(styles.map((url) => fetch(url)));
        const headers = new Headers(answer.headers);
        headers.set('x-saved-at', new Date().toISOString());
        headers.set('x-kept-by-hand', '1'); // no other page pushes it out
        await pages.delete(path);
        await pages.put(path, new Response(html, { status: 200, headers }));
      }
      say('done');
    } catch {
      say('failed');
    }
  });
} else keep?.remove();

const follow = document.querySelector('#follow');

if (follow instanceof HTMLElement) {
  const stops = [...follow.querySelectorAll('li')];
  const tools = follow.querySelector('#follow-tools');
  const words = tools instanceof HTMLElement ? tools.dataset : {};
  /** Where the person stands; undefined until they ask. */
  let here;
  let watch;
  const current = () => stops.find((stop) => `#${stop.id}` === location.hash) ?? stops[0];

  const distanceTo = ({ lat, lng }) => {
    const radians = Math.PI / 180;
    const h =
      Math.sin(((lat - here.latitude) * radians) / 2) ** 2 +
      Math.cos(here.latitude * radians) *
        Math.cos(lat * radians) *
        Math.sin(((lng - here.longitude) * radians) / 2) ** 2;
    return 2 * 6_371_000 * Math.asin(Math.sqrt(h));
  };
  /** No finer than both ends are known: 50 m, or 500 m for a stop that is only about there. */
  const far = (stop) => {
    if (!stop.dataset.lat || !stop.dataset.lng) return words.nowhere ?? '';
    const rough = 'rough' in stop.dataset;
    const step = rough ? 500 : here.accuracy > 100 ? 200 : 50;
    const metres = distanceTo({ lat: Number(stop.dataset.lat), lng: Number(stop.dataset.lng) });
    const shown = Math.max(step, Math.round(metres / step) * step);
    const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    const distance =
      shown < 1000
        ? (words.metres ?? '').replace('%', number.format(shown))
        : (words.kilometres ?? '').replace('%', number.format(shown / 1000));
    const sentence = ((metres <= step ? words.here : words.away) ?? '').replace('%', distance);
    return rough ? `${sentence} ${words.rough ?? ''}` : sentence;
  };
  const say = (text) => {
    const place = current()?.querySelector('.far');
    if (place && place.textContent !== text) place.textContent = text;
  };
  const show = () => {
    for (const stop of stops) stop.classList.toggle('here', stop === current());
    if (here) say(far(current()));
  };
  const stopWatching = () => {
    if (watch !== undefined) navigator.geolocation.clearWatch(watch);
    watch = here = undefined;
    for (const stop of stops) stop.querySelector('.far')?.replaceChildren();
  };

  follow.classList.add('one-by-one');
  show();
  addEventListener('hashchange', () => {
    show();
    current()?.focus({ preventScroll: true });
    current()?.scrollIntoView({ block: 'start' });
  });

  if (tools instanceof HTMLElement && 'geolocation' in navigator && stops.some((stop) => stop.dataset.lat)) {
    tools.hidden = false;
    const button = tools.querySelector('[data-do=near]');
    const label = button?.querySelector('span');
    const press = (isOn) => {
      button?.setAttribute('aria-pressed', String(isOn));
      if (label instanceof HTMLElement) label.textContent = label.dataset[isOn ? 'on' : 'off'] ?? '';
    };
    button?.addEventListener('click', () => {
      if (watch !== undefined) {
        stopWatching();
        press(false);
        return;
      }
      press(true);
      say(words.busy ?? '');
      watch = navigator.geolocation.watchPosition(
        ({ coords }) => {
          here = coords;
          show();
        },
        ({ code, PERMISSION_DENIED }) => {
          stopWatching();
          press(false);
          say((code === PERMISSION_DENIED ? words.denied : words.failed) ?? '');
        },
        { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 }
      );
    });
  }
}
