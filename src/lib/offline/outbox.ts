/**
 * What was written on this phone and has not reached the server. Nothing leaves it silently: it is sent, and then named by
 * the server's answer, or a person deletes it. The same code runs in pages and in the worker; one of them sends at a time.
 */
import { within } from './database';
import { judge, judgePhoto, waitFor, type Answer, type Outcome } from './outcome';
import { isKind, KINDS, kept, mayPost, type Kind, type KindName } from './writes';

const DAY = 86_400_000;
/** How long a deleted thing can be put back, and what has been sent stays listed. */
const DELETED_DAYS = 1;
const SENT_DAYS = 7;
/** How long a form that is sending by itself is left alone with it. Milliseconds. */
const POSTING = 120_000;

interface Photo {
  /** Names it in every address. */
  sha256: string;
  blob: Blob;
  /** When the server had it; milliseconds since 1970. */
  sent_at: number | null;
}

/**
 * waiting: it goes by itself · sign_in: its account is not signed in here · refused, conflict: a person has to look ·
 * editing: it is open in the form · deleted: it can still be put back · sent: its words and photos are erased
 */
type State = 'waiting' | 'sign_in' | 'refused' | 'conflict' | 'editing' | 'deleted' | 'sent';

export interface Item {
  /** Made with the form, before the first keystroke; the server's name for it. */
  id: string;
  kind: KindName;
  /** Where it is posted, with its language. */
  path: string;
  fields: [string, FormDataEntryValue][];
  photos: Photo[];
  /** What it is about, in the words of the page that it was written on. */
  label: string;
  /** Who was signed in when it was written; null for nobody. It is never sent as anybody else. */
  account: { id: string; email: string } | null;
  /** When it was written, which may be days before it is sent. */
  written_at: number;
  state: State;
  tried: number;
  /** Not before this moment by itself. */
  next_at: number;
  /** By which clock `next_at` was said. */
  tried_at?: number;
  /** Why it is still here: a code of the outbox or of the server. */
  code: string | null;
  errors: Record<string, string>;
  /** The server has the words, and this is their address; the photos may still be on their way. */
  received: string | null;
  sent_at: number | null;
  deleted_at: number | null;
}

export type New = Pick<Item, 'id' | 'kind' | 'path' | 'label' | 'account'> & {
  fields: Iterable<[string, FormDataEntryValue]>;
  photos?: { sha256: string; blob: Blob; arrived?: boolean }[];
  /** The form has arrived and its photos have not. */
  received?: string;
  /** It was tried a moment ago and did not get through. */
  failed?: boolean;
  /** The form is sending it just now: it goes by itself only if the form never says what came of it. */
  posting?: boolean;
};

/** What is being sent just now, for whoever looks at it. */
export interface News {
  unsent: number;
  sending?: { id: string; photo: number; photos: number };
}

export const CHANNEL = 'outbox';

export const isUnsent = ({ state }: Pick<Item, 'state'>): boolean => state !== 'sent' && state !== 'deleted';

const sizeOfValue = (value: FormDataEntryValue) => (typeof value === 'string' ? value.length : value.size);
/** About how many bytes it takes on this phone. */
export const sizeOf = ({ fields, photos }: Pick<Item, 'fields' | 'photos'>): number =>
  fields.reduce((sum, [, value]) => sum + sizeOfValue(value), 0) + photos.reduce((sum, { blob }) => sum + blob.size, 0);

/**
 * itself: what has waited long enough · start: also what waits for its account, because somebody may have signed in ·
 * hand: everything, whatever the waits say
 */
export type By = 'itself' | 'start' | 'hand';

/** Whether it would go now. What needs a person waits for one. */
function isDue({ state, next_at, tried_at = 0 }: Pick<Item, 'state' | 'next_at' | 'tried_at'>, by: By, now: number) {
  if (by === 'hand') return isUnsent({ state }) && state !== 'editing';
  if (by === 'start' && state === 'sign_in') return true;
  // A clock that was set back since then says nothing about the wait.
  return (state === 'waiting' || state === 'sign_in') && (next_at <= now || now < tried_at);
}

const isOver = ({ state, sent_at, deleted_at }: Item, now: number) =>
  (state === 'sent' && now - (sent_at ?? 0) > SENT_DAYS * DAY) ||
  (state === 'deleted' && now - (deleted_at ?? 0) > DELETED_DAYS * DAY);

