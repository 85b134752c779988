import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext } from 'playwright';
import { chromiumArgs, systemChromium } from '../../tests/support/chromium.ts';
import { pages, type Known } from '../../tests/support/pages.ts';
import { signIn } from '../../tests/support/signIn.ts';
import { budgets, weigh, type Weight } from '../../tests/support/weigh.ts';
import { kilo, times, type Line, type Section } from './lines.ts';

type Kind = keyof Weight;
type Budget = Partial<Record<Kind, number>>;

/** Which bar holds a page. What the phone installs (P13) and who is signed in elsewhere than in the console have none. */
function barOf({ path, as }: Known): [bar: 'P1' | 'P2', budget: Budget] | null {
  if (as) return path.startsWith('/console') ? ['P2', budgets.console] : null;
  if (path.startsWith('/offline') || path === '/me/outbox') return null;
  if (path.includes('view=map') || path === '/places/map') return ['P2', budgets.map];
  return path.startsWith('/reports/new') ? ['P2', budgets.form] : ['P1', budgets.text];
}

/**
 * P1 and P2: the first visit to every page in both languages, over the wire, beside the bare page. `app` serves the demo
 * district, so that a page about a report, a place or a case has one.
 */
export async function bytes(app: string, peer: string): Promise<Section[]> {
  const executablePath = systemChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) });
  const sessions = new Map<Known['as'], Awaited<ReturnType<BrowserContext['storageState']>>>();
  const open = async (origin: string, as?: Known['as']) => {
    const storageState = sessions.get(as);
    const context = await browser.newContext({
      baseURL: origin,
      serviceWorkers: 'block',
      ...(storageState ? { storageState } : {})
    });
    // Bytes do not hurry: on a busy machine a page may take its time.
    context.setDefaultNavigationTimeout(180_000);
    return context;
  };
  const weighed = async (origin: string, path: string, as?: Known['as']) => {
    if (as && !sessions.has(as)) {
      const door = await open(origin);
      await signIn(await door.newPage(), as);
      sessions.set(as, await door.storageState());
      await door.close();
    }
    const context = await open(origin, as);
    const page = await context.newPage();
    const scripts = new Set<string>();
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.add(response.url());
    });
    const sum = await weigh(page, path);
    await context.close();
    return { sum, scripts };
  };
  try {
    const { sum: bare } = await weighed(peer, '/');
    const lines: Record<'P1' | 'P2', Line[]> = { P1: [], P2: [] };
    let gzipped = 0;
    for (const lang of ['zh', 'en'])
      for (const page of pages) {
        const held = barOf(page);
        if (!held) continue;
        const [bar, budget] = held;
        const path = `/${lang}${page.path}`;
        const { sum, scripts } = await weighed(app, path, page.as);
        lines[bar].push(lineOf(bar, path, sum, budget, bare));
        if (page.path.includes('view=map')) gzipped = Math.max(gzipped, await asGzip(scripts));
      }
    lines.P2.push(
      ...Object.entries(peers).map(([name, { bytes: theirs, most }]) => ratio(name, gzipped, theirs, most))
    );
    return [
      { title: 'P1 · Bytes of the pages of text', lines: lines.P1, notes: [whatBytes] },
      {
        title: 'P2 · Bytes of the form, the maps and the console',
        lines: lines.P2,
        notes: [whatBytes, installed, fromTheirRepositories]
      }
    ];
  } finally {
    await browser.close();
  }
}

/** What script files weigh under gzip -9, the measure in which the figures of other people's apps are known. */
async function asGzip(scripts: Set<string>): Promise<number> {
  let sum = 0;
  for (const url of scripts) sum += gzipSync(await (await fetch(url)).text(), { level: 9 }).length;
  return sum;
}

/** The script of a map page of others, gzip -9, as summed in 2026 from the lists of files in their repositories. */
const peers = {
  FixMyStreet: { bytes: 198_500, most: 0.55 },
  Signalen: { bytes: 739_500, most: 0.15 }
};

const ratio = (name: string, ours: number, theirs: number, most: number): Line => ({
  bar: 'P2',
  what: `script of the map of reports, gzip -9, beside ${name}`,
  figure: `${kilo(ours)} = ${times(ours / theirs)}`,
  limit: `≤ ${String(most)}×`,
  peer: `${name} ${kilo(theirs)}`,
  met: ours <= most * theirs
});

const whatBytes =
  'Bytes on the wire with headers (Brotli as shipped), an empty cache, headless Chromium; total (script · style · page). The limit stands beside the kind that it holds.';
const installed =
  'The pages that the worker installs on the phone (`/offline/…`, `/me/outbox`) have no first visit of their own: P13 holds all that is installed.';
const fromTheirRepositories =
  'The figures of FixMyStreet (18 files of `common_scripts.html`) and Signalen (42 files that its built `index.html` loads at once) were summed once from their repositories and are not measured in this run.';

function lineOf(bar: string, what: string, sum: Weight, budget: Budget, bare: Weight): Line {
  const over = Object.entries(budget).filter(([kind, most]) => sum[kind as Kind] > most);
  const show = (w: Weight) => `${kilo(w.total)} (${kilo(w.script)} · ${kilo(w.style)} · ${kilo(w.document)})`;
  const limits = Object.entries(budget).filter(([, most]) => most > 0);
  return {
    bar,
    what: `\`${what}\``,
    figure: show(sum) + (over.length ? `; over in ${over.map(([kind]) => kind).join(', ')}` : ''),
    limit: limits.map(([kind, most]) => `${kind} ≤ ${kilo(most)}`).join(', '),
    peer: `bare page ${kilo(bare.total)}`,
    met: over.length === 0
  };
}
