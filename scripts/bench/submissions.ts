import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type postgres from 'postgres';
import { load, median, percentile, times, type Line } from './lines.ts';

const form = () =>
  new URLSearchParams({
    id: randomUUID(),
    key: randomBytes(16).toString('hex'),
    category: 'air.fume',
    description: '夜里十一点以后仍有油烟味。',
    lat: (39.92 + Math.random() * 0.05).toFixed(6),
    lng: (116.44 + Math.random() * 0.05).toFixed(6),
    publish: 'on',
    danger_answered: 'no'
  }).toString();

/** One report through the form's own address, from a visitor's address that nobody else has: the throttles stay on. */
function post(agent: Agent, url: URL): Promise<number> {
  const body = form();
  const address = `2001:db8:${randomBytes(12)
    .toString('hex')
    .replace(/(....)(?=.)/g, '$1:')}`;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        accept: 'text/html',
        'x-bench-address': address
      }
    });
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** P9: whole submissions, each with an id of its own, on twenty connections. */
export async function submissions(where: string, app: string, seconds: number, least: number): Promise<Line> {
  const url = new URL('/zh/reports/new', app);
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const took: number[] = [];
  const wrong = new Map<number, number>();
  const until = performance.now() + seconds * 1000;
  const begun = performance.now();
  const worker = async () => {
    while (performance.now() < until) {
      const sent = performance.now();
      const status = await post(agent, url);
      if (status === 303) took.push(performance.now() - sent);
      else wrong.set(status, (wrong.get(status) ?? 0) + 1);
    }
  };
  await post(agent, url);
  await Promise.all(Array.from({ length: 20 }, worker));
  const perSecond = took.length / ((performance.now() - begun) / 1000);
  // Alone, without a queue of nineteen others, for what the server itself takes.
  const alone: number[] = [];
  for (let i = 0; i < 60; i++) {
    const sent = performance.now();
    await post(agent, url);
    alone.push(performance.now() - sent);
  }
  agent.destroy();
  const p95 = percentile(alone, 0.95);
  const refused = [...wrong].map(([status, n]) => `${String(n)} answered ${String(status)}`).join(', ');
  return {
    bar: 'P9',
    what: `submissions, ${where}`,
    figure: `${perSecond.toFixed(0)} a second on 20 connections${refused ? ` (${refused})` : ''}; one at a time p95 ${p95.toFixed(0)} ms; ${load()}`,
    limit: `≥ ${String(least)} a second, p95 ≤ 60 ms`,
    peer: 'throttles on, one visitor each',
    met: perSecond >= least && p95 <= 60 && wrong.size === 0
  };
}

/** P9: what keeping the squares costs when one report becomes public, beside the same insert without the trigger. */
export async function triggerCost(sql: postgres.Sql): Promise<Line> {
  const ids = await sql<{ id: string }[]>`
    select r.id from public.reports r where not exists (select from public.published_reports p where p.report_id = r.id) limit 1600`;
  const insert = async (some: { id: string }[]) => {
    const begun = performance.now();
    for (const { id } of some)
      await sql`insert into public.published_reports
        (report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, stage, published_at, changed_at)
        select r.id, r.category_code, c.group_code, r.subdistrict_code, r.lat, r.lng, 'exact', '2026-01-01', 'open', now(), now()
        from public.reports r join public.categories c on c.code = r.category_code where r.id = ${id}`;
    return (performance.now() - begun) / some.length;
  };
  await insert(ids.slice(0, 100));
  const plain: number[] = [];
  const kept: number[] = [];
  for (let i = 100; i + 200 <= ids.length; i += 200) {
    await sql`alter table public.published_reports disable trigger count_cells_insert`;
    plain.push(await insert(ids.slice(i, i + 100)));
    await sql`alter table public.published_reports enable trigger count_cells_insert`;
    kept.push(await insert(ids.slice(i + 100, i + 200)));
  }
  await sql`delete from public.published_reports where report_id in ${sql(ids.map(({ id }) => id))}`;
  await sql`select private.rebuild_cells()`;
  const ratio = median(kept) / median(plain);
  return {
    bar: 'P9',
    what: 'keeping the squares, one insert a transaction',
    figure: `${times(ratio)} (${median(kept).toFixed(2)} ms), medians of ${String(kept.length)} interleaved rounds; ${load()}`,
    limit: '≤ 4×',
    peer: `without the trigger ${median(plain).toFixed(2)} ms`,
    met: ratio <= 4
  };
}

export const importLine = (seconds: number): Line => ({
  bar: 'P9',
  what: 'import of 100,000 reports, set-wise, with events, units, public copies and squares',
  figure: `${seconds.toFixed(0)} s; ${load()}`,
  limit: '≤ 60 s',
  peer: '–',
  met: seconds <= 60
});
