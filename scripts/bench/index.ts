/**
 * npm run bench [-- PART… --rows 10k|100k|1m --quick]: measures the bars of performance and writes docs/performance.md.
 * Parts: p1 p2 p3 p5 p6 p7 p8 p9 p11 p12 p13 p14 places; all of them when none is named. --quick shortens what is timed (10 s instead of 60,
 * medians of 3 instead of 5) and says so in the document.
 */
import { spawnSync } from 'node:child_process';
import type { Sql } from 'postgres';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serveApp, type Served } from './app.ts';
import { bytes } from './bytes.ts';
import { CLUSTER, startCluster } from './cluster.ts';
import { prepareServer, seedEmbedded, seedPlaces, seedServer, unseedPlaces } from './database.ts';
import { returnVisit, returnVisits } from './delta.ts';
import { writeDocument } from './document.ts';
import { growthSections, measure, type Size } from './growth.ts';
import { lighthouse } from './lighthouse.ts';
import { load, type Line, type Section } from './lines.ts';
import { mapDrawing } from './map.ts';
import { underLoad } from './load.ts';
import { placesGrowth } from './places.ts';
import { servePeer } from './peer.ts';
import { queue } from './queue.ts';
import { requestPaths } from './requestPaths.ts';
import { shell } from './shell.ts';
import { importLine, submissions, triggerCost } from './submissions.ts';

const root = process.cwd();
const args = process.argv.slice(2);
const quick = args.includes('--quick');
const rowsAt = args.indexOf('--rows');
const [, digits, unit] = /^(\d+)([km]?)$/i.exec(args[rowsAt + 1] ?? '') ?? [];
const most = rowsAt < 0 ? 1_000_000 : Number(digits) * ({ k: 1000, m: 1_000_000 }[unit?.toLowerCase() ?? ''] ?? 1);
const named = args.filter((arg) => /^(p\d+|places)$/i.test(arg)).map((arg) => arg.toLowerCase());
const wanted = new Set(
  named.length ? named : ['p1', 'p2', 'p3', 'p5', 'p6', 'p7', 'p8', 'p9', 'p11', 'p12', 'p13', 'p14', 'places']
);
const wants = (...parts: string[]) => parts.some((part) => wanted.has(part));
const seconds = quick ? 10 : 60;
const file = path.join(root, 'docs/performance.md');
const PLACES = 5000; // on the map beside the reports

