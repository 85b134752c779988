import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { freePort } from '../../scripts/bench/cluster.ts';
import { chromiumArgs, systemChromium } from '../support/chromium.ts';
import { chance } from './chance.ts';
import { came, fill, openForm, press } from './form.ts';
import { installed, outboxOf } from './phone.ts';
import { FaultProxy, isWrite } from './proxy.ts';
import type { Score } from './score.ts';
import { AppServer, inDatabase, prepare } from './server.ts';
import { variant, type Change, type Variant } from './variants.ts';
import { PATIENCE, pause, until } from './wait.ts';

type Version = 'v1' | 'v2' | 'v3';

/** What tells a version apart: a mark in every page, and one that only its scripts write. */
const marked = (version: Version): Change[] => [
  {
    file: 'src/app.html',
    from: '<meta charset="utf-8" />',
    to: `<meta charset="utf-8" /><meta name="build" content="${version}" />`
  },
  {
    file: 'src/lib/outbox/Outbox.svelte',
    from: 'aria-labelledby="unsent"',
    to: `aria-labelledby="unsent" data-build="${version}"`
  }
];
/** The third one changes the shape of what is kept on the phone as well. */
const CHANGES: Record<'v2' | 'v3', Change[]> = {
  v2: marked('v2'),
  v3: [...marked('v3'), { file: 'src/lib/offline/database.ts', from: /VERSION = (\d+)/, to: 'VERSION = 1 + $1' }]
};

const OUTBOX = '/zh/me/outbox';

/** One origin on which one version after the other is in service, and a phone that visits it. */
class World {
  readonly origin: string;
  readonly #proxy: FaultProxy;
  readonly #ports: Record<Version, number>;
  readonly #browser: Browser;
  readonly ids: string[] = [];

  constructor(origin: string, proxy: FaultProxy, ports: Record<Version, number>, browser: Browser) {
    this.origin = origin;
    this.#proxy = proxy;
    this.#ports = ports;
    this.#browser = browser;
  }

  deploy(version: Version): void {
    this.#proxy.to = { port: this.#ports[version] };
    this.#proxy.instead = () => undefined;
  }

  /** What answers instead of the app, until the next deployment. */
  instead(answer: FaultProxy['instead']): void {
    this.#proxy.instead = answer;
  }

  /** Writes find nobody, and everything else is as it was. */
  holdWrites(): void {
    this.instead((method, url) => (isWrite({ method, url }) ? { status: 503 } : undefined));
  }

  /** A phone of its own, with the shell of this version on it. */
  async phone(version: Version): Promise<{ context: BrowserContext; page: Page }> {
    this.deploy(version);
    const context = await this.#browser.newContext({ baseURL: this.origin, serviceWorkers: 'allow', locale: 'zh-CN' });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    await page.goto('/zh');
    await installed(page);
    return { context, page };
  }

  /** Writes a report that does not get through, so that it waits on the phone. */
  async keepOne(page: Page): Promise<string> {
    this.holdWrites();
    await openForm(page);
    const { id } = await fill(page, `写于更新之前 ${this.ids.length}`, []);
    await press(page);
    const is = await came(page);
    if (is !== 'kept') throw new Error(`It was not kept but “${is}”.`);
    this.ids.push(id);
    return id;
  }
}

/** Which version a page is of. */
const versionOf = async (page: Page): Promise<string> =>
  (await page.locator('meta[name=build]').count()) > 0
    ? ((await page.locator('meta[name=build]').first().getAttribute('content')) ?? '')
    : 'v1';

/** Which version the page on the phone is of, and its scripts. */
async function shellOf(page: Page): Promise<string> {
  await page.goto(OUTBOX);
  const section = page.locator('section[aria-labelledby=unsent]');
  await section.waitFor();
  return `${await versionOf(page)} ${(await section.getAttribute('data-build')) ?? 'v1'}`;
}

/** Until a newer worker waits, and none is being installed that would take its place. */
const waitingWorker = (page: Page) =>
  until(() =>
    page.evaluate(async () => {
      const { waiting, installing } = (await navigator.serviceWorker.getRegistration()) ?? {};
      return Boolean(waiting) && !installing;
    })
  );

