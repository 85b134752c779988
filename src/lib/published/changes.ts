/** Reading what changed among the public reports: the answer of `/data/reports/changes`, and how a copy follows it. */
import type { Floor, List } from '$lib/offline/lists';
import { STAGES, type Stage } from './filters';
import type { Line, PublicRow } from './report';

/** Lines on one phone; older ones are left to the network. */
export const MOST_LINES = 500;
/** The list of everything. */
export const DISTRICT = 'district';

/** A public report by the names of the open data. What is not known or not public is left out. */
export interface ChangedReport {
  id: string;
  category: string;
  group: string;
  subdistrict: string;
  precision: PublicRow['precision'];
  /** `2026-11` */
  month: string;
  day?: string;
  stage: Stage;
  landmark?: string;
  text?: string;
  text_lang?: PublicRow['public_lang'];
  answer_kind?: string;
  published_at: string;
}

export interface Changes {
  /** The place to go on from. */
  after: string;
  /** New or changed ones as they are now; at the start the newest. */
  reports: ChangedReport[];
  /** Ids of those that are no longer public. */
  gone: string[];
  /** Where to go on at once. */
  next?: string;
  /** At the start only: there are older ones. */
  older?: boolean;
}

export type KeptList = List<ChangedReport>;

/** What became of the copy. */
export interface News {
  added: number;
  changed: number;
  gone: number;
}

/** Newer first, as the public list is: by moment, and by id where moments are the same. */
function order(a: Floor, b: Floor): number {
  const moments = Date.parse(b.published_at) - Date.parse(a.published_at);
  return moments || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** Not more than is kept, and what is the oldest of it where there was more. */
function bounded(lines: ChangedReport[], older: boolean): Pick<KeptList, 'lines' | 'floor'> {
  const kept = lines.slice(0, MOST_LINES);
  const last = kept.at(-1);
  const more = older || lines.length > MOST_LINES;
  return { lines: kept, floor: more && last ? { id: last.id, published_at: last.published_at } : null };
}

export const begin = (id: string, { after, reports, older }: Changes, now: number): KeptList => ({
  id,
  after,
  ...bounded([...reports].sort(order), older ?? false),
  kept_at: now,
  looked_at: now
});

/** The list with what changed. A change to a report that is older than all of a list with an end is none to it. */
export function follow(list: KeptList, { after, reports, gone }: Changes, now: number): { list: KeptList; news: News } {
  const lines = new Map(list.lines.map((line) => [line.id, line]));
  const news = { added: 0, changed: 0, gone: 0 };
  for (const id of gone) if (lines.delete(id)) news.gone++;
  for (const line of reports) {
    const known = lines.has(line.id);
    if (list.floor && order(list.floor, line) < 0) {
      // It is older now than what is kept: only a report that began anew on another day can become so.
      if (lines.delete(line.id)) news.gone++;
      continue;
    }
    news[known ? 'changed' : 'added']++;
    lines.set(line.id, line);
  }
  const sorted = [...lines.values()].sort(order);
  const { lines: kept, floor } = bounded(sorted, list.floor !== null);
  // What has left the list leaves its end where it was, or the reports between would be taken for none.
  const end = sorted.length > MOST_LINES ? floor : list.floor;
  return { list: { ...list, after, lines: kept, floor: end, looked_at: now }, news };
}

export const addressOf = (id: string, after?: string): string => {
  const query = new URLSearchParams({
    ...(after === undefined ? {} : { after }),
    ...(id === DISTRICT ? {} : { subdistrict: id })
  });
  return `/data/reports/changes${query.size > 0 ? `?${query.toString()}` : ''}`;
};

/** An area that may have a list: the district, or what looks like a subdistrict. */
export const isArea = (id: string | null): id is string => id === DISTRICT || /^\d{9}$/.test(id ?? '');

/** As lines of lists are shown, with the words of codes. A stage that is new here counts as under way. */
export const lineOf = (report: ChangedReport, title: string, place: string): Line => ({
  report_id: report.id,
  category_code: report.category,
  group_code: report.group,
  subdistrict_code: report.subdistrict,
  precision: report.precision,
  month: `${report.month}-01`,
  day: report.day ?? null,
  landmark: report.landmark ?? null,
  stage: STAGES.includes(report.stage) ? report.stage : 'open',
  public_text: report.text ?? null,
  public_lang: report.text_lang ?? null,
  answer_kind: report.answer_kind ?? null,
  published_at: report.published_at,
  photos: [],
  title,
  place
});
