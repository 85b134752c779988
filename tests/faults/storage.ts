import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { freePort } from '../../scripts/bench/cluster.ts';
import { chromiumArgs, systemChromium } from '../support/chromium.ts';
import { chance } from './chance.ts';
import { came, fill, openForm, picture, press } from './form.ts';
import { draftPhotos, installed, outboxOf } from './phone.ts';
import { FaultProxy, isWrite } from './proxy.ts';
import type { Score } from './score.ts';
import { AppServer, inDatabase, prepare } from './server.ts';
import { PATIENCE, until } from './wait.ts';

const OUTBOX = '/zh/me/outbox';
const DAY = 86_400_000;

const shows = (page: Page, text: string | RegExp) =>
  page
    .getByText(text)
    .first()
    .waitFor()
    .then(
      () => true,
      () => false
    );
const hides = async (page: Page, text: string) => (await page.getByText(text).count()) === 0;
const KEPT = '已存在这部手机里，还没有发出';

/** This phone's clock is off by as much as `sessionStorage` says; the worker's is right. */
const wrongClock = () => {
  const RightDate = Date;
  const off = () => Number(sessionStorage.getItem('clock-off') ?? 0);
  class WrongDate extends RightDate {
    constructor(...given: unknown[]) {
      // Without a moment it is now, by the wrong clock.
      if (given.length === 0) super(RightDate.now() + off());
      else super(...(given as [number]));
    }
    static override now() {
      return RightDate.now() + off();
    }
  }
  globalThis.Date = WrongDate as DateConstructor;
};

interface World {
  phone: () => Promise<{ context: BrowserContext; page: Page }>;
  /** Whether writes find somebody. */
  online: (is: boolean) => void;
  origin: string;
  /** What is meant to arrive. */
  ids: string[];
}
type Seen = (what: string, found: unknown, wanted?: unknown) => void;

const SCENARIOS: [name: string, play: (world: World, seen: Seen) => Promise<void>][] = [
  [
    'no room on the phone: the form says so, keeps its words, and is sent once there is a network',
    async ({ phone, online, origin, ids }, seen) => {
      const { context, page } = await phone();
      // Before anything is kept: the browser remembers for a while how much room there was.
      const browser = await context.newCDPSession(page);
      await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
      await openForm(page);
      const { id } = await fill(page, '手机没有空间时写的', [await picture(chance(1))], 0);
      online(false);
      await press(page);
      seen('came', await came(page), 'notKept');
      seen('says why', await shows(page, '手机的空间不够了'));
      seen('does not say that it is kept', await hides(page, KEPT));
      seen('words', await page.getByLabel('发生了什么？').inputValue(), '手机没有空间时写的');
      online(true);
      ids.push(id);
      await press(page);
      await page.waitForURL(new RegExp(id));
    }
  ],
  [
    'a browser that keeps nothing: the form and the list say so, and the form sends all the same',
    async ({ phone, online, ids }, seen) => {
      const { context, page } = await phone();
      await context.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('not here', 'SecurityError');
        };
      });
      await openForm(page);
      const { id } = await fill(page, '无痕窗口里写的', []);
      online(false);
      await press(page);
      seen('came', await came(page), 'notKept');
      seen('says why', await shows(page, '这个浏览器不让网页保存内容'));
      seen('does not say that it is kept', await hides(page, KEPT));
      online(true);
      ids.push(id);
      await press(page);
      await page.waitForURL(new RegExp(id));
      await page.goto(OUTBOX);
      seen('the list says so', await shows(page, '所以这里不会有待发送的内容'));
    }
  ],
  [
    'the browser erases what the site kept: neither the form nor the list claims it any more',
    async ({ phone, online, origin }, seen) => {
      const { context, page } = await phone();
      await openForm(page);
      await fill(page, '之后被浏览器清除的', []);
      online(false);
      await press(page);
      seen('came', await came(page), 'kept');
      const browser = await context.newCDPSession(page);
      await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      // As when somebody comes back to this tab.
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      seen('the form says that it is gone', await shows(page, '已经不在这部手机里了'));
      seen('and not that it is kept', await hides(page, KEPT));
      online(true);
      await page.goto(OUTBOX);
      seen('the list is empty', await shows(page, '没有待发送的内容'));
    }
  ],
  [
    'little room left: the list warns before it is full',
    async ({ phone, online, ids }, seen) => {
      const { context, page } = await phone();
      await openForm(page);
      const { id } = await fill(page, '空间快用完时写的', [await picture(chance(2))]);
      online(false);
      await press(page);
      seen('came', await came(page), 'kept');
      ids.push(id);
      // Chromium tells no page how much room there really is; others do.
      await context.addInitScript(() => {
        StorageManager.prototype.estimate = async () => ({ usage: 9_000_000, quota: 10_000_000 });
      });
      await page.goto(OUTBOX);
      seen('warns', await shows(page, '手机给本站的空间快用完了'));
      online(true);
      await page.getByRole('button', { name: '现在发送' }).click();
      seen('sent all the same', await shows(page, '没有待发送的内容'));
    }
  ],
  ...([1, -1] as const).map((days): (typeof SCENARIOS)[number] => [
    `the clock is a day ${days > 0 ? 'ahead' : 'behind'} and then put right: it is kept, found again and sent by itself`,
    async ({ phone, online, ids }, seen) => {
      const { context, page } = await phone();
      await context.addInitScript(wrongClock);
      await page.evaluate((off) => sessionStorage.setItem('clock-off', String(off)), days * DAY);
      await openForm(page);
      await page.getByLabel('地址或附近的地标').fill('枣营北里东门');
      const draft = await page.locator('[name=id]').inputValue();
      seen('it is kept', await until(async () => (await draftPhotos(page, draft)) !== null));
      await page.reload();
      seen(
        'the draft is found',
        await until(async () => (await page.getByLabel('地址或附近的地标').inputValue()) === '枣营北里东门')
      );
      const { id } = await fill(page, '手机的钟不准时写的', []);
      online(false);
      await press(page);
      seen('came', await came(page), 'kept');
      ids.push(id);
      await page.evaluate(() => sessionStorage.setItem('clock-off', '0'));
      await page.goto(OUTBOX);
      seen('is listed', await shows(page, '手机的钟不准时写的'));
      online(true);
      await page.goto('/zh/about');
      seen(
        'sent by itself',
        await until(async () => {
          // Every page that is opened asks the worker to send what is due.
          await page.reload();
          return (await outboxOf(page))[0]?.state === 'sent';
        })
      );
    }
  ])
];