/** Takes the newer version as the page offers it. @returns how often the page was loaded for it */
async function take(page: Page): Promise<number> {
  await page.goto('/zh/about');
  const button = page.locator('#update-note button');
  await button.waitFor();
  let loads = 0;
  page.on('load', () => (loads += 1));
  await button.click();
  await until(async () => loads > 0 && !(await page.locator('#update-note').isVisible()));
  return loads;
}

/** Sends what waits. @returns whether nothing waits any more */
async function send(page: Page): Promise<boolean> {
  await page.goto(OUTBOX);
  return until(async () => {
    const waiting = (await outboxOf(page)).filter(({ state }) => state !== 'sent');
    if (waiting.length === 0) return true;
    const button = page.getByRole('button', { name: /现在发送/ }).first();
    await button.click({ timeout: 1_000 }).catch(() => undefined);
    await pause(300);
    return false;
  });
}

/** A draft as the very first version kept it, in its database. */
const putDraft = (page: Page, id: string): Promise<void> =>
  page.evaluate(
    ({ id, key }) =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open('chaoyang', 1);
        asked.onerror = () => reject(new Error('no database'));
        asked.onupgradeneeded = () => asked.result.createObjectStore('drafts', { keyPath: 'id' });
        asked.onsuccess = () => {
          const typed = { landmark: '枣营北里东门', description: '旧版本里写的' };
          const put = asked.result.transaction('drafts', 'readwrite').objectStore('drafts');
          put.put({ id, key, typed, photos: [], changed_at: Date.now() }).onsuccess = () => {
            asked.result.close();
            localStorage.setItem('report-draft', id);
            resolve();
          };
        };
      }),
    { id, key: 'ab'.repeat(16) }
  );

type Scenario = (world: World, seen: (what: string, found: unknown, wanted: unknown) => void) => Promise<void>;

