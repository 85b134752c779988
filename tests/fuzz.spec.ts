import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { fuzzRuns, fuzzSeeds, hostileText, insides } from './support/hostile.ts';
import { ask, routes, sessionOf, type Answer, type Ask } from './support/http.ts';

const root = path.resolve(import.meta.dirname, '..');
const address = () => `2001:db8:f::${Math.floor(Math.random() * 65535).toString(16)}`;

/** Every name that a field of a form has somewhere: what an action reads is among them. */
const fields = [
  ...new Set(
    readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(svelte|ts)$/.test(file))
      .flatMap((file) => [
        ...readFileSync(path.join(root, 'src', file), 'utf8').matchAll(/\bname="([a-z_]+)"|\.get\('([a-z_]+)'\)/g)
      ])
      .map(([, inMarkup, inCode]) => (inMarkup ?? inCode)!)
  )
].sort();

const tokens = (real: string) => {
  const [name, value = ''] = real.split(/=(.*)/s);
  const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from(
    JSON.stringify({
      sub: '00000000-0000-4000-8000-000000000000',
      role: 'service_role',
      aud: 'authenticated',
      exp: 4e9
    })
  ).toString('base64url')}.`;
  const session = {
    access_token: unsigned,
    refresh_token: 'x',
    token_type: 'bearer',
    expires_in: 3600,
    expires_at: 4e9,
    user: { id: 'x' }
  };
  const encoded = (what: unknown) => `session=base64-${Buffer.from(JSON.stringify(what)).toString('base64url')}`;
  return [
    'session=',
    'session=x',
    'session=base64-%%%',
    'session=base64-bnVsbA',
    'session.0=base64-eyJ; session.1=zzz',
    `${name}=${value.slice(0, -9)}AAAAAAAAA`,
    encoded(session),
    encoded({ ...session, access_token: 'a.b.c', expires_at: 1 }),
    encoded({ ...session, access_token: ['not', 'a', 'string'] }),
    'guest=x; lang=fr; theme=<script>; elder=\\"',
    'guest=00000000-0000-4000-8000-000000000000=' + 'a'.repeat(32),
    `guest=${('b'.repeat(40) + '.').repeat(90)}`
  ];
};

interface Case extends Ask {
  lang: 'zh' | 'en';
}

function cases(origin: string, sessions: string[], ids: string[]): fc.Arbitrary<Case> {
  const short = hostileText.filter((text) => text.length < 3000);
  const inHeader = short.map((text) => text.replace(/[^\t\x20-\x7e]/g, '?'));
  const part = (matcher: string): fc.Arbitrary<string> =>
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(...(/id/.test(matcher) ? ids : ['screen', 'in_hand', 'all_open', 'nothing']))
      },
      { weight: 1, arbitrary: short.map((text) => encodeURIComponent(text.toWellFormed()) || 'x') }
    );
  const body = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          fc.array(fc.tuple(fc.constantFrom(...fields), hostileText), { maxLength: 8 }),
          fc.constantFrom('url', 'multipart')
        )
        .map(([pairs, kind]) => {
          if (kind === 'url')
            return {
              type: 'application/x-www-form-urlencoded',
              text: new URLSearchParams(pairs.map(([k, v]) => [k, v.toWellFormed()])).toString()
            };
          const parts = pairs.map(
            ([k, v]) => `--b\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v.toWellFormed()}\r\n`
          );
          return { type: 'multipart/form-data; boundary=b', text: `${parts.join('')}--b--\r\n` };
        })
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constantFrom(
          'multipart/form-data',
          'multipart/form-data; boundary=',
          'application/x-www-form-urlencoded; charset=utf-16',
          'application/json',
          'text/plain',
          'image/png',
          ''
        ),
        text: fc.oneof(
          short,
          fc.constantFrom(
            '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n',
            '{"__proto__":{"x":1}}',
            '%E0%A4%A',
            'a=%ZZ&b[c]=d&&&=',
            '[1,{"a":2}]'
          )
        )
      })
    }
  );
  const lang = fc.constantFrom<'zh' | 'en'>('zh', 'en');
  return fc
    .record({
      lang,
      route: fc.constantFrom(
        ...routes().flatMap((route) => [...Array<typeof route>(1 + route.actions.length * 2).fill(route)])
      ),
      parts: fc.array(part('id'), { minLength: 3, maxLength: 3 }),
      post: fc.boolean(),
      action: fc.oneof(
        { weight: 8, arbitrary: fc.nat(9) },
        { weight: 1, arbitrary: short.map(encodeURIComponentSafe) }
      ),
      query: fc.array(
        fc.tuple(
          fc.constantFrom(
            ...fields,
            'next',
            'after',
            'act',
            'done',
            'category',
            'q',
            'place',
            'x-sveltekit-invalidated'
          ),
          short
        ),
        { maxLength: 3 }
      ),
      body,
      cookie: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('', ...sessions) },
        { weight: 3, arbitrary: fc.constantFrom(...tokens(sessions[0] ?? '')) }
      ),
      accept: fc.constantFrom('text/html', 'application/json', '*/*', 'image/webp', ''),
      host: fc.oneof(
        { weight: 8, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.constantFrom('evil.example', 'a:b@c', '[::1', 'localhost:99999') }
      ),
      odd: fc.oneof(
        { weight: 6, arbitrary: fc.constant({}) },
        {
          weight: 1,
          arbitrary: fc
            .constantFrom(
              'x-forwarded-host',
              'x-forwarded-proto',
              'accept-language',
              'if-none-match',
              'range',
              'x-sveltekit-action',
              'user-agent'
            )
            .chain((name) => inHeader.map((value) => ({ [name]: value })))
        }
      ),
      method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS')
    })
    .map((c) => {
      let next = 0;
      const at = c.route.pattern
        .replace('[lang=lang]', c.lang)
        .replace(/\[[^\]]+\]/g, (name) =>
          name.includes('queue') ? ['screen', 'in_hand', c.parts[0]!][next++ % 3]! : c.parts[next++ % 3]!
        );
      const named =
        typeof c.action === 'number' ? c.route.actions[c.action % Math.max(1, c.route.actions.length)] : c.action;
      const query = new URLSearchParams(c.query.map(([k, v]) => [k, v.toWellFormed()])).toString();
      const action = c.post && named && named !== 'default' ? `/${named}` : '';
      return {
        lang: c.lang,
        method: c.post ? 'POST' : c.method,
        path: `${at}${action || query ? '?' : ''}${[action, query].filter(Boolean).join('&')}`,
        headers: {
          origin,
          'x-test-address': address(),
          ...(c.accept && { accept: c.accept }),
          ...(c.cookie && { cookie: c.cookie }),
          ...(c.host && { host: c.host }),
          ...(c.post && c.body.type && { 'content-type': c.body.type }),
          ...c.odd
        },
        ...(c.post && { body: c.body.text })
      };
    });
}

function encodeURIComponentSafe(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** What is wrong with an answer, or nothing. */
function fault({ lang, path: at, method }: Case, { status, headers, text }: Answer): string | null {
  if (status >= 500) return `status ${status}`;
  const told = insides.exec(text.replace(/<script\b[^]*?<\/script>/g, ''));
  if (told) return `tells about its insides: ${text.slice(Math.max(0, told.index - 60), told.index + 120)}`;
  if (status < 400 || method === 'HEAD' || !text) return null;
  const type = headers['content-type'] ?? '';
  if (!at.startsWith(`/${lang}`)) return null;
  if (type.startsWith('text/html')) {
    if (!text.includes(lang === 'zh' ? 'lang="zh-Hans"' : 'lang="en"'))
      return 'an error page in no language or the other one';
    if (lang === 'zh' && !/\p{Script=Han}/u.test(text)) return 'a Chinese error page without a Chinese word';
    return null;
  }
  if (type.startsWith('application/json')) return null;
  return `an error in ${type || 'no type'}: ${text.slice(0, 100)}`;
}

for (const [i, which] of ['a seed that stays', 'a new seed'].entries())
  test(`every page, action and endpoint stands hostile requests, with ${which}`, async ({ baseURL }) => {
    const seed = fuzzSeeds[i]!;
    console.log(`fuzz: FUZZ_SEED=${seed}`);
    const runs = Math.ceil(fuzzRuns(800) / fuzzSeeds.length);
    test.setTimeout(60_000 + runs * 500);
    const origin = baseURL!;
    const sessions = await Promise.all(
      ['resident', 'handler', 'moderator'].map((who) => sessionOf(origin, who, address()))
    );
    const queue = await ask(origin, {
      path: '/zh/console/queues/all_open',
      headers: { cookie: sessions[2]!, 'x-test-address': address() }
    });
    const ids = [
      ...new Set([...queue.text.matchAll(/console\/reports\/([0-9a-f-]{36})/g)].map((found) => found[1]!))
    ].slice(0, 12);
    expect(ids.length, 'the console shows cases to try').toBeGreaterThan(3);

    const faults = new Map<string, string>();
    let tried = 0;
    const all = fc.sample(cases(origin, sessions, [...ids, '00000000-0000-4000-8000-000000000000']), {
      seed,
      numRuns: runs
    });
    const one = async (): Promise<void> => {
      for (let next = all.pop(); next; next = all.pop()) {
        const tale = JSON.stringify({ ...next, body: next.body?.toString().slice(0, 300) }).slice(0, 900);
        const wrong = await ask(origin, next).then(
          (answer) => fault(next, answer),
          (cause: Error) =>
            // Who answers before it has read a megabyte may close the line on the rest of it.
            /ECONNRESET|EPIPE/.test(cause.message) && (next?.body?.length ?? 0) > 60_000
              ? null
              : `no answer: ${cause.message}`
        );
        tried++;
        const place = `${next.method} ${next.path
          .split('?')[0]!
          .slice(0, 60)
          .replace(/[0-9a-f-]{36}/, '…')} ${/\?\/(\w+)/.exec(next.path)?.[1] ?? ''}`;
        if (wrong) faults.set(`${place} ${wrong.slice(0, 160)}`, tale);
      }
    };
    await Promise.all(Array.from({ length: 8 }, one));
    expect([...faults].map(([wrong, tale]) => `${wrong}\n    ${tale}`)).toEqual([]);
    expect(tried).toBe(runs);
    expect((await ask(origin, { path: '/readyz' })).status, 'and the server is well afterwards').toBe(200);
  });