const folder = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-bench-app-'));
const begun = new Date();
// Asked now: what is measured is what was built, whatever is committed meanwhile.
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
const loadAtStart = load();
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${load()} · ${line}`);

function circumstances(server: string): string {
  const { version } = JSON.parse(readFileSync('node_modules/@sveltejs/kit/package.json', 'utf8')) as {
    version: string;
  };
  const settings = ['shared_buffers', 'fsync', 'jit']
    .map((name) => `${name}=${CLUSTER[name as keyof typeof CLUSTER]}`)
    .join(', ');
  return (
    `${begun.toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit || 'unknown'}, ${String(os.cpus().length)} × ${os.cpus()[0]?.model ?? 'CPU'}, ` +
    `Node ${process.version.slice(1)}, SvelteKit ${version}${server ? `, PostgreSQL ${server} (${settings})` : ''}; ${loadAtStart} at the start, ${load()} at the end${quick ? '; quick' : ''}.`
  );
}

/** Pages, load and submissions on one kind of database. */
async function onApp(where: string, app: Served, least: number): Promise<{ p8: Line[]; p9: Line[] }> {
  const found: { p8: Line[]; p9: Line[] } = { p8: [], p9: [] };
  if (wants('p8')) found.p8 = await underLoad(where, app.origin, bare, seconds);
  if (wants('p9')) found.p9 = [await submissions(where, app.origin, Math.min(seconds, 20), least)];
  say(`${where}: load and submissions done`);
  return found;
}

/** After some hundreds of pages, when what is kept in memory is kept. */
async function memoryLine(where: string, app: Served, limit: number | null): Promise<Line> {
  for (let i = 0; i < 300; i++)
    await (await fetch(`${app.origin}/${i % 2 ? 'zh' : 'en'}${i % 3 ? '/reports' : ''}`)).text();
  const bytes = app.memory();
  return {
    bar: 'P14',
    what: `memory of the app after 300 pages, ${where}`,
    figure: `${(bytes / 2 ** 20).toFixed(0)} MB`,
    limit: limit ? `≤ ${String(limit)} MB` : 'stated',
    peer: '–',
    met: limit ? bytes <= limit * 2 ** 20 : null
  };
}

const sections: Section[] = [];
const sizes: Size[] = [];
const p8: Line[] = [];
const p9: Line[] = [];
const memory: Line[] = [];
const visits: Awaited<ReturnType<typeof returnVisit>>[] = [];
let server = '';
const peer = wants('p1', 'p2', 'p3', 'p8', 'p13') ? await servePeer(root) : null;
const bare = peer?.origin ?? '';
try {
  if (wants('p5', 'p6', 'p7', 'p8', 'p9', 'p12', 'p14', 'places')) await onPostgres();
  write();
  if (wants('p1', 'p2')) await weighPages();
  if (wants('p3', 'p8', 'p9', 'p14')) await embedded();
  if (wants('p13')) sections.push(await shell(quick ? 3 : 5, bare));
  if (wants('p11')) sections.push(await queue(quick ? 8 : 50));
} finally {
  await peer?.stop();
  rmSync(folder, { recursive: true, force: true });
}
write();
for (const { lines } of measured())
  for (const line of lines) console.log([line.bar, line.what, line.figure, line.limit, line.met].join(' | '));

/** What was measured so far: a long run that breaks off leaves what it had. */
function write(): void {
  writeDocument(file, measured(), circumstances(server));
}

function measured(): Section[] {
  const note = 'The load generator shares the cores with the server. Twenty connections.';
  const remembered =
    'One address is asked again and again, so almost every answer comes from the memory of five seconds (decision 15); what an answer costs that is made anew stands under P6 in pages of the database.';
  return [
    ...sections,
    ...(sizes.length ? growthSections(sizes, wanted, memory, requestPaths(root)) : []),
    ...(p8.length ? [{ title: 'P8 · Under load', lines: p8, notes: [`${note} ${remembered}`] }] : []),
    ...(visits.length ? [returnVisits(visits)] : []),
    ...(p9.length ? [{ title: 'P9 · Reports coming in', lines: p9, notes: [note] }] : [])
  ];
}

async function onPostgres(): Promise<void> {
  const cluster = await startCluster();
  server = cluster.version;
  try {
    if (wants('places')) await onPlaces(await cluster.database('places'));
    if (!wants('p5', 'p6', 'p7', 'p8', 'p9', 'p12', 'p14')) return;
    const url = await cluster.database('bench');
    const sql = await prepareServer(url, path.join(folder, 'migrate'));
    let last = 0;
    const grow = async (to: number) => {
      const took = await seedServer(sql, last + 1, to);
      last = to;
      say(`${String(to)} reports in the database (${took.toFixed(0)} s)`);
      return took;
    };
    // A million is for what is said to grow; the rest is measured at a hundred thousand.
    const largest = wants('p5', 'p6', 'p12', 'p14') ? most : Math.min(most, 100_000);
    for (const size of [1000, 10_000, 100_000, 1_000_000].filter((n) => n <= largest)) {
      await grow(size);
      if (wants('p5', 'p6', 'p14')) {
        sizes.push(await measure(sql, size));
        say(`measured at ${String(size)}`);
        write();
      }
      if (wants('p12') && size >= 10_000) {
        await onReturn(url, sql, size);
        write();
      }
      if (size !== Math.min(100_000, most)) continue;
      if (wants('p7', 'p8', 'p9', 'p14')) await onServer(sql, url, size);
      if (!wants('p9')) continue;
      p9.push(await triggerCost(sql));
      write();
      if (most >= 200_000) p9.push(importLine(await grow(200_000)));
    }
    await sql.end();
  } finally {
    cluster.stop();
  }
}

async function onReturn(url: string, sql: Parameters<typeof returnVisit>[0], size: number): Promise<void> {
  const app = await serveApp(root, { DATABASE_URL: url, DATA_DIR: path.join(folder, 'return') });
  try {
    visits.push(await returnVisit(sql, app, size));
    say(`return visits at ${String(size)}`);
  } finally {
    await app.stop();
  }
}

async function onPlaces(url: string): Promise<void> {
  const sql = await prepareServer(url, path.join(folder, 'places'));
  sections.push(await placesGrowth(sql, most));
  await sql.end();
  say('places measured');
  write();
}

async function onServer(sql: Sql, url: string, size: number): Promise<void> {
  const app = await serveApp(root, { DATABASE_URL: url, DATA_DIR: path.join(folder, 'pg') });
  try {
    const where = `PostgreSQL, ${String(size / 1000)}k reports`;
    if (wants('p7')) {
      await seedPlaces(sql, PLACES);
      sections.push(await mapDrawing(app.origin, size, PLACES));
      await unseedPlaces(sql);
      write();
    }
    const found = await onApp(where, app, 100);
    p8.push(...found.p8);
    p9.push(...found.p9);
    memory.push(await memoryLine(where, app, 250));
  } finally {
    await app.stop();
  }
}

async function embedded(): Promise<void> {
  const data = path.join(folder, 'embedded');
  const rows = Math.min(10_000, most);
  await seedEmbedded(data, rows);
  say('embedded database seeded');
  const app = await serveApp(root, { DATA_DIR: data });
  try {
    const where = `embedded, ${String(rows / 1000)}k reports`;
    if (wants('p3')) {
      sections.push(await lighthouse(app.origin, bare, await aPublicReport(app.origin), quick ? 3 : 5));
      say('lighthouse done');
    }
    const found = await onApp(where, app, 60);
    p8.push(...found.p8);
    p9.push(...found.p9);
    memory.push(await memoryLine(where, app, null));
  } finally {
    await app.stop();
  }
}

async function weighPages(): Promise<void> {
  const demo = await serveApp(root, { DATA_DIR: path.join(folder, 'demo'), DEMO: '1' });
  try {
    const weighed = await bytes(demo.origin, bare);
    sections.push(...weighed.filter(({ title }) => wanted.has(title.slice(0, 2).toLowerCase())));
    say('bytes weighed');
  } finally {
    await demo.stop();
  }
}

/** Some report that everybody may see, for the page of one. */
async function aPublicReport(origin: string): Promise<string | null> {
  const html = await (await fetch(`${origin}/zh/reports`)).text();
  return /\/reports\/([0-9a-f]{8}-[0-9a-f-]{27})/.exec(html)?.[1] ?? null;
}
