import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { stringify } from 'devalue';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as drafts from './drafts';
import * as outbox from './outbox';

const noon = Date.parse('2026-11-27T12:00:00+08:00');
const day = 86_400_000;
const KEY = 'ab'.repeat(16);
const lan = { id: '11111111-1111-4111-8111-111111111111', email: 'lan@example.test' };

let next = 0;
const report = (more: Partial<outbox.New> = {}): outbox.New => {
  const id = `00000000-0000-4000-8000-${String(++next).padStart(12, '0')}`;
  return {
    id,
    kind: 'report',
    path: '/zh/reports/new?category=air.fume',
    label: '餐饮油烟',
    account: null,
    fields: [
      ['id', id],
      ['key', KEY],
      ['category', 'air.fume'],
      ['description', '油烟'],
      ['intent', 'switch']
    ],
    ...more
  };
};
const photo = (name: string) => ({ sha256: name.repeat(64), blob: new Blob([name], { type: 'image/webp' }) });

interface Sent {
  path: string;
  method: string;
  account: string | null;
  credentials: string | undefined;
}
/** A server that keeps what it is given, and answers as ours does; `trouble` may answer first. */
function server(trouble: (asked: Sent) => Response | 'away' | undefined = () => undefined) {
  const asked: Sent[] = [];
  const received = new Map<string, number>();
  const time = { now: noon };
  const answer = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const one: Sent = {
      path: String(input),
      method: init.method ?? 'GET',
      account: new Headers(init.headers).get('x-written-by'),
      credentials: init.credentials
    };
    asked.push(one);
    const fault = trouble(one);
    if (fault === 'away') throw new TypeError('Failed to fetch');
    if (fault) return fault;
    if (one.method === 'PUT') return Response.json({ arrived: true });
    if (one.method === 'GET') return new Response('');
    const id = String((init.body as FormData).get('id'));
    received.set(id, (received.get(id) ?? 0) + 1);
    return Response.json({ type: 'redirect', status: 303, location: `/zh/reports/${id}?key=${KEY}` });
  };
  const using = { fetch: answer as typeof fetch, now: () => time.now, random: () => 1 };
  return { asked, received, time, flush: (how?: Parameters<typeof outbox.flush>[0]) => outbox.flush(how, using) };
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('what is kept', () => {
  it('survives the update that brings the outbox: drafts of the version before are still there', async () => {
    const old = await openDB('chaoyang', 1, {
      upgrade: (database) => void database.createObjectStore('drafts', { keyPath: 'id' })
    });
    await old.put('drafts', { id: 'r', key: 'k', typed: { landmark: '枣营' }, photos: [], changed_at: noon });
    old.close();
    await outbox.keep(report(), noon);
    expect(await drafts.find('r', noon)).toMatchObject({ typed: { landmark: '枣营' } });
    expect(await outbox.list(noon)).toHaveLength(1);
  });

  it('is found again when a version that kept more was here and has been taken back', async () => {
    const newer = await openDB('chaoyang', 9, {
      upgrade: (database) => {
        for (const store of ['drafts', 'outbox', 'later']) database.createObjectStore(store, { keyPath: 'id' });
      }
    });
    newer.close();
    const { id } = await outbox.keep(report(), noon);
    expect(await outbox.list(noon)).toMatchObject([{ id, state: 'waiting' }]);
    const { flush } = server();
    expect(await flush()).toEqual({ sent: 1, left: 0 });
  });

  it('is the fields of its kind and nothing else, with the moment it was written', async () => {
    const item = await outbox.keep(report({ photos: [photo('a')] }), noon);
    expect(item.fields.map(([name]) => name)).toEqual(['id', 'key', 'category', 'description']);
    expect(item).toMatchObject({ written_at: noon, state: 'waiting', sent_at: null });
    const [read] = await outbox.list(noon);
    expect(await read!.photos[0]!.blob.text()).toBe('a');
  });

  it('keeps the same id once, with its newest words and its first moment', async () => {
    const given = report();
    await outbox.keep(given, noon);
    await outbox.keep({ ...given, label: '新的' }, noon + 5);
    expect(await outbox.list(noon)).toMatchObject([{ label: '新的', written_at: noon }]);
  });

  it('does not wait for a day because the clock was a day ahead when it was tried', async () => {
    await outbox.keep(report({ failed: true }), noon + day);
    const { flush, time } = server();
    time.now = noon + 30_000;
    expect(await flush()).toEqual({ sent: 1, left: 0 });
  });

  it('leaves a form alone that is sending by itself, and takes over when nothing more is heard of it', async () => {
    const { id } = await outbox.keep(report({ posting: true }), noon);
    const { flush, received, time } = server();
    time.now = noon + 60_000;
    expect(await flush({ by: 'start' })).toEqual({ sent: 0, left: 1 });
    time.now = noon + 3 * 60_000;
    expect(await flush()).toEqual({ sent: 1, left: 0 });
    expect([...received.keys()]).toEqual([id]);
  });

  it('stays listed as arrived when the form has brought it there, and is gone when the form has it again', async () => {
    const [there, back] = [report({ posting: true, photos: [photo('a')] }), report({ posting: true })];
    for (const one of [there, back]) await outbox.keep(one, noon);
    await outbox.settle(there.id, `/zh/reports/${there.id}`, noon);
    await outbox.takeBack(back.id);
    expect(await outbox.list(noon)).toMatchObject([
      { id: there.id, state: 'sent', received: `/zh/reports/${there.id}`, fields: [], photos: [] }
    ]);
  });

  it('is nothing for another address', async () => {
    await expect(outbox.keep(report({ path: '/zh/sign-in' }))).rejects.toThrow('/zh/sign-in');
    await expect(outbox.keep(report({ path: '//elsewhere.example/zh/reports/new' }))).rejects.toThrow();
    expect(await outbox.list()).toEqual([]);
  });

  it('can be deleted and put back for a day, and not longer', async () => {
    const { id } = await outbox.keep(report(), noon);
    await outbox.forget(id, noon);
    const quiet = server();
    await quiet.flush({ by: 'hand' });
    expect(quiet.asked).toEqual([]);
    await outbox.restore(id);
    expect(await outbox.list(noon)).toMatchObject([{ id, state: 'waiting' }]);
    await outbox.forget(id, noon);
    expect(await outbox.list(noon + day)).toHaveLength(1);
    expect(await outbox.list(noon + day + 1)).toEqual([]);
  });
});