/** What a browser does to what a site keeps: the person is told, and nothing is claimed that is not so. */
export async function storage(score: Score, { seed, only }: { seed: number; only?: RegExp }): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-faults-'));
  const home = { folder: path.join(folder, 'data') };
  const proxy = new FaultProxy(chance(seed), { to: { port: await freePort() }, share: 0 });
  const origin = `http://localhost:${await proxy.listen()}`;
  await prepare(home);
  const server = new AppServer({ ...home, port: proxy.to.port, origin });
  const executablePath = systemChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) });
  const ids: string[] = [];
  try {
    await server.start();
    const world: World = {
      origin,
      ids,
      online: (is) =>
        (proxy.instead = (method, url) => (!is && isWrite({ method, url }) ? { status: 503 } : undefined)),
      phone: async () => {
        const context = await browser.newContext({ baseURL: origin, serviceWorkers: 'allow', locale: 'zh-CN' });
        context.setDefaultTimeout(PATIENCE);
        const page = await context.newPage();
        await page.goto('/zh');
        await installed(page);
        return { context, page };
      }
    };
    for (const [name, play] of SCENARIOS.filter(([name]) => !only || only.test(name))) {
      const wrong: string[] = [];
      try {
        await play(world, (what, found, wanted = true) => {
          if (found !== wanted) wrong.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
        });
      } catch (cause) {
        wrong.push(cause instanceof Error ? cause.message : String(cause));
      }
      world.online(true);
      for (const context of browser.contexts()) await context.close();
      score.check(name, wrong.length === 0, wrong.join('; '));
    }
    await server.stop();
    const rows = await inDatabase(home, (sql) => sql('select id from public.reports', []));
    score.same(
      'what was meant to arrive has arrived, and nothing else',
      rows.map(({ id }) => id).sort(),
      [...ids].sort()
    );
  } finally {
    await browser.close();
    await server.kill();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
