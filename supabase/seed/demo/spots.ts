import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';
import type { Cast } from './play.ts';

/** Spots that residents suggest for a pocket park, made up; supports are nobody's, so that only the number is there. */
const SPOTS: {
  id: string;
  by: string;
  daysAgo: number;
  subdistrict: string;
  landmark: string;
  words: string;
  lang?: 'en';
  /** As everybody reads it; without, it waits for an editor. */
  title?: string;
  supports?: number;
  answer?: ['accepted' | 'refused', string];
}[] = [
  {
    id: '0e000000-0000-4000-8000-00000000d001',
    by: 'organizer',
    daysAgo: 34,
    subdistrict: '110105012',
    landmark: '枣营路和亮马桥路口东南角',
    title: '枣营路口东南角的三角地',
    words: '围挡拆了以后一直空着，有两棵大槐树。放几把椅子，等车、接孩子的人就有地方坐了。',
    supports: 23
  },
  {
    id: '0e000000-0000-4000-8000-00000000d002',
    by: 'teacher',
    daysAgo: 20,
    subdistrict: '110105026',
    landmark: '望京西园三区北侧的边角地',
    title: '望京西园北侧的边角地',
    words: '放学的孩子都从这里走，夏天没有树荫。希望种几棵树，再有一个饮水的地方。',
    supports: 11
  },
  {
    id: '0e000000-0000-4000-8000-00000000d003',
    by: 'organizer',
    daysAgo: 75,
    subdistrict: '110105013',
    landmark: 'the strip behind the old bus stop',
    title: 'The strip behind the old bus stop',
    words: 'It is paved and nobody uses it. A few trees and a step-free path would make it a place to rest.',
    lang: 'en',
    supports: 16,
    answer: ['accepted', '已列入明年的口袋公园选址，开春会同街道到现场看地。']
  },
  {
    id: '0e000000-0000-4000-8000-00000000d004',
    by: 'teacher',
    daysAgo: 60,
    subdistrict: '110105024',
    landmark: '太阳宫中路的绿化隔离带',
    title: '太阳宫中路的隔离带',
    words: '隔离带很宽，希望开一个口，放长椅。',
    supports: 4,
    answer: ['refused', '这里是道路防护绿地，开口不安全。街道会在对面的小广场加长椅。']
  },
  {
    id: '0e000000-0000-4000-8000-00000000d005',
    by: 'teacher',
    daysAgo: 2,
    subdistrict: '110105012',
    landmark: '枣营路口的三角地，原来有围挡的那块',
    words: '那块三角地一直空着，种上花多好。'
  }
];

const DAY = 86_400_000; // milliseconds

export async function addDemoSpots(sql: DemoTools['sql'], { people }: Cast, now: Date): Promise<number> {
  const rows = await sql(
    `with told as (
       select * from jsonb_to_recordset($1::jsonb) s (
         id uuid, by uuid, at timestamptz, subdistrict text, landmark text, words text, lang text, title text, supports int, verdict text, answer text
       )
     ), said as (
       insert into public.place_suggestions (
         id, user_id, kind, subdistrict_code, landmark, words, seen_on, lang, publish, content_hash, created_at, status, answer, answered_at, answered_by
       )
       select t.id, t.by, 'spot', t.subdistrict, t.landmark, t.words, (t.at at time zone 'Asia/Shanghai')::date, t.lang, true,
         sha256(convert_to(t.id::text, 'utf8')), t.at, coalesce(t.verdict, 'waiting')::public.suggestion_status, t.answer,
         case when t.answer is not null then t.at + interval '30 days' end, case when t.answer is not null then $2::uuid end
       from told t
       returning id
     ), shown as (
       insert into public.spots (id, title, words, lang, subdistrict_code, released_at, released_by)
       select t.id, t.title, t.words, t.lang, t.subdistrict, t.at + interval '1 day', $2
       from told t join said s on s.id = t.id where t.title is not null
       returning id, released_at
     ), wanted as (
       insert into public.spot_supports (spot_id, supported_at)
       select s.id, s.released_at + n * interval '7 hours' from shown s join told t on t.id = s.id, generate_series(1, t.supports) n
     )
     select id from said`,
    [
      SPOTS.map(({ by, daysAgo, answer, lang, ...spot }) => ({
        ...spot,
        by: people[by],
        at: new Date(now.getTime() - daysAgo * DAY).toISOString(),
        lang: lang ?? 'zh',
        verdict: answer?.[0],
        answer: answer?.[1]
      })),
      people['publisher']
    ]
  );
  return rows.length;
}
