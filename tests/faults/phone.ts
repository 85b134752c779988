import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { chromiumArgs, systemChromium } from '../support/chromium.ts';
import { atExit } from './atExit.ts';
import { PATIENCE, pause } from './wait.ts';

/** A browser with a memory of its own on the disk, which can be ended as a phone ends it: at once and without a word. */
export class Phone {
  readonly #profile: string;
  #child: ChildProcess | undefined;
  #ended: Promise<void> | undefined;
  #browser: Browser | undefined;
  context!: BrowserContext;
  readonly #targets = new WeakMap<Page, string>();

  constructor(profile: string) {
    this.#profile = profile;
    atExit(() => this.#end());
  }

  async start(): Promise<void> {
    mkdirSync(this.#profile, { recursive: true });
    // What a killed browser leaves behind to say that it runs.
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
      rmSync(path.join(this.#profile, name), { force: true });
    const program = systemChromium() ?? chromium.executablePath();
    // A page that is put aside when another one is opened answers no question that was asked of it.
    const own = ['--remote-debugging-port=0', `--user-data-dir=${this.#profile}`, '--disable-back-forward-cache'];
    const args = ['--headless=new', ...chromiumArgs, ...own];
    const child = spawn(program, [...args, '--window-size=360,740', 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own, so that its helpers end with it.
      detached: true,
      env: { ...process.env, TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' }
    });
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (part: Buffer) => {
        said += part.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(said);
        if (found) resolve(found[1]!);
        else if (said.length > 20_000) said = said.slice(-10_000);
      });
      child.once('exit', () => reject(new Error(`The browser did not start: ${said.slice(-500)}`)));
    });
    this.#browser = await chromium.connectOverCDP(address, { timeout: PATIENCE });
    this.context = this.#browser.contexts()[0]!;
    this.context.setDefaultTimeout(PATIENCE);
  }

  #end(): void {
    const { pid, exitCode, signalCode } = this.#child ?? {};
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It had ended already.
    }
  }

  /** Ends it without a warning; what had not been written to the disk is gone. */
  async kill(): Promise<void> {
    this.#end();
    await this.#ended;
    await this.#browser?.close().catch(() => undefined);
  }

  /** Closes it as a person does; what it keeps is on the disk then. */
  async end(): Promise<void> {
    const browser = await this.#browser?.newBrowserCDPSession();
    await browser?.send('Browser.close').catch(() => undefined);
    await Promise.race([this.#ended, pause(20_000)]);
    await this.kill();
  }

  async page(): Promise<Page> {
    const page = await this.context.newPage();
    await page.setViewportSize({ width: 360, height: 740 });
    const session = await this.context.newCDPSession(page);
    this.#targets.set(page, (await session.send('Target.getTargetInfo')).targetInfo.targetId);
    await session.detach();
    return page;
  }

  /** Ends a tab without a word. A browser that is just opening another page in it overhears that, so it is told until it has. */
  async close(page: Page): Promise<void> {
    const ended = new Promise<void>((resolve) => page.once('close', () => resolve()));
    const browser = await this.#browser!.newBrowserCDPSession();
    for (let tries = 0; !page.isClosed(); tries++) {
      if (tries === 30) throw new Error('A tab does not close.');
      await browser.send('Target.closeTarget', { targetId: this.#targets.get(page)! }).catch(() => undefined);
      await Promise.race([ended, pause(3_000)]);
    }
    await browser.detach();
  }
}

/** Ends the workers of this browser, as it does by itself when they were idle or when there is little room. */
export async function endWorkers(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('ServiceWorker.enable');
  await browser.send('ServiceWorker.stopAllWorkers');
  await browser.detach();
}

/** Until the worker takes care of this page. */
export const installed = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  });

export interface OnPhone {
  id: string;
  state: string;
  code: string | null;
  errors: Record<string, string>;
  tried: number;
  photos: number;
  /** Whose it is; null for nobody's. */
  email: string | null;
}

/** What the outbox of this phone holds, read past the app. */
export const outboxOf = (page: Page): Promise<OnPhone[]> =>
  page.evaluate(() =>
    new Promise<OnPhone[]>((resolve, reject) => {
      const asked = indexedDB.open('chaoyang');
      asked.onerror = () => reject(new Error('no database'));
      // Not made here: the app makes it, in its own shape.
      asked.onupgradeneeded = () => asked.transaction!.abort();
      asked.onsuccess = () => {
        const database = asked.result;
        if (!database.objectStoreNames.contains('outbox')) {
          database.close();
          return resolve([]);
        }
        const all = database.transaction('outbox').objectStore('outbox').getAll();
        all.onsuccess = () => {
          database.close();
          resolve(
            all.result.map(({ id, state, code, errors, tried, photos, account }) => ({
              id,
              state,
              code,
              errors,
              tried,
              photos: photos.length,
              email: account?.email ?? null
            }))
          );
        };
      };
      asked.onblocked = () => reject(new Error('blocked'));
    }).catch((error: Error) => {
      // Nothing was kept on this phone yet.
      if (error.message === 'no database') return [];
      throw error;
    })
  );

/** The bytes of the photos that the phone keeps of a draft, as base64 under their hash; null where it keeps no such draft. */
export const draftPhotos = (page: Page, id: string): Promise<Record<string, string> | null> =>
  page.evaluate(
    (id) =>
      new Promise<Record<string, string> | null>((resolve, reject) => {
        const asked = indexedDB.open('chaoyang');
        // Not made here: the app makes it, in its own shape.
        asked.onupgradeneeded = () => asked.transaction!.abort();
        asked.onerror = () => resolve(null);
        asked.onblocked = () => reject(new Error('blocked'));
        asked.onsuccess = () => {
          const database = asked.result;
          if (!database.objectStoreNames.contains('drafts')) {
            database.close();
            return resolve(null);
          }
          const found = database.transaction('drafts').objectStore('drafts').get(id);
          found.onerror = () => reject(new Error('not read'));
          found.onsuccess = async () => {
            database.close();
            if (!found.result) return resolve(null);
            const photos: { sha256: string; blob: Blob }[] = found.result.photos ?? [];
            const texts: Record<string, string> = {};
            for (const { sha256, blob } of photos) {
              const bytes = new Uint8Array(await blob.arrayBuffer());
              let text = '';
              for (const byte of bytes) text += String.fromCharCode(byte);
              texts[sha256] = btoa(text);
            }
            resolve(texts);
          };
        };
      }),
    id
  );
