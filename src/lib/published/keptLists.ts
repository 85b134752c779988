/** Lists of public reports on this phone: begun when somebody asks for one, and then brought up to date by what changed. */
import * as lists from '$lib/offline/lists';
import { addressOf, begin, follow, type Changes, type KeptList, type News } from './changes';

/** Pages of changes that are read in one go; whoever is further behind reads the newest anew, which is less. */
const MOST_PAGES = 5;

/** The server was not reached, or did not answer as it should. */
export class Away extends Error {}
/** The server knows no such list. */
export class Unknown extends Error {}

/** What the server says; null when the place is of no use any more. */
async function ask(address: string): Promise<Changes | null> {
  // Without cookies, which say nothing here, and past the browser's own memory: this is asked to know what is new.
  const answer = await fetch(address, { credentials: 'omit', cache: 'no-store' }).catch(() => undefined);
  if (answer?.status === 410 || answer?.status === 400) return null;
  if (answer?.status === 422) throw new Unknown();
  // A hotel's Wi-Fi answers too.
  if (!answer?.ok || !answer.headers.get('content-type')?.startsWith('application/json')) throw new Away();
  return (await answer.json().catch(() => {
    throw new Away();
  })) as Changes;
}

async function newest(id: string): Promise<KeptList> {
  const changes = await ask(addressOf(id));
  if (!changes) throw new Away();
  return begin(id, changes, Date.now());
}

/** @throws Away, Unknown, `lists.TooMany`, or what the browser says when it keeps nothing */
export async function keep(id: string): Promise<KeptList> {
  const list = await newest(id);
  await lists.keep(list);
  return list;
}

export const all = async (): Promise<KeptList[]> => (await lists.all()) as KeptList[];
export const { remove } = lists;

/**
 * Brings a list up to date: one request where nothing or little changed, and one more where it has to begin anew.
 * @returns `news` is null where it began anew
 * @throws Away; or what the browser says when it cannot write
 */
export async function renew(list: KeptList): Promise<{ list: KeptList; news: News | null }> {
  let now = list;
  const news = { added: 0, changed: 0, gone: 0 };
  let address = addressOf(list.id, list.after);
  for (let page = 0; page < MOST_PAGES; page++) {
    const changes = await ask(address);
    if (!changes) break;
    const step = follow(now, changes, Date.now());
    now = step.list;
    for (const kind of ['added', 'changed', 'gone'] as const) news[kind] += step.news[kind];
    if (!changes.next) {
      await lists.renew(now);
      return { list: now, news };
    }
    address = changes.next;
  }
  const anew = { ...(await newest(list.id)), kept_at: list.kept_at };
  await lists.renew(anew);
  return { list: anew, news: null };
}
