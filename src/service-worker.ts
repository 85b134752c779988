/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
/**
 * The shell without a network. It answers GETs for pages and for the files of its own build, never a POST, and keeps
 * nothing private: no page that the server calls `no-store`, and no address with a key (docs/decisions/0009).
 * What waits to be sent lies in IndexedDB (`lib/offline/outbox`, docs/decisions/0014); a page asks the worker to send it,
 * and where the browser can, so does the network when it comes back.
 */
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NAME } from './lib/offline/database';
import * as mine from './lib/offline/mine';
import * as outbox from './lib/offline/outbox';
import { flush } from './lib/offline/outbox';
import { idOf } from './lib/offline/writes';
import { BY_HAND, instead, makeRoom, mayKeep, PAGES, SAVED_AT, stylesOf, withAge } from './lib/offline/savedPages';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

/** How long a page that is kept here is waited for, before the kept one is shown. Milliseconds. */
const PATIENCE = 8_000;

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

/** Files of the build that kept pages need. Their names are hashes of what is in them, so a kept one is never old. */
const ASSETS = 'assets-1';
const ASSETS_KEPT = 200;

const pathOf = (url: URL) => url.pathname.replace(/(.)\/$/, '$1');

async function keep(path: string, response: Response): Promise<void> {
  const headers = new Headers(response.headers);
  headers.set(SAVED_AT, new Date().toISOString());
  const html = await response.text();
  const pages = await caches.open(PAGES);
  // What somebody asked to be kept stays so when it is looked at again.
  if ((await pages.match(path))?.headers.has(BY_HAND)) headers.set(BY_HAND, '1');
  // Deleted first, so that the newest is the last of the keys and the oldest goes first.
  await pages.delete(path);
  await pages.put(path, new Response(html, { status: 200, headers }));
  await Promise.all(stylesOf(html).map(asset));
  await makeRoom(pages);
}

/** A file of the build: from this phone where it is here, else from the network, and then it is here. */
async function asset(path: string): Promise<Response> {
  const installed = await matchPrecache(path);
  if (installed) return installed;
  const assets = await caches.open(ASSETS);
  const kept = await assets.match(path);
  if (kept) return kept;
  const answer = await fetch(path);
  if (answer.ok) {
    await assets.put(path, answer.clone());
    const keys = await assets.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - ASSETS_KEPT))) await assets.delete(old);
  }
  return answer;
}

/** The emergency pages are kept from the first visit on. A network that fails here must not keep the rest from being installed. */
async function keepEmergency(): Promise<void> {
  for (const path of ['/zh/emergency', '/en/emergency'])
    try {
      const response = await fetch(path, { credentials: 'omit', cache: 'no-cache' });
      if (response.ok) await keep(path, response);
    } catch {
      // The page is kept when somebody opens it.
    }
}

/** What the report form offers, in both languages: fetched with the installation, and again while there is a network. */
const REFERENCE = 'reference-1';
const REFERENCES = ['/zh/reports/new/form.json', '/en/reports/new/form.json'];
const REFERENCE_AGE = 12 * 3_600_000; // milliseconds, before it is asked for without anybody opening the form
const REFERENCE_PATIENCE = 3_000;

