import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type TestDb } from '../harness.ts';
import { Matrix, type Verdicts } from './measure.ts';
import { settleIn } from './stage.ts';
import { differences, readVerdicts } from './verdicts.ts';

let db: TestDb;
let matrix: Matrix;
let measured: Verdicts;
beforeAll(async () => {
  db = await openDb();
  matrix = await Matrix.read(db, await settleIn(db));
  measured = await matrix.measure();
});
afterAll(() => db.close());

describe('who may do what', () => {
  test('every table, view, function and bucket gives each person exactly what verdicts.txt says', () => {
    console.log(`access matrix: ${matrix.size} cells in ${matrix.objects.length} objects`);
    expect(differences(measured).join('\n\n')).toBe('');
    expect(matrix.size).toBeGreaterThan(3000);
  });

  test('verdicts.txt speaks of nothing that is not there', () => {
    expect([...readVerdicts().keys()].filter((object) => !matrix.objects.includes(object))).toEqual([]);
  });

  test('every function of the API is tried', () => {
    const untried = [...measured]
      .filter(([object, lines]) => object.startsWith('function public.') && [...lines.keys()].join() === 'execute')
      .map(([object]) => `${object}: say in supabase/tests/access/objects.ts how it is called, for whose rows`);
    expect(untried).toEqual([]);
  });

  test('every table that belongs to somebody has rows of several people', () => {
    const nobodys = matrix.tablesWithoutRows();
    expect(nobodys, 'give them a row in supabase/tests/access/world.ts').toEqual([]);
  });

  test('nothing is open outside the schemas of the matrix', async () => {
    const open = await db.sql(
      `select n.nspname || '.' || c.relname as name, role
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest(array['anon', 'authenticated']) role
       where c.relkind in ('r', 'p', 'v', 'm', 'f')
         and n.nspname not in ('public', 'private', 'storage', 'probe', 'tap', 'pg_catalog', 'information_schema')
         and has_schema_privilege(role, n.oid, 'usage')
         and (has_table_privilege(role, c.oid, 'select, insert, update, delete') or has_any_column_privilege(role, c.oid, 'select, insert, update'))`,
      []
    );
    expect(open).toEqual([]);
  });
});

describe('the matrix itself', () => {
  test('asks for the verdict of a new table, and says what to write', async () => {
    await db.sql('create table public.fresh (id int primary key); grant select on public.fresh to anon');
    try {
      const fresh = await Matrix.read(db, matrix.world);
      const [said] = differences(await fresh.measure(['table public.fresh']));
      expect(said).toMatch(/^table public\.fresh has no verdict\. .* write it into/);
      expect(said).toContain('columns anon: select all; insert none; update none');
    } finally {
      await db.sql('drop table public.fresh');
    }
  });
});
