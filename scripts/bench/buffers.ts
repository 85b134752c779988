import type postgres from 'postgres';
import { HANDLER, MODERATOR, RESIDENT } from './people.ts';

export type Who = 'visitor' | 'resident' | 'moderator' | 'handler';
const ID: Record<Who, string | null> = { visitor: null, resident: RESIDENT, moderator: MODERATOR, handler: HANDLER };

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Actual Rows': number;
}

/**
 * Pages of 8 kB that a statement touches, hit and read together, asked as the API asks: in the role of the caller and
 * with row-level security on. PostgreSQL counts pages per session, and a plan's root takes the difference over its whole
 * run; so what functions do inside, planning included, is in it. `selfCheck` proves that in each run. The second of two
 * calls counts, as a server's connection is warm.
 */
export async function buffersOf(
  sql: postgres.Sql,
  who: Who,
  statement: string
): Promise<{ buffers: number; rows: number }> {
  return sql.begin(async (q) => {
    await become(q, who);
    await q.unsafe(statement);
    const [row] = await q.unsafe(`explain (analyze, buffers, timing off, format json) ${statement}`);
    const [{ Plan: plan }] = row?.['QUERY PLAN'] as [{ Plan: Plan }];
    return { buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], rows: plan['Actual Rows'] };
  }) as Promise<{ buffers: number; rows: number }>;
}

/** The indexes of ours that a statement enters, in the order of their names, as PostgreSQL counts them in a session. */
export async function indexesOf(sql: postgres.Sql, who: Who, statement: string): Promise<string[]> {
  return sql.begin(async (q) => {
    const entered = async () =>
      new Map(
        (
          await q`
            select c.relname as name, pg_stat_get_xact_numscans(c.oid) as n from pg_class c
            where c.relkind = 'i' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) order by 1`
        ).map(({ name, n }) => [String(name), Number(n)])
      );
    await become(q, who);
    await q.unsafe(statement);
    await q`reset role`;
    const before = await entered();
    await become(q, who);
    await q.unsafe(statement);
    await q`reset role`;
    return [...(await entered())].filter(([name, n]) => n > (before.get(name) ?? 0)).map(([name]) => name);
  }) as Promise<string[]>;
}

/** What a statement answers to somebody. */
export async function answerTo(sql: postgres.Sql, who: Who, statement: string): Promise<postgres.Row[]> {
  return sql.begin(async (q) => {
    await become(q, who);
    return [...(await q.unsafe(statement))];
  }) as Promise<postgres.Row[]>;
}

async function become(q: postgres.TransactionSql, who: Who): Promise<void> {
  const role = ID[who] ? 'authenticated' : 'anon';
  const [{ id } = { id: '' }] = ID[who] ? await q.unsafe(`select (${ID[who]})::text as id`) : [];
  await q`select set_config('request.jwt.claims', ${JSON.stringify({ role, ...(id ? { sub: id } : {}) })}, true),
    set_config('request.jwt.claim.sub', ${String(id)}, true), set_config('request.jwt.claim.role', ${role}, true),
    set_config('role', ${role}, true)`;
}

/** The pages of a whole-table count, alone and inside a function that runs it as text: the second must not be less. */
export async function selfCheck(sql: postgres.Sql): Promise<{ plain: number; inside: number }> {
  const count = 'select count(*) from public.published_reports';
  const make = `create or replace function pg_temp.bench_inside() returns bigint language plpgsql as
    $f$ declare n bigint; begin execute '${count}' into n; return n; end $f$`;
  const run = async (statement: string) => {
    const [row] = await sql.unsafe(`explain (analyze, buffers, timing off, format json) ${statement}`);
    const [{ Plan: plan }] = row?.['QUERY PLAN'] as [{ Plan: Plan }];
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  };
  await sql.unsafe(make);
  return { plain: await run(count), inside: await run('select pg_temp.bench_inside()') };
}
