import type { Cookies, RequestEvent } from '@sveltejs/kit';

/** Cookies that remember what was set, for tests. */
export function testCookies(start: Record<string, string> = {}): Cookies & { jar: Map<string, string> } {
  const jar = new Map(Object.entries(start));
  return {
    jar,
    get: (name) => jar.get(name),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name, value) => void jar.set(name, value),
    delete: (name) => void jar.delete(name),
    serialize: (name, value) => `${name}=${value}`
  };
}

/** What a step of `handle` looks at, for tests. */
export function testEvent(request: Request, cookies = testCookies()): RequestEvent {
  const parts = {
    request,
    cookies,
    url: new URL(request.url),
    locals: { lang: 'zh', guestKeys: {}, user: null },
    isDataRequest: false
  };
  return parts as unknown as RequestEvent;
}
