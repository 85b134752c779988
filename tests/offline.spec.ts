import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, signInByForm, test } from './support/test.ts';
import { ask, freePort } from './support/http.ts';

test.use({ serviceWorkers: 'allow' });

/** Until the worker is there and takes care of this page. */
const installed = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    // The emergency pages are kept during the installation.
    for (let i = 0; i < 600 && (await (await caches.open('pages-1')).keys()).length < 2; i++)
      await new Promise((resolve) => setTimeout(resolve, 100));
  });

const keptAddresses = (page: Page) =>
  page.evaluate(async () =>
    (await (await caches.open('pages-1')).keys()).map(({ url }) => new URL(url).pathname + new URL(url).search).sort()
  );

/** Everything that any cache holds, as text. */
const everythingKept = (page: Page) =>
  page.evaluate(async () => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        texts.push(request.url, (await (await cache.match(request))?.text()) ?? '');
    }
    return texts.join('\n');
  });

for (const [lang, words] of [
  ['zh', { offline: '没有网络', emergency: '紧急求助', kept: '保存于', list: '公开' }],
  ['en', { offline: 'No network', emergency: 'Emergency', kept: 'Kept on', list: 'Reports' }]
] as const)
  test(`without a network: what was seen is there with its age, the rest says so (${lang})`, async ({
    page,
    context
  }) => {
    await page.goto(`/${lang}`);
    await installed(page);
    await page.goto(`/${lang}/places`);
    await page.goto(`/${lang}/rates`);
    await expect.poll(() => keptAddresses(page)).toContain(`/${lang}/rates`);

    await context.setOffline(true);
    await page.goto(`/${lang}/places`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('#saved-note')).toContainText(words.kept);
    await expect(page.locator('#saved-note time')).not.toBeEmpty();
    const looks = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    expect(looks, 'a kept page keeps its looks').not.toBe('rgba(0, 0, 0, 0)');

    await page.goto(`/${lang}/accessibility`);
    await expect(page.getByRole('heading', { level: 1, name: words.offline })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(`/${lang}/offline`);
    await expect(page.locator(`main a[href="/${lang}/rates"]`)).toBeVisible();
    await page.locator(`main a[href="/${lang}/emergency"]`).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(words.emergency);
    await expect(page.locator('a[href="tel:119"]').first()).toBeVisible();

    await context.setOffline(false);
    await page.goto(`/${lang}/places`);
    await expect(page.locator('#saved-note')).toBeHidden();
  });

test('a page with scripts that loses the network sends to the offline page, which knows when it is back', async ({
  page,
  context
}) => {
  await page.goto('/zh');
  await installed(page);
  await page.goto('/zh/reports/new?category=air.fume');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.locator('footer a[href="/zh/accessibility"]').click();
  await expect(page.getByRole('heading', { level: 1, name: '没有网络' })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('link', { name: '继续打开' }).click();
  await expect(page).toHaveURL('/zh/accessibility');
});

test('what was taken from the public is not kept any longer than it is asked for', async ({ page }) => {
  await page.goto('/zh');
  await installed(page);
  const gone = '/zh/places/taken-away';
  await page.evaluate(async (path) => {
    const words = new Response('words of before', { headers: { 'content-type': 'text/html' } });
    await (await caches.open('pages-1')).put(path, words);
  }, gone);
  expect((await page.goto(gone))!.status()).toBe(404);
  await expect.poll(() => keptAddresses(page)).not.toContain(gone);
});

test('nothing private is kept: no page of one person, no form, no address with a key', async ({ page, baseURL }) => {
  await page.goto('/zh');
  await installed(page);
  const id = crypto.randomUUID();
  const key = 'ab'.repeat(16);
  const sent = await page.request.post('/zh/reports/new', {
    headers: { origin: baseURL! },
    multipart: {
      id,
      key,
      category: 'air.fume',
      description: '只有我知道的话',
      subdistrict: '110105012',
      landmark: '枣营北里'
    },
    maxRedirects: 0
  });
  expect(sent.status()).toBe(303);
  await page.goto(sent.headers().location!);
  await expect(page.getByText('只有我知道的话')).toBeVisible();
  await page.goto('/zh/sign-in');
  await page.getByLabel('邮箱').fill('resident@demo.test');
  await page.getByLabel('密码', { exact: true }).fill('chaoyang-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/zh(\/me)?$/);
  await page.goto('/zh/me/data');
  await page.goto('/zh/places');
  const kept = await everythingKept(page);
  for (const secret of [id, key, '只有我知道的话', 'resident@demo.test', '/zh/me']) {
    if (secret === '/zh/me') expect(await keptAddresses(page)).not.toContain('/zh/me/data');
    else expect(kept, `kept nowhere: ${secret}`).not.toContain(secret);
  }
  expect(await keptAddresses(page)).toEqual(['/en/emergency', '/zh/emergency']);
});

test('my reports can be read without a network as they were last seen, and by nobody else', async ({
  page,
  context
}) => {
  await signInByForm(page, 'resident');
  await page.goto('/zh/me');
  await installed(page);
  const first = await page.locator('main a[href^="/zh/reports/"]').last().getAttribute('href');
  const id = first!.slice(-36);
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const opening = indexedDB.open('chaoyang');
          opening.onupgradeneeded = () => opening.transaction?.abort();
          opening.onerror = () => resolve('');
          opening.onsuccess = () => {
            const all = opening.result.transaction('mine').objectStore('mine').getAll();
            all.onsuccess = () => resolve(JSON.stringify(all.result));
            opening.result.close();
          };
        })
    );
  await expect.poll(kept).toContain(id);

  await context.setOffline(true);
  await page.goto('/zh/me');
  await expect(page).toHaveURL('/zh/offline/mine');
  await expect(page.getByText(/这是 .+ 看到的情况/)).toBeVisible();
  await expect(page.locator(`main a[href="${first}"]`)).toBeVisible();
  await expectAccessible(page);
  await page.goto('/en/me');
  await expect(page.getByText(/As seen on .+; it may have changed since/)).toBeVisible();
  await expect(page.locator('main ul .title').first()).toHaveText(/^[A-Z][\w ,’-]+$/);

  // Somebody else signs in on the same phone.
  await context.setOffline(false);
  await context.clearCookies();
  await signInByForm(page, 'organizer');
  await page.goto('/zh/me');
  await expect.poll(kept).not.toContain(id);
  await context.setOffline(true);
  await page.goto('/zh/offline/mine');
  await expect(page.locator('main')).toContainText(/没有存下您的反映|看到的情况/);
  await expect(page.locator(`main a[href="${first}"]`)).toHaveCount(0);
});

