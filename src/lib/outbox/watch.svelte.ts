import * as outbox from '$lib/offline/outbox';

/**
 * What waits on this phone, as it stands just now: it follows what other tabs and the worker do, and sends by itself when
 * the network is back, when the page is looked at again and when a wait is over.
 */
export class Watch {
  /** The newest first; undefined until they have been read. */
  items: outbox.Item[] | undefined = $state.raw();
  /** What is on its way. */
  sending: outbox.News['sending'] = $state.raw();
  /** Whether this browser keeps nothing at all. */
  isForgetful = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The look that is going on, and the one after it that everybody shares who asks meanwhile. */
  #looking: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  #look = (): Promise<void> =>
    (this.#next ??= this.#looking.then(() => {
      this.#next = undefined;
      return (this.#looking = this.#read());
    }));

  #read = async (): Promise<void> => {
    try {
      this.items = await outbox.list();
      const next = outbox.nextAt(this.items);
      clearTimeout(this.#timer);
      // A wait may be longer than a timer can count.
      if (next !== undefined)
        this.#timer = setTimeout(() => void this.send(), Math.min(Math.max(next - Date.now(), 1_000), 3_600_000));
    } catch {
      this.items = [];
      this.isForgetful = true;
    }
  };

  /** @returns what came of it; undefined when another tab is at it */
  send = async (by: outbox.By = 'itself', only?: string): Promise<outbox.Flushed | undefined> => {
    try {
      return await outbox.flush(only ? { by, only } : { by });
    } catch {
      return undefined;
    } finally {
      this.sending = undefined;
      await this.#look();
    }
  };

  /** Once the page is there. @returns how to stop */
  start = (): (() => void) => {
    const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(outbox.CHANNEL) : undefined;
    channel?.addEventListener('message', ({ data }: MessageEvent<outbox.News>) => {
      this.sending = data.sending;
      void this.#look();
    });
    const wake = () => {
      if (document.visibilityState === 'visible' && navigator.onLine) void this.send('start');
    };
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    void this.#look().then(() => outbox.announce().catch(() => undefined));
    wake();
    return () => {
      channel?.close();
      clearTimeout(this.#timer);
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  };
}
