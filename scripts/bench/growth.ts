import { brotliCompressSync } from 'node:zlib';
import type postgres from 'postgres';
import { answerTo, buffersOf, selfCheck } from './buffers.ts';
import { kilo, short, times, type Line, type Section } from './lines.ts';
import { NAIVE, PATHS, type Path } from './paths.ts';

interface Measured {
  buffers: number;
  rows: number;
  /** Bytes of the answer as Brotli, for what has a bar of bytes. */
  bytes: number;
}

export interface Size {
  reports: number;
  paths: Map<string, Measured>;
  naive: Map<string, number>;
  databaseBytes: number;
  /** By table: its own bytes, with what is stored out of line, and those of its indexes. */
  tables: Map<string, { own: number; indexes: number }>;
  check: { plain: number; inside: number };
}

/** Every path at the size that the database has now. */
export async function measure(sql: postgres.Sql, reports: number): Promise<Size> {
  const paths = new Map<string, Measured>();
  for (const path of PATHS) {
    const { buffers, rows } = await buffersOf(sql, path.who, path.sql);
    const [answered] = path.sql.includes('as answer') ? await answerTo(sql, path.who, path.sql) : [];
    const [counted] = path.rows ? await answerTo(sql, path.who, `select ${path.rows} as n from (${path.sql}) q`) : [];
    const bytes = answered ? brotliCompressSync(JSON.stringify(answered.answer)).length : 0;
    paths.set(path.what, { buffers, rows: Number(counted?.n ?? rows), bytes });
  }
  const naive = new Map<string, number>();
  for (const [what, statement] of Object.entries(NAIVE)) {
    const [row] = await sql.unsafe(`explain (analyze, buffers, timing off, format json) ${statement}`);
    const [{ Plan: plan }] = row?.['QUERY PLAN'] as [{ Plan: Record<string, number> }];
    naive.set(what, (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0));
  }
  const [size] = await sql`select pg_database_size(current_database())::float8 as n`;
  const weighed = await sql`
    select c.relname as name, pg_table_size(c.oid)::float8 as own, pg_indexes_size(c.oid)::float8 as indexes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'private', 'auth')`;
  const tables = new Map(
    weighed.map(({ name, own, indexes }) => [String(name), { own: Number(own), indexes: Number(indexes) }])
  );
  return { reports, paths, naive, databaseBytes: Number(size?.n), tables, check: await selfCheck(sql) };
}

/**
 * From ten thousand reports (a district in its first weeks) to the largest size. A page that answers rows may touch one
 * page of the table for each; that some of them lie together is the luck of a small table, and no measure of growth.
 */
function growthOf(path: Path, sizes: Size[]): number {
  const from = sizes.find(({ reports }) => reports >= 10_000) ?? sizes[0];
  const cost = (size: Size | undefined) => {
    const { buffers, rows } = size?.paths.get(path.what) ?? { buffers: NaN, rows: 0 };
    return path.rowBound ? Math.max(buffers, rows) : buffers;
  };
  return cost(sizes.at(-1)) / cost(from);
}

/**
 * The least that a walk of an index of a million entries costs: its three levels, a second leaf and the map of what is
 * visible. Below that a ratio tells of levels and leaves alone, so growth is judged from here on; the plain ratio is printed
 * all the same.
 */
const FLOOR = 5;

function lineOf(path: Path, sizes: Size[]): Line {
  const at = sizes.map((size) => ({ reports: size.reports, m: size.paths.get(path.what)! }));
  const within = at.every(({ m }) => !path.most || m.buffers <= path.most(m.rows));
  const growth = growthOf(path, sizes);
  const full = at.filter(({ reports }) => reports >= 10_000);
  // A path that answered more rows has a right to touch more pages.
  const sameRows = full.length > 1 && full[0]!.m.rows === full.at(-1)!.m.rows;
  const judged = path.growth !== undefined && full.length > 1 && (sameRows || !path.rowBound);
  const most = path.growth ?? Infinity;
  const grewLittle =
    growth <= most || (!path.rowBound && full.at(-1)!.m.buffers <= most * Math.max(full[0]!.m.buffers, FLOOR));
  const heavy = path.bar === 'P5' && at.some(({ m }) => m.bytes > 8000 || m.rows > 200);
  const figures = at.map(({ reports, m }) => `${short(reports)}: ${String(m.buffers)} (${String(m.rows)})`).join(' · ');
  const last = at.at(-1)!.m;
  const naive = sizes.map((size) => size.naive.get(path.what)).filter((n) => n !== undefined);
  const bound = path.most
    ? path.most(1) > path.most(0)
      ? `≤ rows + ${String(path.most(0))}`
      : `≤ ${String(path.most(0))}`
    : '–';
  return {
    bar: path.bar,
    what: path.what,
    figure: `${figures}; ${full.length > 1 ? `growth ${times(growth)}${judged || !path.growth ? '' : ' with its rows'}${judged && grewLittle && growth > most ? `, from the floor of ${String(FLOOR)} on ${times(full.at(-1)!.m.buffers / FLOOR)}` : ''}` : 'one size'}${path.bar === 'P5' ? `; ${kilo(last.bytes)}` : ''}`,
    limit: `${bound}${path.growth ? `, growth ≤ ${String(path.growth)}×` : ''}${path.bar === 'P5' ? ', ≤ 8 kB, ≤ 200 entries' : ''}`,
    peer: naive.length ? `naive ${naive.map(String).join(' · ')}` : '–',
    met: path.most ? within && !heavy && (!judged || grewLittle) : null
  };
}