test('the files that must never be old are asked for each time, and carry the headers of every answer', async ({
  baseURL
}) => {
  for (const path of ['/service-worker.js', '/app.js', '/manifest.zh.webmanifest', '/zh/offline']) {
    const { status, headers } = await ask(baseURL!, { path });
    expect(status, path).toBe(200);
    expect(headers['cache-control'], path).toBe('no-cache');
    expect(headers['x-content-type-options'], path).toBe('nosniff');
  }
});

test('what is installed is small and holds no map', () => {
  const worker = readFileSync('build/client/service-worker.js', 'utf8');
  const addresses = [...worker.matchAll(/"?url"?:\s*"([^"]+)"/g)].map(([, address]) => address!);
  expect(addresses).toContain('zh/offline');
  expect(addresses).toContain('en/offline');
  let sum = 0;
  for (const address of addresses) {
    const file = [`client/${address}`, `prerendered/${address}.html`, `prerendered/${address}`]
      .flatMap((name) => [`build/${name}.br`, `build/${name}`])
      .map((name) => {
        try {
          return readFileSync(name);
        } catch {
          return undefined;
        }
      })
      .find(Boolean);
    expect(file, address).toBeDefined();
    sum += file!.byteLength;
    if (address.endsWith('.js'))
      expect(readFileSync(`build/client/${address}`, 'utf8'), address).not.toContain('leaflet-container');
  }
  console.log(`installed on the phone: ${addresses.length} files, ${sum} bytes`);
  expect(sum).toBeLessThanOrEqual(250 * 1024);
});