let channel: BroadcastChannel | undefined;
function tell(news: News): void {
  if (typeof BroadcastChannel === 'function') (channel ??= new BroadcastChannel(CHANNEL)).postMessage(news);
  // The worker has no such place; the script of every page writes it there when it hears the news.
  if (typeof localStorage === 'undefined') return;
  try {
    if (news.unsent > 0) localStorage.setItem('unsent', String(news.unsent));
    else localStorage.removeItem('unsent');
    if (typeof dispatchEvent === 'function') dispatchEvent(new Event('unsent'));
  } catch {
    // Then there is no number; the list itself is right.
  }
}

const count = () =>
  within('outbox', 'readonly', async (store) => (await store.getAll()).filter((item) => isUnsent(item)).length);

/** Says how many wait. */
export async function announce(): Promise<void> {
  tell({ unsent: await count() });
}

/** Reads one, changes it and writes it back in one step, so that what happened meanwhile is not lost. */
async function change(id: string, work: (item: Item) => Item | null): Promise<Item | undefined> {
  const changed = await within('outbox', 'readwrite', async (store) => {
    const item = await store.get(id);
    if (!item) return undefined;
    const next = work(item);
    if (next) await store.put(next);
    else await store.delete(id);
    return next ?? undefined;
  });
  await announce();
  return changed;
}

/**
 * Keeps what was written until it can be sent. The same id again is the same thing with its newest words.
 * @throws when this browser keeps nothing, or has no room
 */
export async function keep(given: New, now = Date.now()): Promise<Item> {
  if (!isKind(given.kind) || !mayPost(given.kind, given.path)) throw new TypeError(`Nothing is kept for ${given.path}`);
  const item = await within('outbox', 'readwrite', async (store) => {
    const before = await store.get(given.id);
    const next: Item = {
      id: given.id,
      kind: given.kind,
      path: given.path,
      fields: kept(given.kind, given.fields),
      photos: (given.photos ?? []).map(({ sha256, blob, arrived }) => ({
        sha256,
        blob,
        sent_at: arrived ? now : null
      })),
      label: given.label,
      // Written as somebody, and opened again after that session had ended: it is still theirs.
      account: before?.account ?? given.account,
      written_at: before?.written_at ?? now,
      state: 'waiting',
      tried: given.failed ? 1 : 0,
      next_at: given.posting ? now + POSTING : given.failed ? now + waitFor(0, Math.random()) : 0,
      tried_at: now,
      code: null,
      errors: {},
      received: given.received ?? null,
      sent_at: null,
      deleted_at: null
    };
    await store.put(next);
    return next;
  });
  // What is on its way is no news yet.
  if (!given.posting) await announce();
  return item;
}

/** The newest first. What has been deleted or sent long enough is erased on the way. */
export async function list(now = Date.now()): Promise<Item[]> {
  const all = await within('outbox', 'readonly', (store) => store.getAll());
  const over = all.filter((item) => isOver(item, now));
  // Pages look whenever something moves; they hold up what is being written only if there is something to erase.
  if (over.length > 0)
    await within('outbox', 'readwrite', async (store) => {
      for (const { id } of over) {
        const item = await store.get(id);
        if (item && isOver(item, now)) await store.delete(id);
      }
    });
  return all.filter((item) => !isOver(item, now)).sort((a, b) => b.written_at - a.written_at);
}

export const find = (id: string): Promise<Item | undefined> => within('outbox', 'readonly', (store) => store.get(id));

/** Deletes it, so that it can be put back for a day. */
export const forget = (id: string, now = Date.now()) =>
  change(id, (item) => (item.state === 'sent' ? null : { ...item, state: 'deleted', deleted_at: now }));

/** Puts back what was deleted. */
export const restore = (id: string) =>
  change(id, (item) =>
    item.state === 'deleted' ? { ...item, state: 'waiting', deleted_at: null, next_at: 0, tried: 0 } : item
  );

/** It is open in the form and does not go by itself meanwhile. */
export const edit = (id: string) =>
  change(id, (item) => (isUnsent(item) && !item.received ? { ...item, state: 'editing' } : item));

/** It stands as it is, and goes with the next sending. */
export const resume = (id: string) =>
  change(id, (item) => (isUnsent(item) ? { ...item, state: 'waiting', next_at: 0 } : item));

