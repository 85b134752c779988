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
import * as outbox from './lib/offline/outbox';
import { flush } from './lib/offline/outbox';
import { idOf } from './lib/offline/writes';
import { langOf, mayKeep, PAGES, PAGES_KEPT, stylesOf, withAge } from './lib/offline/savedPages';

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
  headers.set('x-saved-at', new Date().toISOString());
  const html = await response.text();
  const pages = await caches.open(PAGES);
  // Deleted first, so that the newest is the last of the keys and the oldest goes first.
  await pages.delete(path);
  await pages.put(path, new Response(html, { status: 200, headers }));
  await Promise.all(stylesOf(html).map(asset));
  const keys = await pages.keys();
  const spare = keys.filter(({ url }) => !/^\/(zh|en)\/emergency$/.test(new URL(url).pathname));
  for (const old of spare.slice(0, Math.max(0, spare.length - PAGES_KEPT))) await pages.delete(old);
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

async function saved(url: URL): Promise<Response | undefined> {
  const kept = await (await caches.open(PAGES)).match(pathOf(url) + url.search);
  return kept && withAge(kept);
}

const offlinePage = async (url: URL) => (await matchPrecache(pathOf(url).slice(1))) ?? Response.error();

async function open(event: FetchEvent, url: URL): Promise<Response> {
  if (/^\/(zh|en)\/(offline|me\/outbox)(\/|$)/.test(url.pathname)) return offlinePage(url);
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
    if (kept && [502, 503, 504].includes(first.status)) return kept;
    if (mayKeep(url, first)) event.waitUntil(keep(pathOf(url) + url.search, first.clone()));
    return first;
  } catch {
    if (kept) return kept;
    // A page of its own, because the router of a page that has scripts reads the address.
    const to = mayKeep(url) ? `?to=${encodeURIComponent(url.pathname + url.search)}` : '';
    return Response.redirect(`/${langOf(url)}/offline${to}`, 302);
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
    const to = mayKeep(page) ? `?to=${encodeURIComponent(page.pathname + page.search)}` : '';
    return Response.json({ type: 'redirect', location: `/${langOf(url)}/offline${to}` });
  }
}

self.addEventListener('install', (event) => event.waitUntil(keepEmergency()));

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
  const type = (event.data as { type?: string } | null)?.type;
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
  else if (
    /^\/(zh|en)\/(.*\/)?__data\.json$/.test(url.pathname) &&
    !/^\/(zh|en)\/(offline|me\/outbox)\//.test(url.pathname)
  )
    event.respondWith(data(event, url));
});