describe('sending', () => {
  it('sends the words, then each photo, and keeps only that it has arrived', async () => {
    const { id } = await outbox.keep(report({ photos: [photo('a'), photo('b')] }), noon);
    const { flush, asked } = server();
    expect(await flush()).toEqual({ sent: 1, left: 0 });
    expect(asked.map(({ method, path }) => `${method} ${path.replaceAll(id, 'ID')}`)).toEqual([
      'POST /zh/reports/new?category=air.fume',
      `PUT /zh/reports/ID/photos/${'a'.repeat(64)}?key=${KEY}`,
      `PUT /zh/reports/ID/photos/${'b'.repeat(64)}?key=${KEY}`,
      `GET /zh/reports/ID?key=${KEY}`
    ]);
    expect(await outbox.list(noon)).toMatchObject([
      { id, state: 'sent', fields: [], photos: [], sent_at: noon, written_at: noon }
    ]);
    expect(await outbox.list(noon + 8 * day)).toEqual([]);
  });

  it('goes on with the photos that are missing and sends nothing twice', async () => {
    const { id } = await outbox.keep(report({ photos: [photo('a'), photo('b')] }), noon);
    let down = true;
    const { flush, asked, received, time } = server(({ path }) => (down && path.includes('bbb') ? 'away' : undefined));
    await flush();
    expect(await outbox.list(noon)).toMatchObject([
      { state: 'waiting', code: 'unreachable', photos: [{ sent_at: noon }, { sent_at: null }] }
    ]);
    down = false;
    asked.length = 0;
    time.now += 5_000;
    await flush();
    expect(asked.map(({ method }) => method)).toEqual(['PUT', 'GET']);
    expect(received.get(id)).toBe(1);
    expect(await outbox.list(noon)).toMatchObject([{ state: 'sent' }]);
  });

  it('sends the oldest first, one at a time, and stops when the network is away', async () => {
    const first = await outbox.keep(report(), noon);
    const second = await outbox.keep(report(), noon + 1);
    const away = server(() => 'away');
    expect(await away.flush()).toEqual({ sent: 0, left: 2 });
    expect(away.asked).toHaveLength(1);
    const back = server();
    await back.flush({ by: 'hand' });
    expect([...back.received.keys()]).toEqual([first.id, second.id]);
  });

  it('waits longer each time, for as long as the server says, and not when somebody asks', async () => {
    const { id } = await outbox.keep(report(), noon);
    const headers = { 'retry-after': '90' };
    let busy = true;
    const { flush, asked, time } = server(() =>
      busy ? Response.json({ type: 'failure', status: 429, data: stringify({}) }, { headers }) : undefined
    );
    await flush();
    expect(await outbox.find(id)).toMatchObject({ tried: 1, code: 'too_many', next_at: noon + 90_000 });
    time.now += 89_999;
    await flush();
    expect(asked).toHaveLength(1);
    busy = false;
    await flush({ by: 'hand' });
    expect(await outbox.find(id)).toMatchObject({ state: 'sent' });
  });

  it('keeps what was refused with its errors and goes on with the next', async () => {
    const first = await outbox.keep(report(), noon);
    const second = await outbox.keep(report(), noon + 1);
    const data = stringify({ errors: { landmark: 'landmark_long' } });
    const { flush, asked, time } = server(({ path }) =>
      path.includes('new') && asked.length === 1 ? Response.json({ type: 'failure', status: 400, data }) : undefined
    );
    await flush();
    expect(await outbox.find(first.id)).toMatchObject({ state: 'refused', errors: { landmark: 'landmark_long' } });
    expect(await outbox.find(second.id)).toMatchObject({ state: 'sent' });
    time.now += day;
    asked.length = 0;
    await flush({ by: 'start' });
    expect(asked, 'it does not go again by itself').toEqual([]);
  });

  it('keeps what is something else under its id, until somebody makes it a new one', async () => {
    const { id } = await outbox.keep(report(), noon);
    const data = stringify({ errors: { id: 'report_differs' } });
    const { flush } = server(({ path, method }) =>
      method === 'POST' && path.includes('new') ? Response.json({ type: 'failure', status: 409, data }) : undefined
    );
    await flush();
    expect(await outbox.find(id)).toMatchObject({ state: 'conflict', code: 'report_differs' });
    const fresh = await outbox.renew(id);
    expect((await outbox.find(fresh))?.fields).not.toContainEqual(['key', KEY]);
    const again = server();
    await again.flush();
    expect([...again.received]).toEqual([[fresh, 1]]);
    expect(await outbox.find(id)).toBeUndefined();
  });

  it('does not send what is open in the form, which brings it there by itself', async () => {
    const { id } = await outbox.keep(report(), noon);
    await outbox.edit(id);
    const { flush, received } = server();
    await flush({ by: 'hand' });
    expect(received.size).toBe(0);
    await outbox.settle(id, `/zh/reports/${id}`);
    await flush({ by: 'hand' });
    expect(received.size).toBe(0);
  });

  it('says that it has arrived, also when it was deleted on its way', async () => {
    const { id } = await outbox.keep(report({ photos: [photo('a')] }), noon);
    const { flush } = server(({ method }) => {
      if (method === 'PUT') void outbox.forget(id, noon);
      return undefined;
    });
    await flush();
    expect(await outbox.find(id)).toMatchObject({ state: 'sent' });
  });

  it('lets the next one leave while the server looks at the last photo of the one before, and never a third', async () => {
    for (const n of [0, 1, 2]) await outbox.keep(report({ photos: [photo('abc'[n]!)] }), noon + n);
    const answers: (() => void)[] = [];
    const { flush, asked, received } = server(({ method }) => {
      if (method !== 'PUT') return undefined;
      // It has begun, so all bytes are there; what became of them is said later.
      return new Response(
        new ReadableStream({
          start: (stream) => {
            stream.enqueue(new TextEncoder().encode(' '));
            answers.push(() => {
              stream.enqueue(new TextEncoder().encode('{"arrived":true}'));
              stream.close();
            });
          }
        })
      );
    });
    const methods = () => asked.filter(({ method }) => method !== 'GET').map(({ method }) => method);
    const flushed = flush();
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve));
    expect(methods()).toEqual(['POST', 'PUT', 'POST', 'PUT']);
    expect((await outbox.list(noon)).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    answers[0]!();
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    answers[1]!();
    answers[2]!();
    expect(await flushed).toEqual({ sent: 3, left: 0 });
    expect([...received.values()]).toEqual([1, 1, 1]);
  });

  it('keeps both that were on their way when the network goes', async () => {
    for (const n of [0, 1, 2]) await outbox.keep(report({ photos: [photo('abc'[n]!)] }), noon + n);
    let second = false;
    const { flush, asked } = server(({ method, path }) => {
      if (method === 'POST' && second) return 'away';
      second = true;
      if (!path.includes('aaa')) return undefined;
      // Begun, and broken off before it said anything.
      return new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('network error')) }));
    });
    expect(await flush()).toEqual({ sent: 0, left: 3 });
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST']);
    const found = await outbox.list(noon);
    expect(found.map(({ code, photos }) => [code, photos[0]!.sent_at]).reverse()).toEqual([
      ['unreachable', null],
      ['unreachable', null],
      [null, null]
    ]);
  });

  it('is done by one of all tabs', async () => {
    await outbox.keep(report(), noon);
    const { flush, received } = server();
    const both = await Promise.all([flush(), flush()]);
    expect([...received.values()]).toEqual([1]);
    // Node has Web Locks from version 24 on; without them the server's ids hold alone.
    if ('locks' in navigator) expect(both.filter((one) => one === undefined)).toHaveLength(1);
  });
});

