import type { Handle, RequestEvent } from '@sveltejs/kit';
import { LRUCache } from 'lru-cache';
import { codingFor } from './compress.ts';
import { settings } from './env.ts';
import { languageCookie } from './lang.ts';

/** For how long an answer may be given again, in milliseconds. What a moderator hides is gone from it after as long. */
export const KEPT_FOR = 5_000;
const MOST_BYTES = 16 * 2 ** 20;
const LARGEST = 512 * 1024; // bytes of one answer; exports of everything are streamed and never kept

/**
 * Answers that are the same for everybody who asks the same. Each path was looked at: nothing in it is made for one
 * visitor (the id of a form), none looks at the visitor's address (a code that is looked up is throttled by it).
 */
const SAME_FOR_ALL =
  /^\/(?:(?:zh|en)(?:\/(?:reports|rates|open-data|blooms|nature))?|data\/(?:map\.json|reports\/changes|rates\.csv|places\.geojson)|feeds\/(?:reports|blooms)\.(?:zh|en)\.atom)$/;
const PERSONAL_QUERY = ['code'];
/** Cookies that everybody may have and that change nothing but the language that is remembered, and the looks. */
const HARMLESS = new Set(['lang', 'theme', 'elder']);

interface Kept {
  status: number;
  headers: [name: string, value: string][];
  body: Uint8Array<ArrayBuffer>;
}

/** What else of a request changes the page, said by whoever puts the steps together: the browser it is read in. */
type Variant = (request: Request) => string;
const NONE: Variant = () => '';

/** What an answer depends on, or null where it may depend on who asks. */
export function keyOf({ request, cookies, url, isDataRequest }: RequestEvent, variant = NONE): string | null {
  if (request.method !== 'GET' || isDataRequest || !SAME_FOR_ALL.test(url.pathname)) return null;
  if (PERSONAL_QUERY.some((name) => url.searchParams.has(name))) return null;
  if (['authorization', 'range'].some((name) => request.headers.has(name))) return null;
  if (cookies.getAll().some(({ name }) => !HARMLESS.has(name))) return null;
  const coding = codingFor(request.headers.get('accept-encoding') ?? '') ?? '';
  return [
    variant(request),
    coding,
    cookies.get('theme') ?? '',
    cookies.get('elder') ?? '',
    url.pathname + url.search
  ].join('\n');
}

/** The answer as it may be given to somebody else, or null: an error, something that sets a cookie, a page with a nonce. */
async function keep(response: Response): Promise<Kept | null> {
  const { headers } = response;
  if (response.status !== 200) return null;
  if (headers.getSetCookie().some((cookie) => !cookie.startsWith('lang='))) return null;
  if (headers.get('content-security-policy')?.includes("'nonce-")) return null;
  const length = Number(headers.get('content-length') ?? Infinity);
  if (length > LARGEST) return null;
  const body = new Uint8Array(await response.clone().arrayBuffer());
  const own = [...headers].filter(([name]) => name !== 'set-cookie' && name !== 'x-request-id');
  return { status: response.status, headers: own, body };
}

/** A kept answer to this very request: with its own number, and its own language to remember. */
function give(kept: Kept, event: RequestEvent): Response {
  const headers = new Headers(kept.headers);
  headers.set('x-request-id', event.locals.requestId);
  const language = languageCookie(event);
  if (language) headers.append('set-cookie', language);
  const tag = headers.get('etag');
  if (tag && event.request.headers.get('if-none-match') === tag) {
    for (const name of ['content-length', 'content-encoding', 'content-type']) headers.delete(name);
    return new Response(null, { status: 304, headers });
  }
  return new Response(kept.body, { status: kept.status, headers });
}

/**
 * A short memory for what every stranger asks: the same question within five seconds is answered from here, and a burst
 * asks the database once. Whatever is written through this server empties it at once; what another instance or the job
 * runner wrote is seen when the time is over. docs/decisions/0015-short-memory.md
 */
export function shortMemory(variant = NONE, now: () => number = () => performance.now()): Handle {
  const memory = new LRUCache<string, Kept>({
    max: 500,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ body }) => body.byteLength + 2_000,
    ttl: KEPT_FOR,
    ttlResolution: 0,
    perf: { now }
  });
  const flights = new Map<string, Promise<Kept | null>>();

  return async ({ event, resolve }) => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(event.request.method)) {
      try {
        return await resolve(event);
      } finally {
        // Also the answers that are being made: they may have been read before this was written.
        memory.clear();
        flights.clear();
      }
    }
    const key = keyOf(event, variant);
    if (key === null) return resolve(event);
    // Nothing may be awaited between this look and the flight's own beginning, or a burst would begin many.
    const underWay = memory.get(key) ?? flights.get(key);
    if (underWay) {
      const found = await underWay;
      return found ? give(found, event) : resolve(event);
    }

    const made = Promise.resolve(resolve(event));
    const flight = made.then(keep, () => null);
    flights.set(key, flight);
    const kept = await flight;
    // Taken away meanwhile: something was written, so nobody else may have this one.
    if (flights.get(key) === flight) {
      flights.delete(key);
      if (kept) memory.set(key, kept);
    }
    return made;
  };
}

/** Not in a demonstration: its clock can be moved by whoever tries it, and what follows must be seen at once. */
export function remember(variant: Variant): Handle {
  const memory = shortMemory(variant);
  return (input) => (settings().demo ? input.resolve(input.event) : memory(input));
}
