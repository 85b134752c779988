import type { Row, TestDb } from '../harness.ts';
import { callsOf, givenBy, ownerColumn, rowsOf, storageCalls } from './objects.ts';
import { people, type PersonName, type World } from './world.ts';

/**
 * What a person met: `Y` the row is there (or was written), `.` the policy hides it, `x` neither grant nor policy
 * lets them, `g` the grant alone keeps them out; for a function `Y` an answer, `-` an empty one, or the status of a refusal.
 */
export type Verdict = string;
/** object → line → a verdict for each person, or one word for a line that is not about people. */
export type Verdicts = Map<string, Map<string, Verdict[]>>;

type Kind = 'rows' | 'count' | 'call' | 'execute';
interface Cell {
  object: string;
  line: string;
  person: PersonName;
  kind: Kind;
  statement: string;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`;
  if (value === null || typeof value === 'number') return String(value);
  return quote(typeof value === 'object' ? JSON.stringify(value) : String(value));
};
const literals = (given: Record<string, unknown>) =>
  Object.entries(given)
    .map(([name, value]) => `"${name}" => ${literal(value)}`)
    .join(', ');
const openTo = 'anon, authenticated, service_role';

/** Tries a statement as somebody and takes it back, whatever it did: the outcome travels out of the block as an error. */
const probeSql = `
drop schema if exists probe cascade;
create schema probe;
grant usage on schema probe to public;
create table probe.cells (
  n int generated always as identity primary key,
  object text not null, line text not null, person text not null, kind text not null, statement text not null
);
create index on probe.cells (object);
create table probe.people (person text primary key, role text not null, sub text not null, claims text not null);
grant execute on all functions in schema auth, extensions to public;

create function probe.attempt(who probe.people, kind text, statement text) returns text language plpgsql as $$
declare
  n bigint;
  answer jsonb;
  state text;
  message text;
begin
  perform set_config('request.jwt.claims', who.claims, true), set_config('request.jwt.claim.sub', who.sub, true),
    set_config('request.jwt.claim.role', who.role, true), set_config('role', who.role, true);
  if kind = 'rows' then
    execute statement;
    get diagnostics n = row_count;
    message := case when n > 0 then 'Y' else '.' end;
  elsif kind = 'count' then
    execute statement;
    get diagnostics n = row_count;
    message := case when n > 0 then n::text else '.' end;
  elsif kind = 'call' then
    execute statement into answer;
    message := case when answer is null or answer in ('[]', '[[]]', '[{}]', '[null]') then '-' else 'Y' end;
  else
    execute statement;
    message := 'Y';
  end if;
  raise exception sqlstate 'ZZ000' using message = message;
exception
  when sqlstate 'ZZ000' then
    return sqlerrm;
  when others then
    get stacked diagnostics state = returned_sqlstate, message = message_text;
    return case
      -- Of this function, not of one that it calls.
      when kind = 'execute' and state = '22012' and statement like '%has_function_privilege(%' then 'x'
      when kind = 'execute' then case when state = '42501' and statement like '%.' || substr(message, 32) || '(%' then 'x' else 'Y' end
      when state = '42501' and message like '%row-level security%' then '.'
      when state = '42501' and kind = 'call' and message not like 'permission denied for function %' then 'E:' || message
      when state = '42501' then 'x'
      when state ~ '^PT4' then substr(state, 3)
      when kind in ('rows', 'count') and (state like '23%' or state = '55000') then 'Y' -- the rights let it pass; the data did not
      else 'E:' || state || ' ' || message
    end;
end
$$;

create function probe.measure(objects text[]) returns table (n int, outcome text) language sql as $$
  select c.n, probe.attempt(p, c.kind, c.statement)
  from probe.cells c join probe.people p using (person)
  where c.object = any (objects)
$$;
`;

const tablesSql = `
  select n.nspname || '.' || c.relname as name, c.relkind::text as kind,
    coalesce((
      select jsonb_agg(a.attname order by k.place) from pg_index i
      cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indrelid = c.oid and i.indisprimary
    ), '[]') as key,
    (
      select jsonb_agg(jsonb_build_object(
        'name', a.attname, 'made', a.attidentity <> '' or a.attgenerated <> '',
        'grants', (
          select jsonb_object_agg(role, jsonb_build_object(
            'select', has_column_privilege(role, c.oid, a.attnum, 'select'),
            'insert', has_column_privilege(role, c.oid, a.attnum, 'insert'),
            'update', has_column_privilege(role, c.oid, a.attnum, 'update')))
          from unnest(array['anon', 'authenticated', 'service_role']) role
        )) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f')
    and (n.nspname in ('public', 'private') or n.nspname || '.' || c.relname in ('storage.buckets', 'storage.objects'))
  order by n.nspname desc, c.relname`;

// Arguments come from a query of their own: of a strict function and a plain null the planner makes null, unasked.
const functionsSql = `
  select n.nspname as schema, p.proname as name, p.prorettype = 'trigger'::regtype as trigger,
    (
      select string_agg(
        case when p.provariadic <> 0 and a.place = p.pronargs then 'variadic ' else '' end
          || '(select null::' || format_type(a.type, null) || ')', ', ' order by a.place)
      from unnest(p.proargtypes::oid[]) with ordinality as a (type, place)
    ) as nulls,
    pg_get_function_identity_arguments(p.oid) as arguments
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by n.nspname desc, p.proname`;

interface Column {
  name: string;
  made: boolean;
  grants: Record<string, Record<'select' | 'insert' | 'update', boolean>>;
}
interface Table {
  name: string;
  kind: string;
  key: string[];
  columns: Column[];
}

const roleNames = { anon: 'anon', authenticated: 'account', service_role: 'service' } as const;
const verbs = ['select', 'insert', 'update'] as const;

/** `all`, `none`, or the shorter of the two lists. */
function listed(columns: string[], all: string[]): string {
  if (!columns.length) return 'none';
  if (columns.length === all.length) return 'all';
  const others = all.filter((name) => !columns.includes(name));
  return others.length < columns.length ? `all but ${others.join(' ')}` : columns.join(' ');
}

/** The column grants of a table, one line a role. */
function columnLines({ columns }: Table): [string, Verdict[]][] {
  const all = columns.map(({ name }) => name);
  return Object.entries(roleNames).map(([role, word]) => {
    const granted = verbs.map((verb) => {
      const may = columns.filter(({ grants }) => grants[role]![verb]).map(({ name }) => name);
      return `${verb} ${listed(may, all)}`;
    });
    return [`columns ${word}`, [granted.join('; ')]];
  });
}

async function tableCells(db: TestDb, world: World, table: Table): Promise<Cell[]> {
  const cells: Cell[] = [];
  const add = (line: string, statement: (person: PersonName) => string, kind: Kind = 'rows') => {
    for (const person of people)
      cells.push({ object: `table ${table.name}`, line, person, kind, statement: statement(person) });
  };
  if (!table.key.length) {
    add('select any row', () => `select 1 from ${table.name} limit 1`);
    return cells;
  }
  const plain = table.columns.filter(({ made }) => !made);
  const insertable = plain.filter(({ grants }) => grants.authenticated!.insert || grants.service_role!.insert);
  const updatable = plain.filter(({ grants }) => grants.authenticated!.update || grants.service_role!.update);
  const into = (insertable.length ? insertable : plain).map(({ name }) => `"${name}"`).join(', ');
  const changed = (updatable[0] ?? plain.find(({ name }) => !table.key.includes(name)) ?? plain[0]!).name;
  const rows = Object.entries(rowsOf(world)[table.name] ?? { 'a row': 'true' });
  const owned = ownerColumn[table.name];
  let copied = false;
  for (const [words, where] of rows) {
    const [found] = await db.sql(
      `select to_jsonb(t)::text as row from ${table.name} t where ${where} order by ${table.key.join(', ')} limit 1`,
      []
    );
    if (!found) continue;
    const json = String(found.row);
    const row = JSON.parse(json) as Record<string, unknown>;
    const record = `jsonb_populate_record(null::${table.name}, ${quote(json)})`;
    const at = table.key.map((name) => `"${name}" = ${quote(String(row[name]))}`).join(' and ');
    add(`select ${words}`, () => `select 1 from ${table.name} where ${at}`);
    add(`update ${words}`, () => `update ${table.name} set "${changed}" = (${record})."${changed}" where ${at}`);
    add(`delete ${words}`, () => `delete from ${table.name} where ${at}`);
    if (copied) continue;
    copied = true;
    // Without a WHERE nothing is read, so that the policy of the command stands alone: how many rows does it reach?
    add('update without reading', () => `update ${table.name} set "${changed}" = (${record})."${changed}"`, 'count');
    add('delete without reading', () => `delete from ${table.name}`, 'count');
    const copy = (changes: string) =>
      `insert into ${table.name} (${into}) select ${into} from jsonb_populate_record(null::${table.name}, ${quote(json)}::jsonb || ${changes})`;
    if (owned) {
      const to = (person: PersonName) => quote(world.actors[person === 'resident' ? 'owner' : 'resident'].id!);
      add('give away what they have', (person) => `update ${table.name} set "${owned}" = ${to(person)}`);
      const own = (id: string) => copy(quote(JSON.stringify({ [owned]: id })));
      add(`insert in one's own name`, (person) => own(world.actors[person].id ?? world.actors.owner.id!));
      add(`insert in another's name`, (person) => own(world.actors[person === 'owner' ? 'resident' : 'owner'].id!));
    } else add('insert a row', () => copy(`'{}'`));
  }
  if (table.name === 'storage.objects')
    for (const [line, statement] of Object.entries(storageCalls(world))) add(line, () => statement);
  return cells;
}