const SCENARIOS: [name: string, play: Scenario][] = [
  [
    'v1 → v2 with an open tab: one reload',
    async (world, seen) => {
      const { page } = await world.phone('v1');
      world.deploy('v2');
      seen('loads', await take(page), 1);
      seen('page', await versionOf(page), 'v2');
      seen('shell', await shellOf(page), 'v2 v2');
    }
  ],
  [
    'v1 → v2 → v3, and nobody took the second one',
    async (world, seen) => {
      const { page } = await world.phone('v1');
      world.deploy('v2');
      await page.goto('/zh/about');
      seen('the second waits', await waitingWorker(page), true);
      seen('shell meanwhile', await shellOf(page), 'v1 v1');
      world.deploy('v3');
      await page.goto('/zh/about');
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await waitingWorker(page);
      seen('loads', await take(page), 1);
      seen('shell', await shellOf(page), 'v3 v3');
    }
  ],
  [
    'two tabs: one takes the new version, the other has it after one reload',
    async (world, seen) => {
      const { context, page } = await world.phone('v1');
      const other = await context.newPage();
      await other.goto('/zh/rates');
      world.deploy('v2');
      await take(page);
      await other.reload();
      seen('page', await versionOf(other), 'v2');
      seen('shell', await shellOf(other), 'v2 v2');
    }
  ],
  [
    'rollback, v2 → v1, with something waiting',
    async (world, seen) => {
      const { page } = await world.phone('v2');
      await world.keepOne(page);
      world.deploy('v1');
      seen('loads', await take(page), 1);
      seen('shell', await shellOf(page), 'v1 v1');
      seen('sent', await send(page), true);
    }
  ],
  [
    'an installation that meets 503 leaves the old shell whole, and the next one succeeds',
    async (world, seen) => {
      const { context, page } = await world.phone('v1');
      world.deploy('v2');
      world.instead((_, url) => (/\/_app\/immutable\/.*\.(js|css)/.test(url) ? { status: 503 } : undefined));
      await page.goto('/zh/about');
      await page
        .evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
        .catch(() => undefined);
      await context.setOffline(true);
      seen('shell without a network', await shellOf(page), 'v1 v1');
      await context.setOffline(false);
      world.deploy('v2');
      seen('loads', await take(page), 1);
      seen('shell', await shellOf(page), 'v2 v2');
    }
  ],
  [
    'an installation that is cut off leaves the old shell whole, and what waits is sent',
    async (world, seen) => {
      const { page } = await world.phone('v1');
      await world.keepOne(page);
      world.deploy('v2');
      let files = 0;
      world.instead((_, url) => (url.includes('/_app/immutable/') && ++files > 3 ? 'nothing' : undefined));
      await page.goto('/zh/about');
      await page
        .evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
        .catch(() => undefined);
      seen('shell', await shellOf(page), 'v1 v1');
      world.deploy('v2');
      seen('sent', await send(page), true);
    }
  ],
  [
    'a part of the form is gone (404): the form is opened whole, once and with its words, and is sent',
    async (world, seen) => {
      const { page } = await world.phone('v1');
      await openForm(page);
      const landmark = page.getByLabel('地址或附近的地标');
      await landmark.fill('枣营北里东门');
      world.deploy('v2');
      let gone = 0;
      world.instead((_, url) => {
        // The page that is opened whole finds its own parts.
        if (url.startsWith('/zh/reports/new?')) world.deploy('v2');
        else if (/\/_app\/immutable\/.*\.js$/.test(url)) {
          gone += 1;
          return { status: 404 };
        }
        return undefined;
      });
      let loads = 0;
      page.on('load', () => (loads += 1));
      await page.getByRole('button', { name: '在地图上标出' }).click();
      seen('page', await until(async () => (await versionOf(page)) === 'v2'), true);
      seen('something was gone', gone > 0, true);
      await page.locator('[aria-current=step]').waitFor();
      seen('its words', await until(async () => (await landmark.inputValue()) === '枣营北里东门'), true);
      const { id } = await fill(page, '打开地图时换了版本', []);
      world.ids.push(id);
      seen('loads', loads, 1);
      await press(page);
      seen('came', await came(page), 'there');
    }
  ],
  [
    'a form of v1 is sent to v2, whose parts have other names',
    async (world, seen) => {
      const { page } = await world.phone('v1');
      await openForm(page);
      await page.getByLabel('街道或地区').selectOption('110105012');
      world.deploy('v2');
      const { id } = await fill(page, '表单是旧的，服务器是新的', []);
      world.ids.push(id);
      await press(page);
      seen('came', await came(page), 'there');
    }
  ],
  [
    'the kill switch with something waiting: it is sent by the page',
    async (world, seen) => {
      const { page } = await world.phone('v1');
      await world.keepOne(page);
      const body = readFileSync('scripts/kill-switch-worker.js', 'utf8');
      world.deploy('v2');
      const pulled: FaultProxy['instead'] = (_, url) =>
        url === '/service-worker.js' ? { status: 200, type: 'text/javascript', body } : undefined;
      world.instead(pulled);
      await page.goto('/zh');
      seen(
        'no worker and no cache',
        await until(() =>
          page.evaluate(
            async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length === 0
          )
        ),
        true
      );
      seen('still here', (await outboxOf(page)).filter(({ state }) => state !== 'sent').length, 1);
      seen('shell', await shellOf(page), 'v2 v2');
      seen('sent', await send(page), true);
    }
  ],
  [
    'old shell, new server: what waits is sent from the old page',
    async (world, seen) => {
      const { page } = await world.phone('v1');
      await world.keepOne(page);
      await world.keepOne(page);
      world.deploy('v2');
      seen('shell', await shellOf(page), 'v1 v1');
      seen('sent', await send(page), true);
    }
  ],
  [
    'new shell, old database: a draft of the first version is found, and sent',
    async (world, seen) => {
      world.deploy('v2');
      const { page } = await world.phone('v2');
      const id = crypto.randomUUID();
      await putDraft(page, id);
      await openForm(page);
      seen('found', await until(async () => (await page.locator('[name=id]').inputValue()) === id), true);
      const { id: kept } = await fill(page, '旧版本里写的', []);
      world.ids.push(kept);
      world.holdWrites();
      await press(page);
      seen('came', await came(page), 'kept');
      world.deploy('v2');
      seen('sent', await send(page), true);
    }
  ],
  [
    'the queue changes its shape (v3) with two waiting and a tab of v1 open',
    async (world, seen) => {
      const { context, page } = await world.phone('v1');
      await world.keepOne(page);
      await world.keepOne(page);
      const old = await context.newPage();
      await old.goto(OUTBOX);
      world.deploy('v3');
      seen('loads', await take(page), 1);
      seen('shell', await shellOf(page), 'v3 v3');
      seen('waiting', (await outboxOf(page)).filter(({ state }) => state !== 'sent').length <= 2, true);
      seen('sent', await send(page), true);
    }
  ],
  [
    'rollback after the queue has changed its shape, v3 → v1: what waits is seen and sent',
    async (world, seen) => {
      const { page } = await world.phone('v3');
      await world.keepOne(page);
      world.deploy('v1');
      world.holdWrites();
      seen('loads', await take(page), 1);
      seen('shell', await shellOf(page), 'v1 v1');
      seen('listed', await until(async () => (await page.locator('article').count()) === 1), true);
      world.deploy('v1');
      seen('sent', await send(page), true);
    }
  ],
  [
    'the new version is taken in one tab while another one sends',
    async (world, seen) => {
      const { context, page } = await world.phone('v1');
      for (let n = 0; n < 3; n++) await world.keepOne(page);
      const sending = await context.newPage();
      await sending.goto(OUTBOX);
      world.deploy('v2');
      await sending
        .getByRole('button', { name: '全部现在发送' })
        .click({ timeout: 3_000 })
        .catch(() => undefined);
      await take(page);
      seen('shell', await shellOf(page), 'v2 v2');
      seen('sent', await send(page), true);
    }
  ],
  [
    'all tabs are closed on the old version: the next start has the new one, also without a network',
    async (world, seen) => {
      const { context, page } = await world.phone('v1');
      world.deploy('v2');
      await page.goto('/zh/about');
      seen('it waits', await waitingWorker(page), true);
      await page.close();
      const next = await context.newPage();
      // The old worker is let go of once its last page has gone.
      seen(
        'shell',
        await until(async () => {
          await next.goto('about:blank');
          await pause(500);
          return (await shellOf(next)) === 'v2 v2';
        }),
        true
      );
      await context.setOffline(true);
      seen('without a network', await shellOf(next), 'v2 v2');
    }
  ]
];

