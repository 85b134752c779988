import { expect, test, signInByForm } from './support/test.ts';
import { ask, carried, sessionOf, type Answer, type Ask } from './support/http.ts';

const address = () => `2001:db8:e::${Math.floor(Math.random() * 65535).toString(16)}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const credentials = new URLSearchParams({ email: 'resident@demo.test', password: 'chaoyang-demo' }).toString();

/** One request for each kind of answer that the app gives, in its own words. */
const kinds = (origin: string): Record<string, [status: number, Ask]> => ({
  'a page': [200, { path: '/zh' }],
  'a page with a form': [200, { path: '/en/reports/new' }],
  'the way to a language': [307, { path: '/' }],
  'a page that is not there': [404, { path: '/zh/nothing-here' }],
  'an address without language': [404, { path: '/nothing' }],
  'a report that is not there': [404, { path: '/en/reports/00000000-0000-4000-8000-000000000000' }],
  'a method that is not there': [405, { path: '/en/about', method: 'PUT', headers: { origin } }],
  'a page that takes no form': [
    405,
    { path: '/zh/emergency', method: 'POST', headers: { origin, ...form }, body: 'a=1' }
  ],
  'a foreign form': [
    403,
    { path: '/en/sign-in', method: 'POST', headers: { origin: 'https://evil.example', ...form }, body: credentials }
  ],
  'a refused form as JSON': [
    200,
    { path: '/zh/sign-in', method: 'POST', headers: { origin, accept: 'application/json', ...form }, body: 'email=x' }
  ],
  'a refused form as a page': [
    400,
    { path: '/zh/sign-in', method: 'POST', headers: { origin, accept: 'text/html', ...form }, body: 'email=x' }
  ],
  'a form that nobody can read': [
    400,
    {
      path: '/zh/sign-in',
      method: 'POST',
      headers: { origin, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nCo'
    }
  ],
  'somebody else’s page': [303, { path: '/zh/me/inbox' }],
  health: [200, { path: '/healthz' }],
  readiness: [200, { path: '/readyz' }]
});

const get = ({ headers }: Answer, name: string) => String(headers[name] ?? '');
const directives = (answer: Answer) => {
  const policy = get(answer, 'content-security-policy');
  return new Map(
    policy.split(';').map((part): [string, string[]] => {
      const [name = '', ...values] = part.trim().split(/\s+/);
      return [name, values];
    })
  );
};

test('a program that uses an address wrongly gets a code', async ({ baseURL: origin }) => {
  const said = async (path: string, method: string, type: string) => {
    const headers = { origin: origin!, accept: 'application/json', 'content-type': type, 'x-test-address': address() };
    const { status, text } = await ask(origin!, { path, method, headers, body: '{}' });
    const body = JSON.parse(text) as { code?: string; error?: { code?: string } };
    return [status, body.code ?? body.error?.code];
  };
  expect(await said('/en/about', 'PUT', 'text/plain')).toEqual([405, 'wrong_method']);
  expect(await said('/zh/emergency', 'POST', form['content-type'])).toEqual([405, 'wrong_method']);
  expect(await said('/zh/sign-in', 'POST', 'application/json')).toEqual([415, 'wrong_content_type']);
});

test('every kind of answer carries the headers that protect its reader', async ({ baseURL }) => {
  for (const [kind, [status, request]] of Object.entries(kinds(baseURL!))) {
    const answer = await ask(baseURL!, { ...request, headers: { 'x-test-address': address(), ...request.headers } });
    expect.soft(answer.status, kind).toBe(status);
    expect.soft(get(answer, 'x-content-type-options'), kind).toBe('nosniff');
    expect.soft(get(answer, 'referrer-policy'), kind).toMatch(/^(same-origin|no-referrer)$/);
    expect.soft(get(answer, 'cross-origin-opener-policy'), kind).toBe('same-origin');
    expect.soft(get(answer, 'cross-origin-resource-policy'), kind).toBe('same-origin');
    expect.soft(get(answer, 'x-frame-options'), kind).toBe('DENY');
    expect.soft(get(answer, 'permissions-policy'), kind).toContain('microphone=()');
    expect.soft(get(answer, 'cache-control'), kind).not.toMatch(/public|s-maxage/);
    expect.soft(get(answer, 'x-powered-by') + get(answer, 'server'), `${kind} does not say what runs here`).toBe('');
    const policy = directives(answer);
    const text = get(answer, 'content-security-policy');
    expect.soft(policy.get('default-src'), `${kind}: ${text}`).toEqual(["'none'"]);
    expect.soft(policy.get('frame-ancestors'), kind).toEqual(["'none'"]);
    expect.soft(policy.get('base-uri'), kind).toEqual(["'none'"]);
    expect.soft(text, kind).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
    if (/<script/.test(answer.text)) {
      expect.soft(policy.get('require-trusted-types-for'), kind).toEqual(["'script'"]);
      expect.soft(policy.get('object-src'), kind).toEqual(["'none'"]);
      expect.soft(policy.get('form-action'), kind).toEqual(["'self'"]);
      expect.soft(policy.get('script-src')?.join(' '), kind).toMatch(/^'self'( 'nonce-[\w+/=]+')?$/);
    }
  }
});

test('a nonce is used once', async ({ baseURL }) => {
  const nonce = async () =>
    /'nonce-([^']+)'/.exec(get(await ask(baseURL!, { path: '/en/reports/new' }), 'content-security-policy'))?.[1];
  const [one, two] = [await nonce(), await nonce()];
  expect(one).toBeTruthy();
  expect(one).not.toBe(two);
});

test('a form from another site is refused in the reader’s language, and nothing happens', async ({ baseURL }) => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: `${baseURL}.evil.example` },
    { origin: baseURL!.replace(/:\d+$/, ':1') },
    { cookie: 'theme=dark' }
  ];
  for (const lang of ['zh', 'en'])
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/plain', ''])
      for (const headers of foreign) {
        const answer = await ask(baseURL!, {
          path: `/${lang}/sign-in`,
          method: 'POST',
          headers: { 'x-test-address': address(), ...(type && { 'content-type': type }), ...headers },
          body: credentials
        });
        const tale = `${lang} ${type} ${JSON.stringify(headers)}`;
        expect(answer.status, tale).toBe(403);
        expect(answer.text, tale).toContain(lang === 'zh' ? '这次提交没有被接受' : 'This was not accepted');
        expect(answer.cookies.join(), tale).not.toContain('session');
      }
});

test('the same form from this site signs in', async ({ baseURL }) => {
  expect(await sessionOf(baseURL!, 'resident', address())).toContain('session');
});

const away = [
  '//evil.example',
  '///evil.example',
  '////evil.example',
  'https://evil.example',
  'http:evil.example',
  'https:/evil.example',
  'HTTPS://evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '\\/evil.example',
  '/%5cevil.example',
  '/%2fevil.example',
  '/zh//evil.example',
  '/zh/..//evil.example',
  '/zh/../..//evil.example',
  '/zh/%2e%2e//evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/\n/evil.example',
  '\r\n//evil.example',
  '/%09/evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '/zh\r\nLocation: https://evil.example',
  '/zh%0d%0aSet-Cookie:a=b',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'https://localhost@evil.example',
  '//localhost@evil.example',
  '/@evil.example',
  '@evil.example',
  'evil.example',
  '.evil.example',
  '//evil.example/%2f..',
  '//evil%E3%80%82example',
  '//ⓔvil.example',
  '/／evil.example',
  '／／evil.example',
  '/zh/／evil.example',
  '//[::1]:1/',
  '//2130706433',
  '//0x7f000001',
  '/;@evil.example',
  '/.evil.example',
  '/zh.evil.example',
  '/zh@evil.example',
  '/fr/me',
  '/zhx',
  '/?next=//evil.example',
  '?next=//evil.example',
  '#//evil.example',
  '/zh/sign-out',
  '/zh/sign-in',
  '/en/sign-in?next=//evil.example',
  'blob:https://evil.example/x',
  'file:///etc/passwd',
  'ftp://evil.example',
  'ws://evil.example',
  '//evil.example:443',
  '//evil.example?/zh',
  '//evil.example#/zh',
  'https://evil.example/zh/me',
  'http://localhost.evil.example/',
  '\u0000//evil.example',
  '/\u0000/evil.example',
  '\u202e//evil.example',
  '/\u200b/evil.example',
  '/zh/\\evil.example',
  '/zh/%5c%5cevil.example',
  '%2f%2fevil.example',
  '%68ttps://evil.example',
  '/..//evil.example',
  '/./ /evil.example',
  '',
  ' ',
  '/',
  '//',
  '///',
  '\\',
  'null',
  'undefined',
  '__proto__'
];

test(`no address leads away from here (${away.length} tries each)`, async ({ baseURL }) => {
  const here = new URL(baseURL!);
  const stays = (answer: Answer, tale: string) => {
    expect(answer.status, tale).toBeLessThan(500);
    expect(Object.keys(answer.headers), tale).not.toContain('a');
    const to = answer.headers.location;
    if (to === undefined) return;
    expect(new URL(to, baseURL).origin, `${tale} leads to ${to}`).toBe(here.origin);
    expect(to, tale).not.toMatch(/^\/[/\\]|[\r\n]/);
  };
  const cookie = await sessionOf(baseURL!, 'resident', address());
  for (const wish of away) {
    const query = new URLSearchParams({ next: wish }).toString();
    stays(
      await ask(baseURL!, { path: `/zh/sign-in?${query}`, headers: { cookie, 'x-test-address': address() } }),
      `next=${wish} when signed in`
    );
    stays(
      await ask(baseURL!, { path: `/zh/sign-up?${query}`, headers: { cookie, 'x-test-address': address() } }),
      `sign-up next=${wish}`
    );
    const back = new URLSearchParams({ theme: 'dark', back: wish }).toString();
    stays(
      await ask(baseURL!, { path: '/zh/display', method: 'POST', headers: { origin: baseURL!, ...form }, body: back }),
      `back=${wish}`
    );
  }
  for (const path of [
    '//evil.example',
    '//evil.example/zh',
    '/\\evil.example',
    '/zh//evil.example',
    '/?x=//evil.example',
    '/%2f%2fevil.example'
  ])
    for (const headers of [
      {},
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    ])
      stays(await ask(baseURL!, { path, headers }), `${path} ${JSON.stringify(headers)}`);
});

test('the Host that somebody claims is written nowhere', async ({ baseURL }) => {
  for (const headers of [
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example' },
    { forwarded: 'host=evil.example' }
  ])
    for (const path of ['/zh', '/en/sign-in', '/zh/reports/new', '/en/nothing', '/zh/me/inbox']) {
      const answer = await ask(baseURL!, { path, headers });
      expect(answer.text + JSON.stringify(answer.headers), `${path} ${JSON.stringify(headers)}`).not.toContain(
        'evil.example'
      );
    }
});

test('cookies are kept from scripts and from other sites', async ({ baseURL }) => {
  const signedIn = await ask(baseURL!, {
    path: '/zh/sign-in',
    method: 'POST',
    headers: { origin: baseURL!, 'x-test-address': address(), ...form },
    body: credentials
  });
  const lang = await ask(baseURL!, { path: '/en', headers: { accept: 'text/html' } });
  const guest = await ask(baseURL!, { path: `/zh/reports/00000000-0000-4000-8000-000000000000?key=${'a'.repeat(32)}` });
  const display = await ask(baseURL!, {
    path: '/zh/display',
    method: 'POST',
    headers: { origin: baseURL!, ...form },
    body: 'theme=dark&elder=1'
  });
  const set = [signedIn, lang, guest, display].flatMap(({ cookies }) => cookies);
  expect(
    set
      .map((line) => line.split('=')[0])
      .sort()
      .join()
  ).toMatch(/elder.*guest.*lang.*session.*theme/);
  for (const line of set) {
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=(Lax|Strict)/i);
    expect(line).toMatch(/; Path=\//i);
    expect(line).not.toMatch(/; Domain=/i);
  }
});

test('what is somebody’s own is kept by no cache', async ({ baseURL }) => {
  const cookie = await sessionOf(baseURL!, 'moderator', address());
  for (const path of [
    '/zh',
    '/zh/me',
    '/zh/me/inbox',
    '/zh/me/data',
    '/zh/console',
    '/zh/console/queues/screen',
    '/zh/reports',
    '/zh/nothing-here'
  ]) {
    const answer = await ask(baseURL!, { path, headers: { cookie } });
    expect.soft(get(answer, 'cache-control'), path).toBe('private, no-store');
  }
  const guest = `guest=00000000-0000-4000-8000-000000000000=${'a'.repeat(32)}`;
  for (const path of ['/zh', '/zh/me', '/zh/reports', '/zh/reports/new'])
    expect
      .soft(get(await ask(baseURL!, { path, headers: { cookie: guest } }), 'cache-control'), path)
      .toBe('private, no-store');
});

test('a session that is no session ends at once, and the page is there all the same', async ({ baseURL }) => {
  const real = await sessionOf(baseURL!, 'resident', address());
  const [name, value = ''] = real.split(/=(.*)/s);
  const session = JSON.parse(Buffer.from(value.replace(/^base64-/, ''), 'base64url').toString()) as Record<
    string,
    unknown
  >;
  const [head = '', body = '', sign = ''] = String(session.access_token).split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const part = (what: object) => Buffer.from(JSON.stringify(what)).toString('base64url');
  const forged = {
    'without a signature': `${part({ ...json(head), alg: 'none' })}.${body}.`,
    'of another person': `${head}.${part({ ...json(body), sub: '00000000-0000-4000-8000-000000000001' })}.${sign}`,
    'with the role of the service': `${head}.${part({ ...json(body), role: 'service_role' })}.${sign}`,
    'for another audience': `${head}.${part({ ...json(body), aud: 'elsewhere' })}.${sign}`,
    'that ended': `${head}.${part({ ...json(body), exp: 1 })}.${sign}`,
    'with another signature': `${head}.${body}.${'A'.repeat(sign.length)}`,
    'that is a list': ['not', 'a', 'token']
  };
  expect((await ask(baseURL!, { path: '/zh/me/data', headers: { cookie: real } })).status, 'the real one').toBe(200);
  for (const [what, access_token] of Object.entries(forged)) {
    const cookie = `${name}=base64-${part({ ...session, access_token, refresh_token: 'none', expires_at: 4e9 })}`;
    const open = await ask(baseURL!, { path: '/zh', headers: { cookie } });
    expect(open.status, `the start page with a session ${what}`).toBe(200);
    expect(open.cookies.join(), `a session ${what} is taken away`).toMatch(new RegExp(`${name}=;.*Max-Age=0`, 'i'));
    const own = await ask(baseURL!, { path: '/zh/me/data', headers: { cookie } });
    expect(own.status, `an own page with a session ${what}`).toBe(303);
    expect((await ask(baseURL!, { path: '/zh/console', headers: { cookie } })).status, what).toBeGreaterThanOrEqual(
      300
    );
  }
});

test('who signs out is out, with the old cookie too', async ({ baseURL }) => {
  const cookie = await sessionOf(baseURL!, 'organizer', address());
  const out = await ask(baseURL!, {
    path: '/zh/sign-out',
    method: 'POST',
    headers: { cookie, origin: baseURL!, ...form },
    body: ''
  });
  expect(out.status).toBe(303);
  expect(carried(out.cookies)).toMatch(/session=(;|$)/);
  expect((await ask(baseURL!, { path: '/zh/me/data', headers: { cookie } })).status).toBe(303);
});

test('a wrong password and an unknown address are answered alike', async ({ baseURL }) => {
  const attempt = async (email: string) => {
    const answer = await ask(baseURL!, {
      path: '/en/sign-in',
      method: 'POST',
      headers: { origin: baseURL!, 'x-test-address': address(), accept: 'application/json', ...form },
      body: new URLSearchParams({ email, password: 'wrong-password-1' }).toString()
    });
    return answer.text.replaceAll(email, 'EMAIL');
  };
  expect(await attempt('resident@demo.test')).toBe(await attempt('nobody-at-all@demo.test'));
});

test('after signing in no token lies where a script could read it', async ({ page, context }) => {
  await signInByForm(page, 'resident');
  for (const path of ['/zh/me', '/zh', '/zh/reports/new']) {
    await page.goto(path);
    const readable = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const kept = await Promise.all(
        databases.map(
          ({ name }) =>
            new Promise<unknown>((resolve) => {
              const opening = indexedDB.open(name!);
              opening.onerror = () => resolve(null);
              opening.onsuccess = () => {
                const stores = [...opening.result.objectStoreNames];
                if (!stores.length) return resolve([]);
                const all = opening.result.transaction(stores);
                const found: unknown[] = [];
                for (const store of stores)
                  all.objectStore(store).getAll().onsuccess = (e) => found.push((e.target as IDBRequest).result);
                all.oncomplete = () => resolve(found);
              };
            })
        )
      );
      const cached = await Promise.all(
        (await caches.keys()).map(async (name) =>
          (await (await caches.open(name)).keys()).map((request) => request.url)
        )
      );
      return JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        location.href,
        kept,
        cached,
        document.documentElement.outerHTML
      ]);
    });
    expect(readable, path).not.toMatch(/eyJ[\w-]{10,}\.|base64-|refresh_token|access_token/);
  }
  const session = (await context.cookies()).filter(({ name }) => /session/.test(name));
  expect(session.length).toBeGreaterThan(0);
  for (const { httpOnly, sameSite } of session) expect([httpOnly, sameSite]).toEqual([true, 'Lax']);
});

test('files of the app are served with their kind', async ({ page, baseURL }) => {
  await page.goto('/en/reports/new');
  const files = await page.$$eval('link[rel=stylesheet], link[rel=modulepreload], script[src]', (all) =>
    all.map((e) => e.getAttribute('href') ?? e.getAttribute('src') ?? '')
  );
  expect(files.length).toBeGreaterThan(0);
  for (const file of [...new Set(files)].slice(0, 4)) {
    const answer = await ask(baseURL!, { path: new URL(file, page.url()).pathname });
    expect(answer.status, file).toBe(200);
    expect(get(answer, 'content-type'), file).toMatch(/^text\/(css|javascript)/);
  }
  for (const path of [
    '/.env',
    '/package.json',
    '/keys.json',
    '/.data/keys.json',
    '/../package.json',
    '/%2e%2e/package.json',
    '/_app/../../package.json',
    '/build/index.js',
    '/src/app.html',
    '/supabase/migrations',
    '/rest/v1/units',
    '/auth/v1/health',
    '/storage/v1/bucket'
  ])
    expect((await ask(baseURL!, { path })).status, path).toBeGreaterThanOrEqual(400);
});