/** The form has brought it there by itself, and says where; whoever looks for it later finds that it has arrived. */
export const settle = (id: string, location: string, now = Date.now()) =>
  change(id, (item) => sent(item, location, now));

/** It came back to its form, which has it again. */
export const takeBack = (id: string) => change(id, () => null);

/** Somebody decided that it goes without an account. */
export const disown = (id: string) =>
  change(id, (item) => ({ ...item, account: null, state: 'waiting', next_at: 0, code: null }));

const freshKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Something else has been received under its id: it becomes a new one, with a name and a key of its own. */
export async function renew(id: string): Promise<string> {
  const fresh = { id: crypto.randomUUID() as string, key: freshKey() };
  await within('outbox', 'readwrite', async (store) => {
    const item = await store.get(id);
    if (!item) return;
    const fields = item.fields.map(([name, value]): [string, FormDataEntryValue] => [
      name,
      name === 'id' || name === 'key' ? fresh[name] : value
    ]);
    await store.put({ ...item, id: fresh.id, fields, state: 'waiting', code: null, errors: {}, tried: 0, next_at: 0 });
    await store.delete(id);
  });
  await announce();
  return fresh.id;
}

/** The photos that do not get through are left out; the words have arrived. */
export const withoutPhotos = (id: string) =>
  change(id, (item) => ({
    ...item,
    photos: item.photos.filter(({ sent_at }) => sent_at),
    state: 'waiting',
    next_at: 0
  }));

/** Only its address and its name stay, so that the page can say that it has arrived. */
const sent = (item: Item, location: string, now: number): Item => ({
  ...item,
  fields: [],
  photos: [],
  account: null,
  state: 'sent',
  code: null,
  errors: {},
  received: location,
  sent_at: now
});

interface Tools {
  fetch: typeof fetch;
  now: () => number;
  random: () => number;
}
const tools = (): Tools => ({ fetch: (...asked) => fetch(...asked), now: Date.now, random: Math.random });

