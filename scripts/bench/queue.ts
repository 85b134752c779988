import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { chance, type Chance } from '../../tests/faults/chance.ts';
import { came, fill, openForm, press } from '../../tests/faults/form.ts';
import { installed, outboxOf, Phone } from '../../tests/faults/phone.ts';
import { FaultProxy, isWrite } from '../../tests/faults/proxy.ts';
import { AppServer, prepare } from '../../tests/faults/server.ts';
import { freePort } from './cluster.ts';
import { kilo, load, median, times, type Line, type Section } from './lines.ts';
import { Wire } from './wire.ts';

const RATE = 750_000 / 8; // bytes a second
const SLOWER = 4; // the phone that is meant, beside this machine

/** A photo of 12 megapixels: coloured shapes with the grain of a sensor. @returns its file */
async function photo(chance: Chance, folder: string, n: number): Promise<string> {
  const squares = Buffer.from(Array.from({ length: 64 * 48 * 3 }, () => chance.whole(0, 255)));
  const shapes = await sharp(squares, { raw: { width: 64, height: 48, channels: 3 } })
    .resize(4000, 3000, { kernel: 'cubic' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const grain = { create: { width: 4000, height: 3000, channels: 3, background: '#808080', noise } } as const;
  const file = path.join(folder, `photo-${n}.jpg`);
  await sharp(shapes)
    .composite([{ input: await sharp(grain).png({ compressionLevel: 0 }).toBuffer(), blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toFile(file);
  return file;
}

interface Shrunk {
  /** From the choice to the picture on the page, milliseconds; and how much of it was the worker's. */
  took: number;
  worked: number;
  /** The longest that the page did nothing else meanwhile, milliseconds. */
  blocked: number;
}

/** Chooses a photo and watches the page until it shows the small one. */
async function shrink(page: Page, file: string): Promise<Shrunk> {
  const watched = page.evaluate(
    () =>
      new Promise<Shrunk>((resolve) => {
        let began = 0;
        let blocked = 0;
        let worked = 0;
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (this: Worker, ...said: unknown[]) {
          const asked = performance.now();
          this.addEventListener('message', () => (worked = performance.now() - asked), { once: true });
          return (post as (...said: unknown[]) => void).apply(this, said);
        };
        const long = new PerformanceObserver((list) => {
          for (const { startTime, duration } of list.getEntries())
            if (began > 0 && startTime >= began) blocked = Math.max(blocked, duration);
        });
        long.observe({ entryTypes: ['longtask'] });
        document.addEventListener('change', () => (began = performance.now()), { capture: true, once: true });
        new MutationObserver((_, observer) => {
          if (!document.querySelector('img[src^="blob:"]')) return;
          observer.disconnect();
          const took = performance.now() - began;
          // A long task is told of after it has ended.
          setTimeout(() => {
            long.disconnect();
            resolve({ took, worked, blocked });
          }, 300);
        }).observe(document.body, { childList: true, subtree: true });
      })
  );
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('input#photos').click()]);
  await chooser.setFiles(file);
  return watched;
}

const waiting = async (page: Page) => (await outboxOf(page)).filter(({ state }) => state !== 'sent').length;

/** P11: fifty reports with a photo of 12 megapixels each, written without a network and sent over a thin one. */
export async function queue(many: number): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-bench-queue-'));
  const home = { folder: path.join(folder, 'data') };
  const port = await freePort();
  const proxy = new FaultProxy(chance(1), { to: { port }, share: 0 });
  const wire = new Wire(await proxy.listen());
  const origin = `http://localhost:${await wire.listen()}`;
  await prepare(home);
  const server = new AppServer({ ...home, port, origin });
  const phone = new Phone(path.join(folder, 'phone'));
  const hold = (is: boolean) =>
    (proxy.instead = (method, url) => (is && isWrite({ method, url }) ? { status: 503 } : undefined));
  try {
    mkdirSync(path.join(folder, 'photos'));
    const draw = chance(11);
    const files: string[] = [];
    for (let n = 0; n < Math.min(many, 5); n++) files.push(await photo(draw, path.join(folder, 'photos'), n));
    await server.start();
    await phone.start();
    const page = await phone.page();
    await page.goto(`${origin}/zh`);
    await installed(page);
    const throttle = await phone.context.newCDPSession(page);
    const shrunk: Shrunk[] = [];
    const sizes: number[] = [];
    const write = async (n: number) => {
      await openForm(page, origin);
      // The page's own thread is as slow as the phone's; the worker's cannot be slowed, and is reckoned.
      await throttle.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      shrunk.push(await shrink(page, files[n % files.length]!));
      await throttle.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      const { photos } = await fill(page, `没有网络时写的第 ${n} 件`, [], 1);
      sizes.push(...[...photos.values()].map(({ length }) => length));
      await press(page);
      const is = await came(page);
      if (is !== 'kept') throw new Error(`It was not kept but “${is}”.`);
    };
    /** Presses the button and waits until nothing waits. @returns seconds, and until the first photo had arrived */
    const flush = async (): Promise<{ first: number; all: number; sent: number }> => {
      await page.goto(`${origin}/zh/me/outbox`);
      const button = page.getByRole('button', { name: /现在发送/ }).first();
      await button.waitFor();
      hold(false);
      wire.rate = RATE;
      const began = performance.now();
      let first = 0;
      let last = 0;
      let sent = 0;
      proxy.heard = ({ method, path: address, sent: bytes }) => {
        if (!isWrite({ method, url: address })) return;
        sent += bytes;
        last = performance.now() - began;
        if (method === 'PUT') first ||= last;
      };
      await button.click();
      while ((await waiting(page)) > 0) await page.waitForTimeout(250);
      wire.rate = Infinity;
      return { first: first / 1000, all: last / 1000, sent };
    };

    // First a few that are torn off in the middle of a photo.
    hold(true);
    for (let n = 0; n < 3; n++) await write(n);
    const up = wire.up;
    setTimeout(() => wire.tear(), 4_000);
    const torn = await flush();
    const headers = 3 * 2 * 2_000; // two requests each, and their headers
    const wasted = wire.up - up - torn.sent;

    hold(true);
    for (let n = 0; n < many; n++) await write(n);
    const whole = await flush();
    const floor = whole.sent / RATE;
    // The page was slowed already.
    const onPhone = median(shrunk.map(({ took, worked }) => took - worked + worked * SLOWER));
    const took = median(shrunk.map((one) => one.took));
    const worked = median(shrunk.map((one) => one.worked));
    const blocked = Math.max(...shrunk.map((one) => one.blocked));
    const most = Math.max(...sizes);
    const lines: Line[] = [
      {
        bar: 'P11',
        what: `a photo of 12 megapixels made small, ${shrunk.length} times`,
        figure: `largest ${kilo(most)}`,
        limit: '≤ 300 KB',
        peer: '–',
        met: most <= 300 * 1024
      },
      {
        bar: 'P11',
        what: 'how long that takes',
        figure: `median ${onPhone.toFixed(0)} ms: the worker's ${worked.toFixed(0)} ms ×${SLOWER}, and ${(took - worked).toFixed(0)} ms of the page, slowed ${SLOWER}×; ${load()}`,
        limit: '≤ 1,500 ms at 4×',
        peer: '–',
        met: onPhone <= 1_500
      },
      {
        bar: 'P11',
        what: `the longest that the page (slowed ${SLOWER}×) stood still meanwhile`,
        figure: `${blocked.toFixed(0)} ms; ${load()}`,
        limit: '≤ 50 ms',
        peer: '–',
        met: blocked <= 50
      },
      {
        bar: 'P11',
        what: `${many} reports with a photo each over 750 kbit/s`,
        figure: `${whole.all.toFixed(1)} s for ${kilo(whole.sent)} = ${times(whole.all / floor)}; ${load()}`,
        limit: '≤ 1.15×',
        peer: `bytes · 8 / rate = ${floor.toFixed(1)} s`,
        met: whole.all / floor <= 1.15
      },
      {
        bar: 'P11',
        what: 'the first of them has arrived',
        figure: `${whole.first.toFixed(1)} s; ${load()}`,
        limit: '≤ 8 s',
        peer: `its photo alone ${((sizes[3] ?? 0) / RATE).toFixed(1)} s`,
        met: whole.first <= 8
      },
      {
        bar: 'P11',
        what: 'sent again after the network was torn in the middle of a photo',
        figure: `${kilo(Math.max(0, wasted))} with all headers`,
        limit: 'one photo',
        peer: `${kilo(most)}`,
        met: wasted <= most + headers
      }
    ];
    const notes = [
      'From the form in a headless Chromium through a wire of 750 kbit/s (scripts/bench/wire.ts); arrivals are timed at the server. The floor counts the bodies that arrive and nothing else. A worker cannot be slowed by the browser, so its time is taken here and multiplied.'
    ];
    return { title: 'P11 · The queue of a phone', lines, notes };
  } finally {
    await server.kill();
    await phone.kill();
    wire.close();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
