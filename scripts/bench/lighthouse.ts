import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemChromium } from '../../tests/support/chromium.ts';
import { load, median, times, type Line, type Section } from './lines.ts';

interface Audit {
  scores: Record<'performance' | 'accessibility' | 'best-practices' | 'seo', number>;
  fcp: number;
  lcp: number;
  tbt: number;
  cls: number;
}

/** Lighthouse now and then loses a trace (NO_NAVSTART); what gives no figure is asked again, three times at most. */
async function audit(url: string, tries = 3): Promise<Audit> {
  try {
    return await auditOnce(url);
  } catch (error) {
    if (tries <= 1) throw error;
    return audit(url, tries - 1);
  }
}

async function auditOnce(url: string): Promise<Audit> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-lighthouse-'));
  const file = path.join(folder, 'audit.json');
  const args = ['--yes', 'lighthouse@13.5.0', url, '--quiet', '--output=json', `--output-path=${file}`];
  const child = spawn('npx', [...args, '--chrome-flags=--headless=new --no-sandbox'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    // The packages bring Node 24, which Lighthouse needs.
    env: {
      ...process.env,
      CHROME_PATH: systemChromium() ?? '',
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH ?? ''}`
    }
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`Lighthouse did not run: ${err.slice(-300)}`);
  const said = JSON.parse(readFileSync(file, 'utf8')) as {
    categories: Record<string, { score: number | null }>;
    audits: Record<string, { numericValue?: number }>;
  };
  rmSync(folder, { recursive: true, force: true });
  const score = (name: string) => Math.round((said.categories[name]?.score ?? 0) * 100);
  const value = (name: string) => said.audits[name]?.numericValue ?? NaN;
  return {
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo')
    },
    fcp: value('first-contentful-paint'),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    cls: value('cumulative-layout-shift')
  };
}

/**
 * P3: Lighthouse (mobile) of the public pages. The bare page, which says its sentence in the same language (letters of Chinese
 * cost time of their own), is looked at once beside each of ours; its median over the whole run is the peer.
 */
export async function lighthouse(app: string, peer: string, detail: string | null, runs: number): Promise<Section> {
  const paths = [
    '',
    '/reports',
    ...(detail ? [`/reports/${detail}`] : []),
    '/reports/new',
    '/reports?view=map',
    '/sign-in',
    '/rates',
    '/places',
    '/routes/liangma-river',
    '/blooms'
  ];
  const bare: Record<string, Audit[]> = { zh: [], en: [] };
  const found: { lang: string; page: string; ours: Audit[]; under: string }[] = [];
  for (const page of paths)
    for (const lang of ['zh', 'en']) {
      const ours: Audit[] = [];
      for (let i = 0; i < runs; i++) ours.push(await audit(`${app}/${lang}${page}`));
      bare[lang]!.push(await audit(`${peer}/${lang === 'zh' ? 'zh' : ''}`));
      found.push({ lang, page, ours, under: load() });
      console.log(
        `/${lang}${page}`,
        ours.map(({ fcp }) => fcp.toFixed(0)).join(' '),
        bare[lang]!.at(-1)?.fcp.toFixed(0)
      );
    }
  const lines = found.map(({ lang, page, ours, under }) =>
    lineOf(`/${lang}${page.replace(detail ?? '…', '…')}`, ours, bare[lang]!, page.includes('map'), under)
  );
  const notes = [
    `Lighthouse 13.5.0 with its mobile settings, medians of ${String(runs)}; the bare page, in the same language, once beside each of ours (${String(paths.length)} runs a language). Scores: performance / accessibility / best practices / SEO. Times hold only beside the load.`
  ];
  return { title: 'P3 · Lighthouse', lines, notes };
}

function lineOf(what: string, ours: Audit[], bare: Audit[], isMap: boolean, under: string): Line {
  const of = (audits: Audit[], pick: (audit: Audit) => number) => median(audits.map(pick));
  const [perf, a11y, best, seo] = (['performance', 'accessibility', 'best-practices', 'seo'] as const).map((name) =>
    of(ours, (audit) => audit.scores[name])
  ) as [number, number, number, number];
  const [lcp, tbt, cls] = [of(ours, (a) => a.lcp), of(ours, (a) => a.tbt), of(ours, (a) => a.cls)];
  const [fcp, bareFcp] = [of(ours, (a) => a.fcp), of(bare, (a) => a.fcp)];
  const most = isMap ? { perf: 95, lcp: 2000, tbt: 150 } : { perf: 99, lcp: 1200, tbt: 50 };
  const whole = a11y === 100 && best === 100 && seo === 100;
  return {
    bar: 'P3',
    what: `\`${what}\``,
    figure: `${[perf, a11y, best, seo].join('/')}; LCP ${lcp.toFixed(0)} ms, TBT ${tbt.toFixed(0)} ms, CLS ${cls.toFixed(3)}, FCP ${fcp.toFixed(0)} ms = ${times(fcp / bareFcp)} bare; ${under}`,
    limit: `${String(most.perf)}/100/100/100, LCP ≤ ${String(most.lcp)}, TBT ≤ ${String(most.tbt)}, CLS ≤ 0.02, FCP ≤ 1.25× bare`,
    peer: `bare page ${String(of(bare, (a) => a.scores.performance))}, FCP ${bareFcp.toFixed(0)} ms`,
    met: whole && perf >= most.perf && lcp <= most.lcp && tbt <= most.tbt && cls <= 0.02 && fcp <= 1.25 * bareFcp
  };
}
