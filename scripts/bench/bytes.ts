import { chromium } from 'playwright';
import { chromiumArgs, systemChromium } from '../../tests/support/chromium.ts';
import { pages } from '../../tests/support/pages.ts';
import { budgets, weigh, type Weight } from '../../tests/support/weigh.ts';
import { kilo, type Line, type Section } from './lines.ts';

type Kind = keyof Weight;

/** P1 and P2: the first visit to every public page in both languages, over the wire, beside the bare page. */
export async function bytes(app: string, peer: string): Promise<Section[]> {
  const executablePath = systemChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) });
  const weighed = async (origin: string, path: string) => {
    const context = await browser.newContext({ baseURL: origin, serviceWorkers: 'block' });
    // Bytes do not hurry: on a busy machine a page may take its time.
    context.setDefaultNavigationTimeout(180_000);
    const sum = await weigh(await context.newPage(), path);
    await context.close();
    return sum;
  };
  try {
    const bare = await weighed(peer, '/');
    const text: Line[] = [];
    const forms: Line[] = [];
    for (const lang of ['zh', 'en'])
      for (const page of pages.filter(({ as }) => !as)) {
        const isMap = page.path.includes('view=map');
        const budget: Partial<Record<Kind, number>> = isMap ? budgets.map : page.text ? budgets.text : budgets.form;
        const line = lineOf(
          page.text ? 'P1' : 'P2',
          `/${lang}${page.path}`,
          await weighed(app, `/${lang}${page.path}`),
          budget,
          bare
        );
        (page.text ? text : forms).push(line);
      }
    return [
      { title: 'P1 · Bytes of the pages of text', lines: text, notes: [whatBytes] },
      { title: 'P2 · Bytes of the form, the lists and the map', lines: forms, notes: [whatBytes, notMeasured] }
    ];
  } finally {
    await browser.close();
  }
}

const whatBytes =
  'Bytes on the wire with headers (Brotli as shipped), an empty cache, headless Chromium; total (script · style · page). The limit stands beside the kind that it holds.';
const notMeasured =
  'Not measured here: the bytes of the console, and the two ratios to other people’s apps, whose files are not in this repository.';

function lineOf(bar: string, what: string, sum: Weight, budget: Partial<Record<Kind, number>>, bare: Weight): Line {
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