/** Every cell of the matrix: what is tried, by whom, on what. */
export class Matrix {
  readonly objects: string[] = [];
  private readonly cells: (Cell & { n: number })[] = [];
  private tables: Table[] = [];
  private readonly db: TestDb;

  readonly world: World;

  private constructor(db: TestDb, world: World) {
    this.db = db;
    this.world = world;
  }

  /** Tables of which no row was found to try anything on. */
  tablesWithoutRows = (): string[] =>
    this.tables.map(({ name }) => name).filter((name) => !this.cells.some(({ object }) => object === `table ${name}`));

  /** How many single verdicts are compared: people × lines, and columns × roles × verbs. */
  get size(): number {
    const columns = this.tables.reduce((sum, table) => sum + table.columns.length, 0);
    return this.cells.length + columns * verbs.length * Object.keys(roleNames).length;
  }

  static async read(db: TestDb, world: World): Promise<Matrix> {
    const matrix = new Matrix(db, world);
    await db.sql(probeSql);
    for (const [person, { role, id, email }] of Object.entries(world.actors)) {
      const claims = id ? { sub: id, email, role, aud: role, aal: 'aal1' } : { role };
      await db.sql('insert into probe.people values ($1, $2, $3, $4)', [
        person,
        role,
        id ?? '',
        JSON.stringify(claims)
      ]);
    }
    const cells: Cell[] = [];
    matrix.tables = (await db.sql(tablesSql, [])) as unknown as Table[];
    for (const table of matrix.tables) {
      matrix.objects.push(`table ${table.name}`);
      cells.push(...(await tableCells(db, world, table)));
    }
    const calls = callsOf(world);
    for (const { schema, name, trigger, nulls, arguments: types } of await db.sql(functionsSql, [])) {
      const object = `function ${schema}.${name}(${types})`;
      matrix.objects.push(object);
      for (const person of ['anon', 'resident', 'service'] as const)
        cells.push({
          object,
          line: 'execute',
          person,
          kind: 'execute',
          statement: trigger
            ? `select 1 / has_function_privilege('${schema}.${name}()', 'execute')::int` // it cannot be called, only attached
            : `select ${schema}.${name}(${nulls ?? ''})`
        });
      if (schema !== 'public') continue;
      for (const [line, call] of Object.entries(calls[String(name)] ?? {}))
        for (const person of people)
          cells.push({
            object,
            line,
            person,
            kind: 'call',
            statement: `select jsonb_agg(f) from public.${name}(${literals(givenBy(person, call, world))}) f`
          });
    }
    const rows = (await db.sql(
      `insert into probe.cells (object, line, person, kind, statement)
       select c.object, c.line, c.person, c.kind, c.statement
       from jsonb_to_recordset($1::text::jsonb) as c (object text, line text, person text, kind text, statement text)
       returning n, object, line, person, kind, statement`,
      [JSON.stringify(cells)]
    )) as unknown as (Cell & { n: number })[];
    await db.sql('analyze probe.cells');
    matrix.cells.push(...rows);
    return matrix;
  }

