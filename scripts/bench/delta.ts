import http from 'node:http';
import type postgres from 'postgres';
import type { Served } from './app.ts';
import { buffersOf } from './buffers.ts';
import { kilo, times, type Line, type Section } from './lines.ts';

/** What a return visit cost at one size of the archive: bytes of answers with their headers, and pages of the database. */
interface Visit {
  reports: number;
  nothing: number;
  worker: number;
  ten: number;
  tenLong: number;
  beginning: number;
  list: number;
  /** A page of text that is the same as the last time. */
  same: number;
  buffers: { nothing: number; nothingArea: number; ten: number; tenArea: number };
}

const AREA = '110105012';
/** As a browser asks on its way back; what it sends is about as much again, and is not counted, as nowhere else. */
const HEADERS = { accept: '*/*', 'accept-encoding': 'gzip, deflate, br' };

/** An answer over a connection of its own: all bytes that came, status line and headers included. */
function bytesOf(origin: string, path: string, more: Record<string, string> = {}) {
  return new Promise<{ bytes: number; status: number; etag: string; text: string }>((resolve, reject) => {
    const agent = new http.Agent({ keepAlive: false });
    http
      .get(origin + path, { agent, headers: { ...HEADERS, ...more } }, (answer) => {
        const { socket } = answer;
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            bytes: socket.bytesRead,
            status: answer.statusCode ?? 0,
            etag: answer.headers.etag ?? '',
            text: answer.headers['content-encoding'] ? '' : Buffer.concat(parts).toString('utf8')
          })
        );
      })
      .on('error', reject);
  });
}

const path = (after?: string, area?: string) =>
  `/data/reports/changes?${new URLSearchParams({ ...(after ? { after } : {}), ...(area ? { subdistrict: area } : {}) }).toString()}`;

async function placeNow(sql: postgres.Sql): Promise<string> {
  const [row] = await sql`select public.public_changes(null, null, 1) ->> 'after' as after`;
  return String(row?.after);
}

/** Ten reports with released words from all over the archive change their stage; `words` are what they then say. */
const change = (words: string) => `
  update public.published_reports p
  set stage = case p.stage when 'closed' then 'answered' else 'closed' end::public.report_stage, public_text = ${words}
  from (
    select report_id, row_number() over () as n from public.published_reports
    where subdistrict_code = '${AREA}' and public_text is not null order by md5(report_id::text || clock_timestamp()) limit 10
  ) q
  where p.report_id = q.report_id`;

/** What changed in the weeks before: as many at each size, for the list of changes is swept and does not grow with the archive. */
const EARLIER = `
  insert into private.report_changes (report_id, subdistrict_code, xact, noted_at)
  select p.report_id, p.subdistrict_code, pg_current_xact_id(), now() from public.published_reports p order by p.report_id limit 4000
  on conflict do nothing`;

/** Three hundred characters, as many as a list shows, in an order that no other report has. */
const LONG = `(select left(string_agg(w, '，' order by md5(w || q.n)), 300) from unnest(array['夜里十一点以后仍有施工声音','餐馆的油烟直接排到小区里','垃圾桶满了三天没有人来清','河边漂着塑料瓶和树叶','路灯坏了两盏看不清台阶','一楼住户门口堆着建筑垃圾','早上六点就有喇叭叫卖','下水道口有污水冒出来','工地没有盖防尘网风一吹全是土','绿化带被车压坏了一大片','异味从中午一直持续到晚上','分类投放点的盖子掀不开','老人和孩子都不敢从这里走','已经向物业说过两次','楼道里堆放的杂物挡住了消防通道','雨后积水有半尺深','秋千的链子断了一根','树枝快要碰到电线','洗车店把泡沫水排进雨水口','广场音响开到十点半','停车场的地面反光刺眼','渣土车不走规定的路线','烧烤摊的烟飘进教室','井盖松动一压就响','健身器材的座位掉了']) w)`;

