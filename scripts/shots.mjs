// Pictures of every page in all eight variants (zh/en × light/dark × 360/1280 px), for looking at: npm run shots [-- filter]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { chromiumArgs, systemChromium } from '../tests/support/chromium.ts';
import { behind, firstCase, pages } from '../tests/support/pages.ts';

const filter = process.argv[2] ?? '';
const port = String(4950 + (process.pid % 40));
const origin = `http://localhost:${port}`;
const data = mkdtempSync(path.join(tmpdir(), 'chaoyang-shots-'));
const server = spawn(process.execPath, ['build/index.js'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    PORT: port,
    HOST: '127.0.0.1',
    ORIGIN: origin,
    DATA_DIR: data,
    DEMO: '1',
    BODY_SIZE_LIMIT: '64M'
  }
});

const ready = async () => {
  for (let i = 0; i < 240; i++) {
    try {
      if ((await fetch(`${origin}/readyz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The app did not start.');
};

const slug = (/** @type {string} */ p) => (p || '/home').slice(1).replaceAll(/[^\w.-]+/g, '-');

try {
  await ready();
  const executablePath = systemChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) });
  let count = 0;
  for (const lang of ['zh', 'en'])
    for (const colorScheme of /** @type {const} */ (['light', 'dark']))
      for (const width of [360, 1280]) {
        const folder = path.join('shots', `${lang}-${width}-${colorScheme}`);
        mkdirSync(folder, { recursive: true });
        for (const person of new Set(pages.map((p) => p.as))) {
          const context = await browser.newContext({
            baseURL: origin,
            viewport: { width, height: width === 360 ? 740 : 800 },
            colorScheme,
            locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
            timezoneId: 'Asia/Shanghai'
          });
          const page = await context.newPage();
          if (person) {
            await page.goto(`/${lang}/sign-in`);
            await page.locator('input[name=email]').fill(`${person}@demo.test`);
            await page.locator('input[name=password]').fill('chaoyang-demo');
            await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
            await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
          }
          const shoot = async (/** @type {string} */ name) => {
            await page.screenshot({
              path: path.join(folder, `${person ? person + '-' : ''}${name}.png`),
              fullPage: true
            });
            count++;
          };
          for (const known of pages.filter((p) => p.as === person && p.path.includes(filter))) {
            await page.goto(`/${lang}${known.path}`, { waitUntil: 'networkidle' });
            await shoot(slug(known.path));
            if (known.path.startsWith('/console/queues/')) {
              const link = page.locator(firstCase).first();
              if (await link.count()) {
                await page.goto((await link.getAttribute('href')) ?? '', { waitUntil: 'networkidle' });
                await shoot('case-from-' + slug(known.path));
              }
            }
          }
          for (const way of behind.filter((b) => b.as === person && b.name !== 'case' && b.name.includes(filter))) {
            await page.goto(`/${lang}${way.from}`, { waitUntil: 'networkidle' });
            for (const link of way.links)
              await page.goto((await page.locator(link).first().getAttribute('href')) ?? '', {
                waitUntil: 'networkidle'
              });
            await shoot(way.name);
            if (!way.press) continue;
            await page.locator(way.press.button).click();
            await page.waitForLoadState('networkidle');
            await shoot(way.press.name);
          }
          await context.close();
        }
        console.log(`${folder}: done`);
      }
  await browser.close();
  console.log(`${count} pictures in shots/`);
} finally {
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
