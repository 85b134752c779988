/** What pages and the file of rates ask of the database. */
import { csv } from '$lib/server/csv';
import type { Lang } from '$lib/i18n/lang';
import { RATES, rateOf, type Counts, type Named, type ThreeRates, type View } from './rates';

type Db = App.Locals['supabase'];

export async function read(db: Db): Promise<ThreeRates> {
  const { data, error } = await db.rpc('three_rates');
  if (error) throw error;
  return data as unknown as ThreeRates;
}

type Names = Map<string, { zh: string; en: string }>;

/** What units and groups are called, in both languages. */
async function names(db: Db): Promise<{ unit: Names; group: Names }> {
  const [units, groups] = await Promise.all([
    db.from('units').select('code, name_zh, name_en'),
    db.from('category_groups').select('code, name_zh, name_en')
  ]);
  const byCode = ({ data, error }: typeof units): Names => {
    if (error) throw error;
    return new Map(data.map(({ code, name_zh, name_en }) => [code, { zh: name_zh, en: name_en }]));
  };
  return { unit: byCode(units), group: byCode(groups) };
}

/** The rows of a view with their names; a month is named by `monthName`. */
export async function rows(
  db: Db,
  rates: ThreeRates,
  view: View,
  lang: Lang,
  monthName: (month: string) => string
): Promise<Named[]> {
  const list = { unit: rates.units, month: rates.months, group: rates.groups }[view];
  const called = view === 'month' ? null : (await names(db))[view];
  return list.map((row) => ({
    ...row,
    id: row.code,
    name: called ? (called.get(row.code)?.[lang] ?? row.code) : monthName(row.code)
  }));
}

const COLUMNS = [
  'dispatched',
  'in_time',
  'sent_back',
  'under_way',
  'reached',
  'solved',
  'solved_unsaid',
  'satisfied',
  'satisfied_unsaid',
  'no_answer',
  'no_contact'
] as const satisfies (keyof Counts)[];

/** Everything on the page as one file: the district, then by unit, month and group. Empty = fewer than ten. */
export async function file(db: Db): Promise<string> {
  const [rates, called] = await Promise.all([read(db), names(db)]);
  const head = ['by', 'code', 'name_zh', 'name_en', 'first_month', 'last_month', ...COLUMNS];
  const shares = (counts: Counts) =>
    RATES.map((name) => {
      const { share } = rateOf(counts, name);
      return share === null ? null : Math.round(share * 10_000) / 10_000;
    });
  const line = (by: string, code: string, counts: Counts, months: [string, string], zh = '', en = '') => [
    ...[by, code, zh, en, ...months.map((month) => month.slice(0, 7))],
    ...COLUMNS.map((column) => counts[column]),
    ...shares(counts),
    rates.as_of
  ];
  const whole: [string, string] = [rates.first, rates.last];
  return csv([
    [...head, ...RATES.map((name) => `${name}_rate`), 'as_of'],
    line('district', '110105', rates.district, whole, '朝阳区', 'Chaoyang District'),
    ...(['unit', 'group'] as const).flatMap((by) =>
      rates[`${by}s`].map((row) => {
        const name = called[by].get(row.code);
        return line(by, row.code, row, whole, name?.zh, name?.en);
      })
    ),
    ...rates.months.map((row) => line('month', row.code, row, [row.code, row.code]))
  ]);
}