/** P12 at one size. The app reads the database that was just seeded; triggers note what this changes, as in life. */
export async function returnVisit(sql: postgres.Sql, app: Served, reports: number): Promise<Visit> {
  await sql.unsafe(EARLIER);
  await sql.unsafe('vacuum (analyze) private.report_changes');
  const place = await placeNow(sql);
  await sql.unsafe(change('p.public_text'));
  const before = place;
  const after = await placeNow(sql);
  const ask = async (address: string) => {
    const answer = await bytesOf(app.origin, address);
    if (answer.status !== 200) throw new Error(`${String(answer.status)} from ${address}`);
    return answer.bytes;
  };
  const nothing = Math.max(await ask(path(after)), await ask(path(after, AREA)));
  const ten = Math.max(await ask(path(before)), await ask(path(before, AREA)));
  const pages = async (from: string, area?: string) =>
    (await buffersOf(sql, 'visitor', `select public.public_changes('${from}', ${area ? `'${area}'` : 'null'})`))
      .buffers;
  const buffers = {
    nothing: await pages(after),
    nothingArea: await pages(after, AREA),
    ten: await pages(before),
    tenArea: await pages(before, AREA)
  };
  await sql.unsafe(change(LONG));
  // The same place was asked a moment ago; with another address the short memory of answers does not know it.
  const tenLong = await ask(`${path(after)}&long=1`);
  const { etag } = await bytesOf(app.origin, '/service-worker.js');
  const worker = await bytesOf(app.origin, '/service-worker.js', { 'if-none-match': etag });
  if (worker.status !== 304) throw new Error(`The worker was answered ${String(worker.status)}.`);
  const looks = { accept: 'text/html', cookie: 'lang=zh', 'sec-fetch-site': 'same-origin' };
  const page = await bytesOf(app.origin, '/zh/reports', looks);
  const same = await bytesOf(app.origin, '/zh/reports', { ...looks, 'if-none-match': page.etag });
  return {
    reports,
    nothing,
    worker: worker.bytes,
    ten,
    tenLong,
    beginning: await ask(path(undefined, AREA)),
    list: page.bytes,
    same: same.status === 304 ? same.bytes : NaN,
    buffers
  };
}

const short = (n: number) => (n >= 1_000_000 ? `${String(n / 1_000_000)}M` : `${String(n / 1000)}k`);

export function returnVisits(visits: Visit[]): Section {
  const [first, last] = [visits[0]!, visits.at(-1)!];
  const each = (figure: (visit: Visit) => number, unit = kilo) =>
    visits.map((visit) => `${short(visit.reports)}: ${unit(figure(visit))}`).join(' · ');
  const growth = (figure: (visit: Visit) => number) =>
    visits.length < 2 ? 'one size' : `growth ${times(figure(last) / figure(first))}`;
  const bytes = (what: string, figure: (visit: Visit) => number, most: number | null): Line => ({
    bar: 'P12',
    what,
    figure: `${each(figure)}; ${growth(figure)}`,
    limit: most === null ? 'stated' : `≤ ${kilo(most)}, growth ≤ 1.2×`,
    peer: `list page ${each(({ list }) => list)}; newest 500 ${each(({ beginning }) => beginning)}`,
    met: most === null ? null : visits.every((visit) => figure(visit) <= most) && figure(last) <= figure(first) * 1.2
  });
  const pages = (what: string, figure: (visit: Visit) => number): Line => ({
    bar: 'P12',
    what,
    figure: `${each(figure, String)}; ${growth(figure)}`,
    limit: 'growth ≤ 1.2×',
    peer: '–',
    met: visits.length < 2 ? null : figure(last) <= figure(first) * 1.2
  });
  return {
    title: 'P12 · A return visit',
    lines: [
      bytes('nothing new: two requests, for changes and for the worker', (v) => v.nothing + v.worker, 2048),
      bytes('ten reports changed: the same two', (v) => v.ten + v.worker, 6144),
      bytes('ten reports changed, each with 300 characters of words', (v) => v.tenLong + v.worker, null),
      bytes('the public list as a page of the network, unchanged (304)', (v) => v.same, 2048),
      pages('pages of the database, nothing new in the district', (v) => v.buffers.nothing),
      pages('pages of the database, nothing new in a subdistrict', (v) => v.buffers.nothingArea),
      pages('pages of the database, ten changes in the district', (v) => v.buffers.ten),
      pages('pages of the database, ten changes in a subdistrict', (v) => v.buffers.tenArea)
    ],
    notes: [
      'Bytes of the answers with status lines and headers (Brotli as shipped), each over a connection of its own; growth is from 10k to the largest size. ' +
        'The page itself, its script and its styles are on the phone (docs/decisions/0025-delta-reading.md); the browser asks by itself whether the worker is still the same (304). ' +
        '`tests/read-what-changed.spec.ts` counts both in a browser. Four thousand earlier changes stand in the list at each size.',
      'Ten reports of one subdistrict from all over the archive, with released words of the usual length (about 40 characters); those of 300 are the same phrases in ten orders, which compress better than the words of ten people do.'
    ]
  };
}
