import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';

interface DemoSite {
  id: string;
  details: Record<string, string | number>;
  /** Landmarks of the reports that are about it. */
  landmarks: string[];
}

/** Places that several of the demo's reports are about. Their names are made up. */
const sites: DemoSite[] = [
  {
    id: '5170e000-0000-4000-8000-000000000001',
    details: {
      kind: 'construction_site',
      name_zh: '路口综合楼工地',
      name_en: 'Building site at the crossing',
      landmark: '东三环北路与农展馆北路路口',
      subdistrict: '110105012',
      note: '示例点位，名称为虚构。'
    },
    landmarks: ['东三环北路与农展馆北路路口的工地']
  },
  {
    id: '5170e000-0000-4000-8000-000000000002',
    details: {
      kind: 'restaurant',
      name_zh: '枣营小馆（示例）',
      name_en: 'Zaoying Kitchen (example)',
      landmark: '枣营北里临街底商',
      subdistrict: '110105012'
    },
    landmarks: ['枣营北里附近，临街底商']
  },
  {
    id: '5170e000-0000-4000-8000-000000000003',
    details: {
      kind: 'construction_site',
      name_zh: '站东住宅楼工地（示例）',
      name_en: 'Housing site east of the station (example)',
      landmark: '望京站东侧',
      subdistrict: '110105026',
      note: '示例点位，名称为虚构。'
    },
    landmarks: ['望京站东侧的工地']
  },
  {
    id: '5170e000-0000-4000-8000-000000000004',
    details: {
      kind: 'restaurant',
      name_zh: '小街饭馆（示例）',
      name_en: 'Lane Kitchen (example)',
      landmark: '三里屯一条小街',
      subdistrict: '110105004',
      note: '示例点位，名称为虚构。'
    },
    landmarks: ['三里屯一条小街的临街饭馆']
  },
  {
    id: '5170e000-0000-4000-8000-000000000005',
    details: {
      kind: 'waste_point',
      name_zh: '小区垃圾站（示例）',
      name_en: 'Waste station of an estate (example)',
      landmark: '潘家园一处小区',
      subdistrict: '110105018'
    },
    landmarks: ['潘家园一处小区的垃圾站']
  }
];

/** Makes the demo's reported sites and links them, as a moderator would. */
export async function addDemoSites({ sql, as }: DemoTools, moderator: string, now: Date): Promise<number> {
  for (const { id, details, landmarks } of sites) {
    const at = now.toISOString();
    await as(moderator, at, 'select public.make_site($1, $2::jsonb)', [id, details]);
    const reports = await sql('select r.id from public.reports r where r.landmark = any ($1) order by r.received_at', [
      landmarks
    ]);
    for (const report of reports) await as(moderator, at, 'select public.link_site($1, $2)', [report.id, id]);
  }
  return sites.length;
}