describe('who wrote it', () => {
  it('is said with each request, and a guest’s words go without anybody’s session', async () => {
    await outbox.keep(report({ account: lan, photos: [photo('a')] }), noon);
    await outbox.keep(report(), noon + 1);
    const { flush, asked } = server();
    await flush();
    expect(
      asked.filter(({ method }) => method !== 'GET').map(({ account, credentials }) => [account, credentials])
    ).toEqual([
      [lan.id, 'same-origin'],
      [lan.id, 'same-origin'],
      [null, 'omit']
    ]);
  });

  it('is asked to sign in, while the others go', async () => {
    const first = await outbox.keep(report({ account: lan }), noon);
    const second = await outbox.keep(report(), noon + 1);
    let signedIn = false;
    const { flush } = server(({ account }) =>
      account && !signedIn ? Response.json({ code: 'account_differs' }, { status: 401 }) : undefined
    );
    await flush();
    expect(await outbox.find(first.id)).toMatchObject({ state: 'sign_in', account: lan });
    expect(await outbox.find(second.id)).toMatchObject({ state: 'sent' });
    await flush();
    expect(await outbox.find(first.id), 'not again at once').toMatchObject({ tried: 1 });
    signedIn = true;
    await flush({ by: 'start' });
    expect(await outbox.find(first.id)).toMatchObject({ state: 'sent', account: null });
  });

  it('may let it go without the account', async () => {
    const { id } = await outbox.keep(report({ account: lan }), noon);
    await outbox.disown(id);
    const { flush, asked } = server();
    await flush();
    expect(asked[0]).toMatchObject({ account: null, credentials: 'omit' });
  });
});

