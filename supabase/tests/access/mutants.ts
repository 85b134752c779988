import type { TestDb } from '../harness.ts';

/** A rule broken on purpose, and the objects of the matrix that ought to notice. `objects` null = any of them. */
export interface Mutant {
  name: string;
  sql: string;
  objects: string[] | null;
}

interface Policy {
  table: string;
  name: string;
  command: string;
  qual: string | null;
  check: string | null;
}

/** Splits `(a) AND (b)` at its outermost operator; one part when there is none. */
function operands(expression: string, operator: 'AND' | 'OR'): string[] {
  let text = expression.trim();
  const closes = (from: string) => {
    let depth = 0;
    for (let i = 0; i < from.length; i++) {
      if (from[i] === '(') depth++;
      if (from[i] === ')' && --depth === 0) return i;
    }
    return -1;
  };
  while (text.startsWith('(') && closes(text) === text.length - 1) text = text.slice(1, -1).trim();
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')') depth--;
    if (depth === 0 && text.startsWith(` ${operator} `, i)) {
      parts.push(text.slice(start, i));
      start = i + operator.length + 2;
    }
  }
  return [...parts, text.slice(start)];
}

/** The expression with one condition, or one alternative, left out. */
function weaker(expression: string): string[] {
  for (const operator of ['AND', 'OR'] as const) {
    const parts = operands(expression, operator);
    if (parts.length < 2) continue;
    return parts.flatMap((part, i) => {
      const with_ = (inner: string) => parts.map((other, j) => (i === j ? inner : other)).join(` ${operator} `);
      return [
        parts.filter((_, j) => j !== i).join(` ${operator} `),
        ...weaker(part).map((inner) => with_(`(${inner})`))
      ];
    });
  }
  return [];
}

const policiesSql = `
  select schemaname || '.' || tablename as table, policyname as name, cmd as command, qual, with_check as "check"
  from pg_policies where schemaname in ('public', 'private', 'storage') order by 1, 2`;

const tablesSql = `
  select n.nspname || '.' || c.relname as name,
    array(
      select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and not has_column_privilege('authenticated', c.oid, a.attnum, 'select')
    ) as closed,
    has_any_column_privilege('authenticated', c.oid, 'select') as readable
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and (n.nspname in ('public', 'private') or n.nspname = 'storage' and c.relname in ('objects', 'buckets'))
  order by 1`;

const functionsSql = `
  select n.nspname || '.' || p.proname as name, p.oid::regprocedure::text as signature,
    n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as object,
    pg_get_function_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result,
    has_function_privilege('anon', p.oid, 'execute') as anon, has_function_privilege('authenticated', p.oid, 'execute') as account
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private') order by 1`;

/** What each predicate may be made to say: everything that depends on it is then open, or shut. */
const predicates: Record<string, Record<string, string>> = {
  'private.is_suspended': { 'is never true': 'select false', 'is always true': 'select true' },
  'private.has_role': { 'is always true': 'select true' },
  'private.has_case': { 'is always true': 'select true' },
  'private.sees_report': { 'is always true': 'select true' },
  'private.is_author': { 'is always true': 'select true' },
  'private.key_fits': { 'is always true': 'select true' },
  'private.is_reporter': { 'is always true': 'select true', 'is never true': 'select false' },
  'private.my_units': { 'names every unit': 'select array_agg(code) from public.units' },
  'private.parties': {
    'names every party': `select enum_range(null::public.report_party)`,
    'forgets the photos': `select array_remove(array[
      case when private.is_reporter(r, key) then 'reporter' end,
      case when private.has_case(r.id) then 'handler' end,
      case when private.has_role('moderator') then 'moderator' end]::public.report_party[], null)`
  },
  'private.move_refusal': { 'refuses nothing': 'select null::text' }
};

export async function mutantsOf(db: TestDb): Promise<Mutant[]> {
  const mutants: Mutant[] = [];
  const add = (objects: string[] | null, name: string, sql: string) => mutants.push({ name, sql, objects });

  for (const { table, name, command, qual, check } of (await db.sql(policiesSql, [])) as unknown as Policy[]) {
    const objects = [`table ${table}`];
    const on = `policy ${name} on ${table}`;
    const alter = (what: string, clause: string) => add(objects, `${on} ${what}`, `alter ${on} ${clause}`);
    add(objects, `${on} is dropped`, `drop ${on}`);
    if (qual && qual !== 'true') alter('lets everybody', 'using (true)');
    if (check && check !== 'true') alter('checks nothing', 'with check (true)');
    if (qual && check && command !== 'SELECT')
      add(objects, `${on} has no check`, `drop ${on}; create ${on} for ${command} to authenticated using (${qual})`);
    for (const part of qual ? weaker(qual) : []) alter(`asks only: ${part}`, `using (${part})`);
    for (const part of check ? weaker(check) : []) alter(`checks only: ${part}`, `with check (${part})`);
  }
  for (const { name, closed, readable } of await db.sql(tablesSql, [])) {
    const objects = [`table ${name}`];
    add(objects, `${name} without row-level security`, `alter table ${name} disable row level security`);
    if (!String(name).startsWith('storage.')) {
      add(objects, `${name} granted to anon`, `grant all on ${name} to anon`);
      add(objects, `${name} granted to accounts`, `grant all on ${name} to authenticated`);
      if (readable) add(objects, `${name} no longer granted to accounts`, `revoke all on ${name} from authenticated`);
    }
    for (const column of (closed as string[]) ?? [])
      add(objects, `${name}.${column} granted to accounts`, `grant select (${column}) on ${name} to authenticated`);
  }
  for (const f of (await db.sql(functionsSql, [])) as unknown as Record<string, string>[]) {
    const objects = [`function ${f.object}`];
    for (const [role, may] of [
      ['anon', f.anon],
      ['authenticated', f.account]
    ] as const)
      add(
        objects,
        `${f.object} ${may ? 'taken from' : 'given to'} ${role}`,
        `${may ? 'revoke' : 'grant'} execute on function ${f.signature} ${may ? 'from' : 'to'} ${role}`
      );
    for (const [what, body] of Object.entries(predicates[f.name!] ?? {}))
      add(
        null,
        `${f.name} ${what}`,
        `create or replace function ${f.name}(${f.arguments}) returns ${f.result} language sql stable security definer set search_path = '' as $mutant$ ${body} $mutant$`
      );
  }
  return mutants;
}
