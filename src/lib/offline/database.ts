/**
 * What this phone keeps: one small database, opened when there is something to keep and not before. "Forget this phone"
 * erases it whole (`Clear-Site-Data`). A new store is a new version; what is kept by an older one stays.
 */
const NAME = 'chaoyang';
const VERSION = 1;

/** Store → the property that names a record in it. */
const STORES = { drafts: 'id' } as const;
type Store = keyof typeof STORES;

/** @throws when the browser keeps nothing: a private window, a full disk, a setting */
function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(NAME, VERSION);
  opening.onupgradeneeded = () => {
    const database = opening.result;
    for (const [store, keyPath] of Object.entries(STORES))
      if (!database.objectStoreNames.contains(store)) database.createObjectStore(store, { keyPath });
  };
  return answered(opening).then((database) => {
    database.onversionchange = () => database.close(); // a newer page waits for this one to let go
    return database;
  });
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('nothing is kept here'));
  });

/** One transaction over one store; what `work` asks for last is the answer, once all of it is on the disk. */
export async function within<T>(
  store: Store,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, answered: <A>(request: IDBRequest<A>) => Promise<A>) => Promise<T>
): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(store, mode);
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('nothing was kept'));
    });
    const [answer] = await Promise.all([work(transaction.objectStore(store), answered), finished]);
    return answer;
  } finally {
    database.close();
  }
}
