import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { chance } from '../../tests/faults/chance.ts';
import { installed, Phone } from '../../tests/faults/phone.ts';
import { FaultProxy } from '../../tests/faults/proxy.ts';
import { AppServer, prepare } from '../../tests/faults/server.ts';
import { variant } from '../../tests/faults/variants.ts';
import { until } from '../../tests/faults/wait.ts';
import { freePort } from './cluster.ts';
import { kilo, load, median, times, type Line, type Section } from './lines.ts';

/** One component of the outbox, which is installed on the phone, with an attribute more. */
const ONE_COMPONENT = {
  file: 'src/lib/outbox/SentRow.svelte',
  from: '<div class="sent">',
  to: '<div class="sent" data-newer>'
};

/** What the worker fetches beside its list when it is installed. */
const BESIDE = ['zh/emergency', 'en/emergency', 'zh/reports/new/form.json', 'en/reports/new/form.json'];
const WORKER = 'service-worker.js';

/** What a build installs on the phone: each file with what tells its versions apart. */
function manifestOf(build: string): Map<string, string> {
  const worker = readFileSync(path.join(build, 'client', WORKER), 'utf8');
  const entries = [...worker.matchAll(/\{[^{}]*"?url"?:\s*"([^"]+)"[^{}]*\}/g)];
  return new Map(entries.map(([entry, url]) => [url!, entry]));
}

/** When the browser first painted something of this page, in milliseconds from when it was asked for. */
async function firstPaint(page: Page, address: string): Promise<number> {
  await page.bringToFront();
  await page.goto(address);
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('Nothing was painted.')), 20_000);
        new PerformanceObserver((list) => {
          const [first] = list.getEntriesByName('first-contentful-paint');
          if (first) resolve(first.startTime);
        }).observe({ type: 'paint', buffered: true });
      })
  );
}

/** P13: what the offline shell costs when it is installed, updated by one component, and started without a network. */
export async function shell(runs: number, bare: string): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-bench-shell-'));
  const proxy = new FaultProxy(chance(1), { to: { port: 0 }, share: 0 });
  const origin = `http://localhost:${await proxy.listen()}`;
  const next = await variant([ONE_COMPONENT]);
  const servers: AppServer[] = [];
  const ports: number[] = [];
  const phone = new Phone(path.join(folder, 'phone'));
  try {
    for (const [name, build] of [
      ['one', 'build'],
      ['two', next.build]
    ] as const) {
      const home = { folder: path.join(folder, name) };
      await prepare(home);
      const port = await freePort();
      const server = new AppServer({ ...home, port, origin, build });
      servers.push(server);
      ports.push(port);
      await server.start();
    }
    const [before, after] = [manifestOf('build'), manifestOf(next.build)];
    if (before.size === 0) throw new Error('The list of what is installed was not found in the worker.');
    const asked = new Map<string, number>();
    proxy.heard = ({ path: address }, bytes) => {
      const file = address.replace(/^\/|\?.*$/g, '');
      // Once: what the open page asks for by itself is no part of the installation.
      asked.set(file, Math.max(asked.get(file) ?? 0, bytes));
    };
    const sum = (files: Iterable<string>) => [...files].reduce((all, file) => all + (asked.get(file) ?? 0), 0);

    proxy.to = { port: ports[0]! };
    await phone.start();
    let page = await phone.page();
    await page.goto(`${origin}/zh`);
    await installed(page);
    await page.waitForLoadState('networkidle');
    const first = sum([...before.keys(), ...BESIDE, WORKER]);
    const count = [...before.keys()].filter((file) => asked.has(file)).length;

    asked.clear();
    proxy.to = { port: ports[1]! };
    await page.goto(`${origin}/zh/about`);
    const waits = () => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting));
    if (!(await until(waits))) throw new Error('No newer worker came.');
    const changed = [...after].filter(([file, entry]) => before.get(file) !== entry).map(([file]) => file);
    const fetched = [...after.keys()].filter((file) => asked.has(file));
    // Every page has this script, whichever worker is there.
    const spare = fetched.filter((file) => !changed.includes(file) && file !== 'app.js');
    const update = sum(after.keys());
    const worker = asked.get(WORKER) ?? 0;

    // The newer one is taken, so that the phone is whole when the servers go; then a browser that has just been started.
    await page.evaluate(async () => {
      const { serviceWorker } = navigator;
      const taken = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve));
      (await serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'SKIP_WAITING' });
      await taken;
    });
    await phone.end();
    await proxy.close();
    const addresses = ['/zh', '/zh/offline/report', '/zh/me/outbox'];
    const paints = new Map<string, number[]>([bare, ...addresses].map((address) => [address, []]));
    for (let run = 0; run < runs; run++)
      for (const [address, took] of paints) {
        await phone.start();
        page = await phone.page();
        took.push(await firstPaint(page, address === bare ? bare : origin + address));
        await phone.end();
      }
    const floor = median(paints.get(bare)!);
    const lines: Line[] = [
      {
        bar: 'P13',
        what: 'installing the shell',
        figure: `${kilo(first)}: ${count} files of its list, ${BESIDE.length} beside it, and the worker`,
        limit: '≤ 250 KB',
        peer: '–',
        met: first <= 250 * 1024 && count === before.size
      },
      {
        bar: 'P13',
        what: `an update that changes one component (\`${ONE_COMPONENT.file}\`)`,
        figure: `${kilo(update)} in ${fetched.length} of ${after.size} files, and the worker ${kilo(worker)}; ${spare.length} unchanged ones`,
        limit: `only what has another name or content: ${changed.length} files`,
        peer: `all of it ${kilo(first)}`,
        met: spare.length === 0 && changed.every((file) => fetched.includes(file))
      },
      ...addresses.map((address): Line => {
        const took = median(paints.get(address)!);
        return {
          bar: 'P13',
          what: `cold start without a network, \`${address}\`, first paint`,
          figure: `${took.toFixed(0)} ms = ${times(took / floor)}, median of ${runs}; ${load()}`,
          limit: '≤ 600 ms',
          peer: `bare page from its server ${floor.toFixed(0)} ms`,
          met: took <= 600
        };
      })
    ];
    const notes = [
      'Bytes of bodies on the wire (Brotli as shipped), as a proxy before the app counts them. The second build differs from the first in one component; pages made with the app count as changed where they name its files. For a cold start the browser itself is started anew, the servers are gone, and the bare page, whose server is there, takes its turn in the same minutes.'
    ];
    return { title: 'P13 · The shell on the phone', lines, notes };
  } finally {
    await phone.kill();
    for (const server of servers) await server.kill();
    next.remove();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
