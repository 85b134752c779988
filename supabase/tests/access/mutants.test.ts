import { afterAll, expect, test } from 'vitest';
import { openDb } from '../harness.ts';
import { Matrix } from './measure.ts';
import { mutantsOf } from './mutants.ts';
import { settleIn } from './stage.ts';
import { written } from './verdicts.ts';

const db = await openDb();
afterAll(() => db.close());
const matrix = await Matrix.read(db, await settleIn(db));

/**
 * Rules that can be broken without any person meeting a difference, each with its reason. One that starts to make
 * a difference fails here too, so that the list cannot hide anything.
 */
const equivalent: Record<string, string> = {
  'policy notices_update on public.notices has no check':
    'PostgreSQL then checks the USING expression, which also asks for the recipient.',
  'policy profiles_update on public.profiles has no check':
    'PostgreSQL then checks the USING expression, which also asks for the person.'
};

test('every rule that is broken on purpose is noticed by the matrix', { timeout: 600_000 }, async () => {
  const mutants = await mutantsOf(db);
  const healthy = await matrix.measure();
  const survivors: string[] = [];
  const awake: string[] = [];
  const differs = async (objects: string[], sql: string) =>
    [...(await matrix.measure(objects, sql))].some(
      ([object, lines]) => written(object, lines) !== written(object, healthy.get(object)!)
    );
  const handfuls = Array.from({ length: Math.ceil(matrix.objects.length / 20) }, (_, i) =>
    matrix.objects.slice(20 * i, 20 * (i + 1))
  );
  /** What any object may notice is asked of a handful at a time, first of those that noticed the one before. */
  const anyDiffers = async (sql: string) => {
    for (const [i, some] of handfuls.entries())
      if (await differs(some, sql)) {
        handfuls.unshift(...handfuls.splice(i, 1));
        return true;
      }
    return false;
  };
  // On a server again every fourth: whether the matrix looks sharply enough is the same on both.
  const tried = process.env.TEST_DATABASE_URL ? mutants.filter((_, i) => i % 4 === 0) : mutants;
  for (const { name, sql, objects } of tried) {
    const noticed = objects ? await differs(objects, sql) : await anyDiffers(sql);
    if (!noticed && !(name in equivalent)) survivors.push(name);
    if (noticed && name in equivalent) awake.push(name);
  }
  const same = tried.filter(({ name }) => name in equivalent).length;
  const caught = tried.length - survivors.length - same;
  console.log(`mutants: ${caught} caught of ${tried.length}, ${same} make no difference`);
  expect(survivors, 'broken and nobody noticed').toEqual([]);
  expect(awake, 'listed as making no difference, but they do').toEqual([]);
  expect(
    Object.keys(equivalent).filter((name) => !mutants.some((m) => m.name === name)),
    'listed, but gone'
  ).toEqual([]);
});
