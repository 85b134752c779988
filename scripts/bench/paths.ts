import type { Who } from './buffers.ts';

/** One thing that a request asks the database, and what bars.P5/P6 allow for it. */
export interface Path {
  bar: 'P5' | 'P6' | '–';
  what: string;
  who: Who;
  sql: string;
  /** The most pages it may touch, given the rows or entries it answers. Absent: only its growth is looked at. */
  most?: (rows: number) => number;
  /** How much it may grow from the smallest of its sizes to the largest. */
  growth?: number;
  /** Rows in the answer, as SQL over `answer`. */
  rows?: string;
  /** Bounded by the rows it answers, not by the size of the table. */
  rowBound?: boolean;
}

const district = 'array[116.34, 39.80, 116.65, 40.11]';
const street = 'array[116.46, 39.935, 116.464, 39.938]';
const ZERO = '00000000-0000-0000-0000-000000000000';
const deep = `(select now() - interval '300 days'), '${ZERO}', 50`;
const listed = `jsonb_array_length(answer -> 'rows')`;
const seen = `jsonb_array_length(answer -> 'points')`;

const list = (what: string, call: string, most: (rows: number) => number, rowBound = true): Path => ({
  bar: 'P6',
  what,
  who: 'visitor',
  sql: `select public.public_list(${call}) as answer`,
  most,
  growth: 1.2,
  rows: listed,
  rowBound
});

const queue = (who: Who, name: string, more = ''): Path => ({
  bar: 'P6',
  what: `${who === 'handler' ? 'handler’s' : 'moderator’s'} queue “${name}”${more ? ', deep' : ''}`,
  who,
  sql: `select public.report_queue('${name}'${more}) as answer`,
  most: (rows) => rows + 20,
  growth: 1.2,
  rows: 'jsonb_array_length(answer)',
  rowBound: true
});

export const PATHS: Path[] = [
  {
    bar: 'P5',
    what: 'map, the whole district',
    who: 'visitor',
    sql: `select public.public_map(${district}, 10) as answer`,
    most: () => 50,
    growth: 1.5,
    rows: `jsonb_array_length(answer -> 'cells')`
  },
  {
    bar: 'P5',
    what: 'map, the district in one group',
    who: 'visitor',
    sql: `select public.public_map(${district}, 11, '{"group": "air"}') as answer`,
    most: () => 50,
    growth: 1.5,
    rows: `jsonb_array_length(answer -> 'cells')`
  },
  {
    bar: 'P5',
    what: 'map, a street',
    who: 'visitor',
    sql: `select public.public_map(${street}, 17) as answer`,
    most: (rows) => rows + 30,
    rows: seen,
    rowBound: true
  },
  list('public list, newest 50', `'{}', null, null, 50`, () => 12, false),
  list('public list, 50 from far back', `'{}', ${deep}`, () => 12, false),
  list('public list, one category, far back', `'{"category": "air.fume"}', ${deep}`, (rows) => rows + 20),
  list('public list, one subdistrict, far back', `'{"subdistrict": "110105012"}', ${deep}`, (rows) => rows + 20),
  list('public list, answered, newest', `'{"stage": "answered"}', null, null, 50`, (rows) => rows + 20),
  list('public list, open, far back', `'{"stage": "open"}', ${deep}`, () => 12, false),
  list(
    'public list, closed in one category',
    `'{"category": "air.fume", "stage": "closed"}', null, null, 50`,
    (rows) => rows + 20
  ),
  list('public list, one small group', `'{"group": "other"}', null, null, 50`, (rows) => rows + 20),
  list('public list, one group in a month', `'{"group": "air", "days": 30}', null, null, 50`, (rows) => rows + 20),
  ...['screen', 'asked', 'dispatch', 'overdue', 'callback', 'appeals', 'all_open'].map((name) =>
    queue('moderator', name)
  ),
  queue('moderator', 'all_open', `, now() - interval '20 days', '${ZERO}', 50`),
  ...['take_on', 'in_hand', 'assisting', 'waiting', 'overdue'].map((name) => queue('handler', name)),
  ...['open', 'pinned'].map((kind): Path => ({
    bar: 'P6',
    what: `the same problem, ${kind === 'pinned' ? 'by a point' : 'by its subdistrict'}`,
    who: 'visitor',
    sql: `select public.same_problems('air.fume', ${kind === 'pinned' ? '39.949, 116.467' : `null, null, '110105012'`}) as answer`,
    most: (rows) => rows + 20,
    growth: 1.2,
    rows: 'jsonb_array_length(answer)',
    rowBound: true
  })),
  {
    bar: 'P6',
    what: 'counters of the moderator’s queues',
    who: 'moderator',
    sql: 'select public.report_queues() as answer',
    most: () => 5,
    growth: 1.2
  },
  {
    bar: 'P6',
    what: 'figures on the first page',
    who: 'visitor',
    sql: 'select public.home_figures() as answer',
    most: () => 5,
    growth: 1.2
  },
  {
    bar: 'P6',
    what: 'inbox, a page of 30',
    who: 'resident',
    sql: 'select id, report_id, kind, params, ready_at, read_at from public.notices order by ready_at desc, id desc limit 31',
    most: (rows) => rows + 20,
    growth: 1.2,
    rowBound: true
  },
  {
    bar: 'P6',
    what: 'my reports (forty)',
    who: 'resident',
    sql: `select public.my_reports('{}') as answer`,
    most: (rows) => rows + 20,
    growth: 1.2,
    rows: 'jsonb_array_length(answer)',
    rowBound: true
  },
  {
    bar: '–',
    what: 'a public report',
    who: 'visitor',
    sql: `select * from public.published_reports where report_id = md5('report' || 1)::uuid`
  },
  {
    bar: '–',
    what: 'the stage word of a code',
    who: 'visitor',
    sql: `select public.report_stage('CY-2222-2222', 'bench') as answer`
  },
  {
    bar: '–',
    what: 'the reporter’s page',
    who: 'resident',
    sql: `select public.report_page(md5('report' || 25)::uuid) as answer`
  },
  {
    bar: '–',
    what: 'the case page',
    who: 'moderator',
    sql: `select public.report_case(md5('report' || 4)::uuid) as answer`
  },
  {
    bar: '–',
    what: 'the case page, nothing but a point to find others by',
    who: 'moderator',
    sql: `select public.report_case(md5('report' || 5)::uuid) as answer`
  },
  { bar: '–', what: 'the three rates', who: 'visitor', sql: 'select public.three_rates() as answer' }
];

/** What one would write without thinking, over the same rows, as the owner of the tables: the peers. */
export const NAIVE: Record<string, string> = {
  'map, the whole district': `select count(*), avg(lat), avg(lng) from public.published_reports
    where lat between 39.80 and 40.11 and lng between 116.34 and 116.65 group by floor(lat * 50), floor(lng * 50)`,
  'public list, 50 from far back': `select * from public.published_reports order by published_at desc, report_id desc
    limit 50 offset (select count(*) * 9 / 10 from public.published_reports)`,
  'figures on the first page': `select count(*) filter (where received_at > now() - interval '30 days'), count(*) filter (where ended_at is null) from public.reports`
};
