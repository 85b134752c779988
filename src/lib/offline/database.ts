/**
 * What this phone keeps: one small database, opened when there is something to keep and not before. "Forget this phone"
 * erases it whole (`Clear-Site-Data`). A new store is a new version; what is kept by an older one stays.
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import type { Kept } from './drafts';
import type { List } from './lists';
import type { Mine } from './mine';
import type { Item } from './outbox';

export const NAME = 'chaoyang';
/** 1: drafts. 2: and the outbox. 3: and the list of one's own reports. 4: and lists of public reports. */
const VERSION = 4;

interface Stores extends DBSchema {
  drafts: { key: string; value: Kept };
  outbox: { key: string; value: Item };
  mine: { key: string; value: Mine & { id: string } };
  lists: { key: string; value: List };
}
type Store = 'drafts' | 'outbox' | 'mine' | 'lists';

// A newer page waits for this one to let go.
const blocking = (_current: number, _blocked: number | null, { target }: IDBVersionChangeEvent) =>
  (target as IDBDatabase).close();

/** @throws when the browser keeps nothing: a private window, a full disk, a setting */
const open = (): Promise<IDBPDatabase<Stores>> =>
  openDB<Stores>(NAME, VERSION, {
    upgrade: (database) => {
      for (const store of ['drafts', 'outbox', 'mine', 'lists'] as const)
        if (!database.objectStoreNames.contains(store)) database.createObjectStore(store, { keyPath: 'id' });
    },
    blocking
  }).catch((cause: unknown) => {
    if ((cause as { name?: string } | null)?.name !== 'VersionError') throw cause;
    // A newer version was here and has been taken back. Versions only add stores, so ours are there with what waits in them.
    return openDB<Stores>(NAME, undefined, { blocking });
  });

/** One transaction over one store; its answer is there once all of it is on the disk. What `work` throws undoes it. */
export async function within<S extends Store, M extends 'readonly' | 'readwrite', T>(
  store: S,
  mode: M,
  work: (store: IDBPObjectStore<Stores, [S], S, M>) => Promise<T>
): Promise<T> {
  const database = await open();
  try {
    // `strict`: written is written, also when the battery ends a moment later.
    const transaction = database.transaction(store, mode, { durability: 'strict' });
    const finished = transaction.done;
    finished.catch(() => undefined); // said below, or outdone by what `work` has to say
    try {
      const answer = await work(transaction.store as IDBPObjectStore<Stores, [S], S, M>);
      await finished;
      return answer;
    } catch (cause) {
      try {
        transaction.abort();
      } catch {
        // It has ended by itself.
      }
      throw cause;
    }
  } finally {
    database.close();
  }
}