it('tells everybody how many wait', async () => {
  const heard: outbox.News[] = [];
  const channel = new BroadcastChannel(outbox.CHANNEL);
  channel.onmessage = ({ data }) => void heard.push(data as outbox.News);
  const { id } = await outbox.keep(report(), noon);
  await vi.waitFor(() => expect(heard.at(-1)).toEqual({ unsent: 1 }));
  await server().flush();
  await vi.waitFor(() => expect(heard.at(-1)).toEqual({ unsent: 0 }));
  expect(heard).toContainEqual({ unsent: 1, sending: { id, photo: 0, photos: 0 } });
  channel.close();
});

describe('what is said to a report that is there', () => {
  const REPORT = '22222222-2222-4222-8222-222222222222';
  const said = (path = `/zh/reports/${REPORT}?/move`): outbox.New => {
    const id = `00000000-0000-4000-8000-${String(++next).padStart(12, '0')}`;
    const fields: [string, string][] = [
      ['write_id', id],
      ['key', KEY],
      ['move', 'add_information'],
      ['version', '3'],
      ['public_text', '第二根烟囱'],
      ['intent', 'switch']
    ];
    return { id, kind: 'move', path, label: '餐饮油烟 · CY-2345-6789', account: null, fields };
  };
  const answers = (body: unknown, init?: ResponseInit) => {
    const asked: [string, RequestInit][] = [];
    const using = {
      fetch: ((path: string, given: RequestInit) => {
        asked.push([path, given]);
        return Promise.resolve(Response.json(body, init));
      }) as typeof fetch,
      now: () => noon,
      random: () => 1
    };
    return { asked, flush: () => outbox.flush({}, using) };
  };

  it('goes once, without cookies, with the key in its body and in no address, and is gone when its report answers', async () => {
    const item = await outbox.keep(said(), noon);
    const { asked, flush } = answers({ type: 'redirect', location: `/zh/reports/${REPORT}` });
    expect(await flush()).toEqual({ sent: 1, left: 0 });
    expect(await flush()).toEqual({ sent: 0, left: 0 });
    expect(asked.map(([path]) => path)).toEqual([`/zh/reports/${REPORT}?/move`]);
    const body = asked[0]![1].body as FormData;
    expect(asked[0]![1].credentials).toBe('omit');
    expect(Object.fromEntries(body)).toMatchObject({ key: KEY, write_id: item.id, public_text: '第二根烟囱' });
    expect(body.has('intent')).toBe(false);
  });

  it('stays when another report answers, and opens its page when the case has moved on', async () => {
    await outbox.keep(said(), noon);
    expect(await answers({ type: 'redirect', location: '/zh/reports/other' }).flush()).toEqual({ sent: 0, left: 1 });
    expect(await outbox.list(noon)).toMatchObject([{ state: 'waiting', code: 'unclear' }]);
    await outbox.resume((await outbox.list(noon))[0]!.id);
    await answers({ type: 'failure', status: 409, data: stringify({ errors: { form: 'conflict' } }) }).flush();
    expect(await outbox.list(noon)).toMatchObject([{ state: 'refused', errors: { form: 'conflict' } }]);
  });

  it('waits as long as it is told to, and asks for the account that wrote it', async () => {
    const lans = { ...said(), account: lan };
    await outbox.keep(lans, noon);
    await answers({ code: 'too_many' }, { status: 429, headers: { 'retry-after': '600' } }).flush();
    expect(await outbox.find(lans.id)).toMatchObject({ state: 'waiting', next_at: noon + 600_000 });
    await outbox.resume(lans.id);
    await answers({ code: 'signed_out' }, { status: 401 }).flush();
    expect(await outbox.find(lans.id)).toMatchObject({ state: 'sign_in' });
  });

  it('is nothing for another form of the same page', async () => {
    for (const path of [`/zh/reports/${REPORT}?/replace`, `/zh/reports/${REPORT}`, `/zh/reports/${REPORT}?/move&x=1`])
      await expect(outbox.keep(said(path))).rejects.toThrow('Nothing is kept');
  });
});

it('a wish to follow is named by both of its answers', async () => {
  for (const location of ['/zh/me/follows?done', '/zh/follow?asked']) {
    const id = crypto.randomUUID();
    await outbox.keep({ id, kind: 'follow', path: '/zh/follow', label: '', account: null, fields: [['id', id]] }, noon);
    const using = {
      fetch: (() => Promise.resolve(Response.json({ type: 'redirect', location }))) as typeof fetch,
      now: () => noon,
      random: () => 1
    };
    expect(await outbox.flush({}, using)).toEqual({ sent: 1, left: 0 });
  }
});