/** A copy of the built app that a test may change, on one port through several starts: an installation that is updated. */
async function installation(use: (app: Installation) => Promise<void>) {
  const folder = path.resolve(`test-results/installation-${process.pid}-${Date.now()}`);
  const build = path.join(folder, 'build');
  mkdirSync(folder, { recursive: true });
  cpSync('build', build, { recursive: true });
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (!server || server.exitCode !== null) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  const start = async () => {
    await stop();
    const env = {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      ORIGIN: origin,
      DEMO: '0',
      ADDRESS_HEADER: ''
    };
    server = spawn('node_modules/.bin/node', [path.join(build, 'index.js')], {
      env: { ...env, DATA_DIR: path.join(folder, 'data'), DATABASE_URL: '' },
      stdio: 'ignore'
    });
    await expect
      .poll(
        () =>
          fetch(`${origin}/readyz`).then(
            (answer) => answer.status,
            () => 0
          ),
        { timeout: 240_000 }
      )
      .toBe(200);
  };
  try {
    await use({ origin, build, start, stop });
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
}
interface Installation {
  origin: string;
  build: string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

/** A newer version of the worker: the same one with a line more. */
function newer(build: string, line: string) {
  const worker = path.join(build, 'client/service-worker.js');
  for (const squeezed of [`${worker}.br`, `${worker}.gz`]) rmSync(squeezed, { force: true });
  writeFileSync(worker, `${readFileSync(worker, 'utf8')}\n// ${line}\n`);
}

test('a newer version is offered quietly and taken with one reload; the kill switch ends the shell everywhere', async ({
  browser
}) => {
  test.setTimeout(600_000);
  await installation(async ({ origin, build, start, stop }) => {
    await start();
    const page = await (await browser.newContext({ baseURL: origin, serviceWorkers: 'allow' })).newPage();
    await page.goto('/zh');
    await installed(page);
    await expect(page.locator('#update-note'), 'the first installation is no news').toBeHidden();

    newer(build, 'second');
    await start();
    await page.goto('/zh/about');
    await expect(page.locator('#update-note')).toBeVisible();
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.getByRole('button', { name: '更新并重新打开' }).click();
    await expect.poll(() => loads).toBe(1);
    await expect(page.locator('#update-note')).toBeHidden();
    const waiting = await page.evaluate(async () =>
      Boolean((await navigator.serviceWorker.getRegistration())?.waiting)
    );
    expect(waiting).toBe(false);
    expect(loads).toBe(1);

    // The server is away for a moment: the kept page stands, and nothing of the new version is lost.
    await stop();
    await page.goto('/zh/emergency');
    await expect(page.locator('#saved-note')).toBeVisible();

    const pulled = spawnSync('node_modules/.bin/node', ['scripts/kill-switch.mjs', build], { encoding: 'utf8' });
    expect(pulled.stderr).toBe('');
    expect(pulled.status).toBe(0);
    await start();
    await page.goto('/zh');
    const left = async () =>
      page
        .evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, ...(await caches.keys())])
        .catch(() => ['on its way']);
    await expect.poll(left, { timeout: 90_000 }).toEqual([0]);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});

test.describe('without a worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('a part of the page that is gone since an update is fetched by one full reload', async ({ page }) => {
    await page.goto('/zh/reports/new');
    await page.waitForLoadState('networkidle');
    let missing = 0;
    await page.route('**/_app/immutable/**/*.js', async (route) => {
      missing += 1;
      if (missing > 1) return route.continue();
      await route.fulfill({ status: 404, body: '' });
    });
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.locator('a[href*="category=air.fume"]').first().click();
    await expect.poll(() => loads).toBeGreaterThanOrEqual(1);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(missing).toBeGreaterThan(0);
    expect(loads, 'not in circles').toBeLessThanOrEqual(2);
  });
});