/** One of all pages and the worker; the others go on without. @returns undefined when somebody else is at it */
async function alone<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work(); // the server takes each id once anyway
  return navigator.locks.request('outbox', { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/** @param onheard when an answer begins, so that all that was sent has left this phone */
async function ask(
  { fetch }: Tools,
  item: Item,
  path: string,
  init: RequestInit,
  onheard?: () => void
): Promise<Answer> {
  // Who is not signed in is sent without a session, and who is says so: the server refuses it for anybody else.
  const who: RequestInit = item.account
    ? { credentials: 'same-origin', headers: { 'x-written-by': item.account.id } }
    : { credentials: 'omit' };
  const headers = { accept: 'application/json', ...(init.headers as object), ...(who.headers as object) };
  try {
    const answer = await fetch(path, { ...init, ...who, headers, cache: 'no-store' });
    onheard?.();
    const text = await answer.text();
    const retryAfter = answer.headers.get('retry-after');
    try {
      const body = JSON.parse(text);
      return { status: answer.status, retryAfter: retryAfter ?? body?.retry_after ?? null, body };
    } catch {
      return { status: answer.status, retryAfter, body: null };
    }
  } catch {
    return null;
  }
}

const keyOf = ({ fields }: Item) => fields.find(([name]) => name === 'key')?.[1];
const langOf = ({ path }: Item) => path.slice(1, 3);

/**
 * The words first, then each photo by itself; what has arrived is not sent again.
 * @param ongone when the last byte of it has left this phone, and only the answer is still to come
 */
async function send(using: Tools, item: Item, ongone: () => void): Promise<Outcome> {
  const asked = () => ({ tried: item.tried, now: using.now(), random: using.random() });
  const { names, conflict }: Kind = KINDS[item.kind];
  let { received } = item;
  const progress = async (photo: number) =>
    tell({ unsent: await count(), sending: { id: item.id, photo, photos: item.photos.length } });
  await progress(0);
  if (!received) {
    const body = new FormData();
    for (const [name, value] of item.fields) body.append(name, value);
    const answer = await ask(using, item, item.path, { method: 'POST', body });
    const outcome = judge(answer, { ...asked(), names: (location) => names(location, item) });
    if (outcome.is === 'conflict' && conflict === 'form') return { is: 'refused', errors: { form: outcome.code } };
    if (outcome.is !== 'done') return outcome;
    received = outcome.location;
    await change(item.id, (now) => ({ ...now, received }));
  }
  const last = item.photos.filter(({ sent_at }) => !sent_at).at(-1);
  for (const [at, { sha256, blob, sent_at }] of item.photos.entries()) {
    if (sent_at) continue;
    await progress(at);
    const key = keyOf(item);
    const path = `/${langOf(item)}/reports/${item.id}/photos/${sha256}${key ? `?key=${key as string}` : ''}`;
    const init = { method: 'PUT', body: blob, headers: { 'content-type': blob.type, 'x-answer': 'early' } };
    const onheard = sha256 === last?.sha256 ? ongone : undefined;
    const outcome = judgePhoto(await ask(using, item, path, init, onheard), asked());
    if (outcome.is !== 'done') return outcome;
    await change(item.id, (now) => ({
      ...now,
      photos: now.photos.map((photo) => (photo.sha256 === sha256 ? { ...photo, sent_at: using.now() } : photo))
    }));
  }
  return { is: 'done', location: received };
}

/** Writes down what came of it; what a person did with it meanwhile stands. */
function after(item: Item, outcome: Outcome, now: number): Item {
  if (outcome.is === 'done') return sent(item, outcome.location, now);
  if (!isUnsent(item) || item.state === 'editing') return item;
  const tried = item.tried + 1;
  const code = 'code' in outcome ? outcome.code : null;
  if (outcome.is === 'later' || outcome.is === 'sign_in') {
    const state = outcome.is === 'later' ? 'waiting' : 'sign_in';
    return { ...item, state, tried, code, errors: {}, next_at: now + outcome.after, tried_at: now };
  }
  const errors = outcome.is === 'refused' ? outcome.errors : {};
  return { ...item, state: outcome.is, tried, code, errors };
}

/** Lets this browser open the report without its key, as if it had gone on to that page; a worker has no page. */
const remember = ({ fetch }: Tools, location: string) =>
  /[?&]key=/.test(location)
    ? fetch(location, { redirect: 'manual', cache: 'no-store' }).catch(() => undefined)
    : undefined;

export interface Flushed {
  sent: number;
  /** How many still wait to go by themselves. */
  left: number;
}

/**
 * Sends what is due, one after the other: the next one leaves while the server still looks at the last photo of the one before,
 * so that a thin line is never idle. One that needs a person does not hold up the others; a network that is away does.
 * @returns undefined when another page or the worker is sending
 */
export const flush = (
  { by = 'itself', only }: { by?: By; only?: string } = {},
  using: Tools = tools()
): Promise<Flushed | undefined> =>
  alone(async () => {
    let done = 0;
    let isAway = false;
    let failure: { cause: unknown } | undefined;
    let remembered: Promise<unknown> = Promise.resolve();
    const isMeant = (item: Item) => (!only || item.id === only) && isDue(item, by, using.now());
    const finish = async (id: string, outcome: Outcome) => {
      await change(id, (now) => after(now, outcome, using.now()));
      if (outcome.is === 'later' && outcome.rest) isAway = true;
      if (outcome.is !== 'done') return;
      done += 1;
      // In turn, because each answer sets the cookie with all keys anew.
      remembered = remembered.then(() => remember(using, outcome.location));
    };
    let before: Promise<void> = Promise.resolve();
    for (const { id } of (await list(using.now())).reverse()) {
      const item = await find(id);
      if (isAway || failure) break;
      if (!item || !isMeant(item)) continue;
      let came: Promise<void> = Promise.resolve();
      await new Promise<void>((gone) => {
        came = send(using, item, gone)
          .then((outcome) => finish(id, outcome))
          .catch((cause: unknown) => void (failure ??= { cause }))
          .finally(gone);
      });
      await before; // so that never more than two are on their way
      before = came;
    }
    await before;
    await remembered;
    if (failure) throw failure.cause;
    const left = (await list(using.now())).filter(({ state }) => state === 'waiting').length;
    await announce();
    return { sent: done, left };
  });

/** When the next one goes by itself; undefined when none does. */
export function nextAt(items: Item[]): number | undefined {
  const waits = items.filter(({ state }) => state === 'waiting' || state === 'sign_in').map(({ next_at }) => next_at);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}