  /** The statement of a cell, for a message about it. */
  statement(object: string, line: string, person: string): string {
    return this.cells.find((c) => c.object === object && c.line === line && c.person === person)?.statement ?? '';
  }

  /**
   * Measures these objects (all, if none is named) after `change` was made, in a transaction that is rolled back.
   * Tables are tried twice: as they are, and with every privilege granted, to see what the policies hold alone.
   */
  async measure(objects: string[] = this.objects, change = ''): Promise<Verdicts> {
    const list = (names: string[]) => `array[${names.map(quote).join(', ')}]::text[]`;
    const tables = objects.filter((object) => object.startsWith('table '));
    const opened = tables
      .filter((object) => this.cells.some((cell) => cell.object === object))
      .map((object) => `grant all on ${object.slice(6)} to ${openTo};`)
      .join('\n');
    const sets = await this.db.script(`
      ${change};
      select * from probe.measure(${list(objects)});
      ${tables.length ? tablesSql.replace('where c.relkind', `where 'table ' || n.nspname || '.' || c.relname = any (${list(tables)}) and c.relkind`) : 'select'};
      grant usage on schema private to ${openTo};
      ${opened}
      select * from probe.measure(${list(tables)});`);
    const withRows = sets.filter((rows) => rows.length);
    const has = (rows: Row[], column: string) => column in rows[0]!;
    const measured = withRows.filter((rows) => has(rows, 'outcome'));
    const catalog = (withRows.find((rows) => has(rows, 'columns')) ?? []) as unknown as Table[];
    const [shipped, open] = [0, 1].map(
      (i) => new Map<unknown, string>((measured[i] ?? []).map((row) => [row.n, String(row.outcome)]))
    );
    const verdicts: Verdicts = new Map(objects.map((object) => [object, new Map<string, Verdict[]>()]));
    for (const table of catalog) {
      const lines = verdicts.get(`table ${table.name}`);
      for (const [line, verdict] of columnLines(table)) lines?.set(line, verdict);
    }
    for (const { n, object, line } of this.cells) {
      const lines = verdicts.get(object);
      if (!lines) continue;
      const first = shipped!.get(n) ?? '?';
      const alone = open!.get(n);
      const verdict = first === 'x' && alone && /^[Y\d]/.test(alone) ? 'g' : first;
      lines.set(line, [...(lines.get(line) ?? []), verdict]);
    }
    return verdicts;
  }
}
