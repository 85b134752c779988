import { chromium, type Browser, type Page } from 'playwright';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromiumArgs, systemChromium } from '../../tests/support/chromium.ts';
import { kilo, load, median, times, type Line, type Section } from './lines.ts';

/** What is run in the page before anything else: when data came, when the first mark stood, and how frames follow. */
const WATCH = `
window.bench = { marks: 0, first: null, frames: [] };
new MutationObserver(() => {
  if (bench.first === null && document.querySelector('.leaflet-marker-icon:not(.map-label)')) bench.first = performance.now();
}).observe(document, { childList: true, subtree: true });
window.watchFrames = (ms) => new Promise((done) => {
  const frames = []; const begun = performance.now(); let last = begun;
  const next = (now) => { frames.push(now - last); last = now; if (now - begun < ms) requestAnimationFrame(next); else done(frames.slice(1)); };
  requestAnimationFrame(next);
});`;

interface Seen {
  /** Milliseconds from the data to the first mark. */
  first: number;
  /** Marks that can be pressed, and all elements that stand on the map, words included. */
  nodes: number;
  all: number;
  /** Frames a second while the map is moved, and the longest frame in milliseconds. */
  fps: number;
  worst: number;
}

const MARKS = '.leaflet-marker-icon:not(.map-label)';
const ALL = '.leaflet-marker-icon, .leaflet-overlay-pane path';
const ROUNDS = 3; // the peer needs more than a minute for each
const PATIENCE = 240_000; // milliseconds for one round, after which it counts as that long

/** Moves the map by its own keys for three seconds and looks at the frames meanwhile. */
async function move(page: Page): Promise<{ fps: number; worst: number }> {
  await page.locator('.leaflet-container').focus();
  const frames = page.evaluate('watchFrames(3000)') as Promise<number[]>;
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press(['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'][i % 4]!);
    await page.waitForTimeout(330);
  }
  const seen = await frames;
  const sum = seen.reduce((a, b) => a + b, 0);
  return { fps: (seen.length * 1000) / sum, worst: Math.max(...seen) };
}

async function opened(browser: Browser, rate: number): Promise<Page> {
  // The policy of the page forbids to evaluate words, which is how Playwright waits.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'block',
    bypassCSP: true
  });
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return page;
}

/**
 * The map of reports as a resident uses it: the whole district first, then nearer, where the parks lie below the reports.
 * The marks, the frames and the answers are the worst of both.
 */
async function ours(
  browser: Browser,
  origin: string,
  rate: number
): Promise<Seen & { bytes: number; parks: number; green: number }> {
  const page = await opened(browser, rate);
  const sizes: Promise<number>[] = [];
  const greens: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    const into = { '/data/map.json': sizes, '/data/green.json': greens }[new URL(request.url()).pathname];
    into?.push(request.sizes().then((size) => size.responseBodySize));
  });
  await page.goto(`${origin}/zh/reports?view=map`);
  await page.waitForFunction('bench.first !== null');
  const first = Number(
    await page.evaluate(
      `bench.first - performance.getEntriesByType('resource').find((entry) => entry.name.includes('/data/map.json')).responseEnd`
    )
  );
  await page.waitForLoadState('networkidle');
  const count = async () => [await page.locator(MARKS).count(), await page.locator(ALL).count()] as const;
  const far = { nodes: await count(), moved: await move(page) };
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('+');
    await page.waitForTimeout(400);
  }
  await page.waitForSelector('.map-park', { state: 'attached' });
  await page.waitForLoadState('networkidle');
  const near = { nodes: await count(), moved: await move(page) };
  await page.waitForLoadState('networkidle');
  const parks = await page.locator('.map-park').count();
  const [bytes, green] = [Math.max(...(await Promise.all(sizes))), Math.max(...(await Promise.all(greens)))];
  await page.context().close();
  return {
    first,
    nodes: Math.max(far.nodes[0], near.nodes[0]),
    all: Math.max(far.nodes[1], near.nodes[1]),
    fps: Math.min(far.moved.fps, near.moved.fps),
    worst: Math.max(far.moved.worst, near.moved.worst),
    bytes,
    parks,
    green
  };
}

/** A round that does not end counts as one that took as long as anybody waited for it. */
async function bounded(round: Promise<Seen>): Promise<Seen> {
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<Seen>((resolve) => {
    clock = setTimeout(() => resolve({ first: PATIENCE, nodes: 0, all: 0, fps: 0, worst: PATIENCE }), PATIENCE);
  });
  round.catch(() => undefined); // once it is late its browser is closed under it
  return Promise.race([round, late]).finally(() => clearTimeout(clock));
}