export interface UpgradesSettings {
  seed: number;
  /** Those scenarios alone whose name holds this. */
  only?: RegExp;
}

/** One version after the other on phones that have something of the last one: nobody stays behind, and nothing is lost. */
export async function upgrades(score: Score, { seed, only }: UpgradesSettings): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-faults-'));
  const variants: Variant[] = [];
  const servers: AppServer[] = [];
  const homes: { folder: string }[] = [];
  const proxy = new FaultProxy(chance(seed), { to: { port: 0 }, share: 0 });
  const origin = `http://localhost:${await proxy.listen()}`;
  const executablePath = systemChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) });
  try {
    const chosen = SCENARIOS.filter(([name]) => !only || only.test(name));
    const builds: [Version, string][] = [['v1', 'build']];
    for (const version of ['v2', 'v3'] as const) {
      if (!chosen.some(([, play]) => String(play).includes(`'${version}'`))) continue;
      const built = await variant(CHANGES[version]);
      variants.push(built);
      builds.push([version, built.build]);
    }
    const ports = { v1: 0, v2: 0, v3: 0 };
    for (const [version, build] of builds) {
      const home = { folder: path.join(folder, version) };
      homes.push(home);
      await prepare(home);
      ports[version] = await freePort();
      const server = new AppServer({ ...home, port: ports[version], origin, build });
      servers.push(server);
      await server.start();
    }
    const world = new World(origin, proxy, ports, browser);
    for (const [name, play] of chosen) {
      const wrong: string[] = [];
      try {
        await play(world, (what, found, wanted) => {
          if (found !== wanted) wrong.push(`${what} ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
        });
      } catch (cause) {
        wrong.push(cause instanceof Error ? cause.message : String(cause));
      }
      for (const context of browser.contexts()) await context.close();
      score.check(name, wrong.length === 0, wrong.join('; '));
    }
    for (const server of servers) await server.stop();
    const found: string[] = [];
    for (const home of homes)
      found.push(
        ...(await inDatabase(home, (sql) => sql('select id from public.reports', []))).map(({ id }) => String(id))
      );
    score.same('what waited over the updates is there, each once', found.sort(), [...world.ids].sort());
  } finally {
    await browser.close();
    for (const server of servers) await server.kill();
    for (const { remove } of variants) remove();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
