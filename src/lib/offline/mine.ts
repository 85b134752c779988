/**
 * "My reports" as they stood when this phone last saw them: one list, for whoever was here then. It holds no key and no words
 * of a report, only where each stands. Signing out and "forget this phone" erase it with the whole database.
 */
import { within } from './database';

/** One line of the list, as the page shows it. */
interface Line {
  id: string;
  category_code: string;
  subdistrict_code: string | null;
  /** Category and place in the words of the page that was seen. */
  title: string;
  place: string;
}

export interface Mine<L extends Line = Line> {
  /** Whose they are; null for those of a phone where nobody was signed in. */
  account: string | null;
  reports: L[];
  /** When they were seen, milliseconds since 1970. */
  at: number;
}

/** There is one list, so that another person's takes the place of it. */
const ID = 'mine';

export const keep = ({ account, reports }: Omit<Mine, 'at'>, now = Date.now()): Promise<unknown> =>
  within('mine', 'readwrite', async (store) => {
    if (reports.length > 0) await store.put({ id: ID, account, reports, at: now });
    else await store.delete(ID);
  });

/** @returns undefined when there is none, or when it is somebody else's */
export const find = (account: string | null): Promise<Mine | undefined> =>
  within('mine', 'readonly', async (store) => {
    const kept = await store.get(ID);
    return kept && kept.account === account ? kept : undefined;
  });

/** Somebody else is here now, or nobody: what was another's goes. */
export const forgetUnless = (account: string | null): Promise<unknown> =>
  within('mine', 'readwrite', async (store) => {
    if ((await store.get(ID))?.account !== account) await store.delete(ID);
  });