async function freshReference(path: string): Promise<Response> {
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${answer.status} from ${path}`);
  const headers = new Headers(answer.headers);
  headers.set(SAVED_AT, new Date().toISOString());
  const kept = new Response(await answer.text(), { headers });
  await (await caches.open(REFERENCE)).put(path, kept.clone());
  return kept;
}

/** As the server has it now; what is here when it does not answer, or takes long. */
async function reference(path: string): Promise<Response> {
  const kept = await (await caches.open(REFERENCE)).match(path);
  const fresh = freshReference(path).catch(() => kept ?? Response.error());
  if (!kept) return fresh;
  return Promise.race([fresh, new Promise<Response>((resolve) => setTimeout(() => resolve(kept), REFERENCE_PATIENCE))]);
}

let referenceSeen = 0;
/** A worker may live for weeks, and what the form offers changes meanwhile. A failure is tried again with the next page. */
async function keepReference(): Promise<void> {
  if (Date.now() - referenceSeen < REFERENCE_AGE) return;
  referenceSeen = Date.now();
  try {
    const cache = await caches.open(REFERENCE);
    for (const path of REFERENCES) {
      const at = Date.parse((await cache.match(path))?.headers.get(SAVED_AT) ?? '');
      if (!(Date.now() - at < REFERENCE_AGE)) await freshReference(path);
    }
  } catch {
    referenceSeen = 0;
  }
}

async function saved(url: URL): Promise<Response | undefined> {
  const kept = await (await caches.open(PAGES)).match(pathOf(url) + url.search);
  return kept && withAge(kept);
}

/** Pages that are made with the app. */
const OWN = /^\/(zh|en)\/(offline|me\/outbox)(\/|$)/;

const offlinePage = async (url: URL) => (await matchPrecache(pathOf(url).slice(1))) ?? Response.error();

/** Whether it does the same work without a network, and does not only say that there is none. */
const isOwnPage = (path: string) => !/^\/(zh|en)\/offline(\?|$)/.test(path);

async function open(event: FetchEvent, url: URL): Promise<Response> {
  if (OWN.test(url.pathname)) return offlinePage(url);
  const kept = await saved(url);
  const answer = fetch(event.request);
  const late = new Promise<'late'>((resolve) => kept && setTimeout(() => resolve('late'), PATIENCE));
  try {
    const first = await Promise.race([answer, late]);
    if (first === 'late') {
      answer.catch(() => undefined);
      return kept!;
    }
    // The proxy is there and the app is not.
    const isAway = [502, 503, 504].includes(first.status);
    if (isAway && kept) return kept;
    if (isAway && isOwnPage(instead(url))) return Response.redirect(instead(url), 302);
    // What is not there any more is not shown again when the network is gone.
    if (kept && [404, 410].includes(first.status))
      event.waitUntil(caches.open(PAGES).then((pages) => pages.delete(pathOf(url) + url.search)));
    if (mayKeep(url, first)) event.waitUntil(keep(pathOf(url) + url.search, first.clone()));
    event.waitUntil(keepReference());
    return first;
  } catch {
    if (kept) return kept;
    // A page of its own, because the router of a page that has scripts reads the address.
    return Response.redirect(instead(url), 302);
  }
}

/** What the router asks for when it changes pages by itself. Without a network it is sent to the page that says so. */
async function data(event: FetchEvent, url: URL): Promise<Response> {
  try {
    return await fetch(event.request);
  } catch {
    const page = new URL(url);
    page.pathname = url.pathname.replace(/\/__data\.json$/, '');
    for (const name of [...page.searchParams.keys()])
      if (name.startsWith('x-sveltekit-')) page.searchParams.delete(name);
    return Response.json({ type: 'redirect', location: instead(page) });
  }
}

self.addEventListener('install', (event) => event.waitUntil(Promise.all([keepEmergency(), keepReference()])));

// The first worker takes care of the page that brought it, so that this page already works without a network.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** What a page without a bundle has to keep. Its answer says whether it is kept, and how many wait. */
async function keepForm({ data, ports }: ExtendableMessageEvent): Promise<void> {
  const given = data as Omit<outbox.New, 'id'>;
  try {
    await outbox.keep({ ...given, id: idOf(given.kind, given.fields), failed: true });
    const unsent = (await outbox.list()).filter(outbox.isUnsent).length;
    ports[0]?.postMessage({ kept: true, unsent });
    const { sync } = self.registration as { sync?: { register: (tag: string) => Promise<void> } };
    await sync?.register('outbox').catch(() => undefined);
  } catch {
    ports[0]?.postMessage({ kept: false });
  }
}

self.addEventListener('message', (event) => {
  const { type, ...said } = (event.data ?? {}) as { type?: string } & Partial<Omit<mine.Mine, 'at'>>;
  const { account = null, reports = [] } = said;
  // A page of one's own reports was seen; or somebody else is here now.
  if (type === 'MINE') event.waitUntil(mine.keep({ account, reports }).catch(() => undefined));
  if (type === 'ACCOUNT') event.waitUntil(mine.forgetUnless(account).catch(() => undefined));
  if (type === 'KEEP') event.waitUntil(keepForm(event));
  if (type === 'SETTLE') event.waitUntil(outbox.settle((event.data as { id: string }).id).catch(() => undefined));
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type === 'FLUSH') event.waitUntil(flush({ by: 'start' }).catch(() => undefined));
});

// A bonus of some browsers: they ask when the network is back, and again later when something is left.
addEventListener('sync', (event) => {
  const { tag, waitUntil } = event as ExtendableEvent & { tag: string };
  if (tag !== 'outbox') return;
  const sending = flush().then((sent) => {
    if (sent && sent.left > 0) throw new Error('Some of it still waits.');
  });
  waitUntil.call(event, sending);
});

let looked = false;
/**
 * Once for each start of the worker. A browser that was ended without a warning has lost the number that pages go by, because
 * it writes `localStorage` to the disk seconds later; what waits is on the disk all the same.
 */
async function lookOnce(): Promise<void> {
  if (looked) return;
  looked = true;
  // Not made here for somebody who never kept anything.
  const here = await indexedDB.databases?.();
  if (here?.some(({ name }) => name === NAME)) await flush({ by: 'start' });
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.waitUntil(lookOnce().catch(() => undefined));
  if (request.mode === 'navigate' && /^\/(zh|en)?(\/|$)/.test(url.pathname)) event.respondWith(open(event, url));
  else if (/^\/_app\/immutable\/assets\/[^/]+\.css$/.test(url.pathname)) event.respondWith(asset(url.pathname));
  else if (REFERENCES.includes(url.pathname)) event.respondWith(reference(url.pathname));
  else if (/^\/(zh|en)\/(.*\/)?__data\.json$/.test(url.pathname))
    event.respondWith(OWN.test(url.pathname) ? offlinePage(url) : data(event, url));
});