const how =
  'Growth is from 10k to the largest size; where a page answers rows, one page of the table for each is taken for granted and growth is of what goes beyond. ' +
  'Pages of 8 kB (rows or entries answered), hit and read together, by `explain (analyze, buffers)` in the role of the caller with row-level security on; the second of two calls. ' +
  'Growth is judged from five pages on, the least that a walk of an index of a million entries costs (three levels, a second leaf, the map of what is visible); the plain ratio stands there too. P14 makes no such allowance.';

const weight =
  'A report here is a whole case: with it come 2.6 events, 0.8 units, 0.6 notices, 0.3 photos, 0.3 contacts and 0.5 public copies. Below its bytes stand the tables they are in. ' +
  'A case that goes its whole way has six events or more in life, and its contact and its photos are deleted 90 and 180 days after its end; neither is done here. ' +
  'The public copy has more in its indexes than in itself, since each way to narrow the list is walked in its own order; ' +
  'what random keys (every id is made on a phone before the first keystroke) leave empty in the pages of an index is in there too.';

export function growthSections(sizes: Size[], wanted: Set<string>, memory: Line[], sources: Line): Section[] {
  const of = (bar: string) => PATHS.filter((path) => path.bar === bar).map((path) => lineOf(path, sizes));
  const { check } = sizes.at(-1)!;
  const proof = `What functions do inside is counted: a whole count touches ${String(check.plain)} pages alone and ${String(check.inside)} inside a function that runs it as text.`;
  const largest = sizes.at(-1)!.reports;
  const short1m =
    largest < 1_000_000
      ? [`Not measured at a million, which the bar asks for: this run ended at ${short(largest)}.`]
      : [];
  const sections: Section[] = [];
  if (wanted.has('p5'))
    sections.push({ title: 'P5 · What the map asks', lines: of('P5'), notes: [...short1m, how, proof] });
  if (wanted.has('p6'))
    sections.push({
      title: 'P6 · Lists, queues, counters',
      lines: [...of('P6'), sources],
      notes: [...short1m, how, proof]
    });
  if (wanted.has('p14'))
    sections.push({
      title: 'P14 · Growth',
      lines: [...growthLines(sizes), ...memory],
      notes: [...short1m, how, weight]
    });
  return sections;
}

const withinRows = ({ most }: Path, counts: Measured[]): boolean | null =>
  most ? counts.every(({ buffers, rows }) => buffers <= most(rows)) : null;

function growthLines(sizes: Size[]): Line[] {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const grown = PATHS.map((path): Line => {
    const counts = sizes.map((size) => size.paths.get(path.what)!);
    const ratio = counts.at(-1)!.buffers / counts[0]!.buffers;
    return {
      bar: 'P14',
      what: path.what,
      figure: `${sizes.map((size, i) => `${short(size.reports)}: ${String(counts[i]!.buffers)}`).join(' · ')}; ${times(ratio)}`,
      limit: path.rowBound ? 'bounded by its rows' : '≤ 1.5×',
      peer: '–',
      // What is bounded by its rows must be so indeed.
      met: path.rowBound ? withinRows(path, counts) : sizes.length < 2 ? null : ratio <= 1.5
    };
  });
  return sizes.length < 2 ? grown : [...grown, ...sizeLines(first, last)];
}

/** What a further report takes in the database, and of which tables that consists. */
function sizeLines(first: Size, last: Size): Line[] {
  const each = (of: (size: Size) => number) => (of(last) - of(first)) / (last.reports - first.reports);
  const line = (what: string, figure: string, limit = '–', met: boolean | null = null, peer = '–'): Line => ({
    bar: 'P14',
    what,
    figure,
    limit,
    peer,
    met
  });
  const parts = [...last.tables.keys()]
    .map((table) => ({
      table,
      own: each(({ tables }) => tables.get(table)?.own ?? 0),
      indexes: each(({ tables }) => tables.get(table)?.indexes ?? 0)
    }))
    .sort((a, b) => b.own + b.indexes - a.own - a.indexes);
  const large = parts.filter(({ own, indexes }) => own + indexes >= 5);
  const all = each(({ databaseBytes }) => databaseBytes);
  const sum = (some: typeof parts) => some.reduce((total, { own, indexes }) => total + own + indexes, 0);
  const weightOf = (...tables: string[]) => sum(parts.filter(({ table }) => tables.includes(table)));
  const rest = all - sum(large);
  return [
    line('database, for each further report with all that belongs to it', kilo(all), '≤ 1.2 kB', all <= 1200),
    // The anchor of the bar has rows, indexes and squares, and nothing else that belongs to a case.
    line(
      'of that, the report itself with its indexes and the squares of the map',
      kilo(weightOf('reports', 'report_cells')),
      '–',
      null,
      '0.67 kB: a probe with bare reports of 340 bytes'
    ),
    line(
      'of that, the report and its public copy, both with their indexes, and the squares',
      kilo(weightOf('reports', 'published_reports', 'report_cells'))
    ),
    ...large.map(({ table, own, indexes }) =>
      line(`of that, ${table}`, `${own.toFixed(0)} B, its indexes ${indexes.toFixed(0)} B`)
    ),
    line('of that, everything else', `${rest.toFixed(0)} B`)
  ];
}