/** The same number of reports with Leaflet.markercluster, as it is used where the whole list is sent to the browser. */
async function peers(browser: Browser, reports: number): Promise<Seen> {
  const page = await opened(browser, 1);
  const file = (name: string) => path.join(process.cwd(), 'node_modules', name);
  await page.setContent('<div id="map" style="block-size: 450px"></div>');
  for (const name of ['leaflet/dist/leaflet.css', 'leaflet.markercluster/dist/MarkerCluster.css'])
    await page.addStyleTag({ content: readFileSync(file(name), 'utf8') });
  for (const name of ['leaflet/dist/leaflet.js', 'leaflet.markercluster/dist/leaflet.markercluster.js'])
    await page.addScriptTag({ content: readFileSync(file(name), 'utf8') });
  await page.evaluate(WATCH);
  await page.evaluate(`{
    let seed = 1;
    const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const spots = Array.from({ length: ${String(reports)} }, () => [39.8 + chance() * 0.3, 116.35 + chance() * 0.28]);
    bench.data = performance.now();
    const map = L.map('map', { maxZoom: 18 }).setView([39.95, 116.49], 11);
    const group = L.markerClusterGroup();
    group.addLayers(spots.map((spot) => L.marker(spot)));
    map.addLayer(group);
  }`);
  await page.waitForFunction('bench.first !== null');
  const first = Number(await page.evaluate('bench.first - bench.data'));
  const nodes = await page.locator('.leaflet-marker-icon').count();
  const moved = await move(page);
  await page.context().close();
  return { first, nodes, all: nodes, ...moved };
}

const PEER = 50_000; // reports in the peer; more of them cost a browser minutes
const MOST = { 1: { fps: 55, worst: 60, first: 400 }, 4: { fps: 45, worst: 150, first: 1200 } };

/** P7: the map of all reports and places at the whole and a quarter of the speed, by turns with a map that clusters in the browser. */
export async function mapDrawing(origin: string, reports: number, places: number): Promise<Section> {
  const executablePath = systemChromium();
  const open = () => chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) });
  const lines: Line[] = [];
  for (const rate of [1, 4] as const) {
    const a: Awaited<ReturnType<typeof ours>>[] = [];
    const b: Seen[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      // A browser of its own for each: one that was left half done must not slow down the next.
      const browser = await open();
      try {
        a.push(await ours(browser, origin, rate));
        // At a quarter of the speed the peer needs minutes for one round: it is measured at the whole one.
        if (rate === 1) b.push(await bounded(peers(browser, PEER)));
      } finally {
        await browser.close();
      }
    }
    const of = <S extends Seen>(list: S[], pick: (seen: S) => number) => median(list.map(pick));
    const [first, fps, worst] = [of(a, (s) => s.first), of(a, (s) => s.fps), of(a, (s) => s.worst)];
    const most = (pick: (seen: (typeof a)[number]) => number) => Math.max(...a.map(pick));
    const [nodes, all, bytes] = [most((s) => s.nodes), most((s) => s.all), most((s) => s.bytes)];
    const bar = MOST[rate];
    const ratio = b.length ? of(b, (s) => s.first) / Math.max(first, 1) : null;
    lines.push({
      bar: 'P7',
      what: `map, ${String(reports / 1000)}k reports and ${String(places)} places, processor ÷ ${String(rate)}`,
      figure: `first marks ${first.toFixed(0)} ms after the data${ratio ? `, ${times(ratio)} as fast as the peer` : ''}; ${String(nodes)} marks (${String(all)} elements with words, rivers and ${String(most((s) => s.parks))} parks); ${fps.toFixed(0)} frames a second, longest ${worst.toFixed(0)} ms; a view ${kilo(bytes)}, the parks once ${kilo(most((s) => s.green))}; ${load()}`,
      limit: `≤ ${String(bar.first)} ms${ratio ? ', ≥ 8×' : ''}, ≤ 250 marks, ≥ ${String(bar.fps)}, ≤ ${String(bar.worst)} ms, a view ≤ 10 kB`,
      peer: ratio
        ? `markercluster, ${String(PEER / 1000)}k: ${of(b, (s) => s.first).toFixed(0)} ms, ${of(b, (s) => s.nodes).toFixed(0)} marks, ${of(b, (s) => s.fps).toFixed(0)} a second, longest ${of(b, (s) => s.worst).toFixed(0)} ms`
        : '–',
      met:
        first <= bar.first &&
        (ratio ?? 8) >= 8 &&
        nodes <= 250 &&
        fps >= bar.fps &&
        worst <= bar.worst &&
        bytes <= 10_000
    });
    console.log(`P7 ÷ ${String(rate)}: ${lines.at(-1)!.figure} | ${lines.at(-1)!.peer}`);
  }
  return {
    title: 'P7 · Drawing the map',
    lines,
    notes: [
      `Headless Chromium that draws without a graphics card, 1280 × 800, medians of ${String(ROUNDS)} rounds (marks, elements and bytes: the most), ours and the peer by turns. Moved by the map's own keys for three seconds, once with the whole district in view and once three steps nearer, where parks lie below the reports; the slower of both counts. The peer has its data in the page already, and is moved with the whole district in view. A map draws at most 400 places, the largest, and of these what is in view. Frames hold only beside the load.`
    ]
  };
}
