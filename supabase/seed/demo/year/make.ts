import type { DemoTools } from '../../../../src/lib/server/embedded/demo.ts';
import type { Release, Scenario, Step } from '../scenario.ts';
import { workingDays } from '../timeline.ts';
import { air } from './air.ts';
import { chance, type Chance } from './chance.ts';
import { fateFor, stepsOf, type Fate } from './fates.ts';
import { green } from './green.ts';
import { ground } from './ground.ts';
import type { Kind, Said } from './kinds.ts';
import { noise } from './noise.ts';
import { areas, somewhere, type Area } from './spots.ts';

/** How many reports come from a subdistrict: most from 麦子店, where the demo handler works, many from where much goes on. */
const BUSY: Record<string, number> = {
  '110105012': 34,
  '110105026': 13,
  '110105004': 12,
  '110105016': 10,
  '110105018': 9,
  '110105011': 9,
  '110105025': 9,
  '110105031': 9,
  '110105033': 7,
  '110105039': 7,
  '110105001': 5,
  '110105014': 5
};
const ELSEWHERE = 3;
/** Where bars are, and where fields are. */
const PREFERRED: Record<string, string[]> = {
  'noise.venue': ['110105004', '110105002', '110105016'],
  'land.farmland': ['110105036', '110105037', '110105038', '110105040', '110105041'],
  'soil.dump': ['110105036', '110105040', '110105042']
};
/** Where nothing finer than the subdistrict is shown, nobody points at a map. */
const WITHOUT_POINT = ['noise.neighbour', 'noise.renovation', 'noise.pet', 'air.vehicle'];
/** Offices that work by e-mail: what is open there is told one by one. */
const BY_MAIL = ['110105015', '110105036'];
const MEDIATED = ['noise.neighbour', 'noise.renovation', 'noise.pet', 'noise.square'];
/** Several people report one place: the sites of `sites.ts` gather them by these words. */
const clusters = [
  {
    category: 'noise.construction',
    area: '110105026',
    landmark: '望京站东侧的工地',
    at: { lat: 39.9976, lng: 116.4721 },
    reports: 4
  },
  {
    category: 'air.fume',
    area: '110105004',
    landmark: '三里屯一条小街的临街饭馆',
    at: { lat: 39.9357, lng: 116.4523 },
    reports: 4
  },
  {
    category: 'waste.overflow',
    area: '110105018',
    landmark: '潘家园一处小区的垃圾站',
    at: { lat: 39.8751, lng: 116.4532 },
    reports: 3
  }
];
const HIDDEN = [
  '照片和文字合在一起能认出是哪一户，先隐藏，待编辑后再公开。',
  '反映人来电说明内容有误，核实前不公开。',
  '与另一件重复公开，保留先公开的一件。'
];

interface Draft {
  kind: Kind;
  lang: 'zh' | 'en';
  description: string;
  months: number[] | undefined;
}

/** Which subdistrict each draft falls to: the busy ones more often, parks to where parks are. */
function placed(drafts: Draft[], all: Area[], luck: Chance): Map<Draft, Area> {
  const known = new Map(all.map((area) => [area.code, area]));
  const wanted = luck.shuffled(all.flatMap((area) => Array.from({ length: BUSY[area.code] ?? ELSEWHERE }, () => area)));
  const choosy = (d: Draft) =>
    d.kind.category in PREFERRED ? 0 : d.kind.spot === 'park' ? 1 : d.kind.spot === 'metro' ? 2 : 3;
  const result = new Map<Draft, Area>();
  for (const draft of [...drafts].sort((a, b) => choosy(a) - choosy(b))) {
    const { category, spot } = draft.kind;
    const fits = (area: Area) =>
      !(draft.months && BY_MAIL.includes(area.code)) &&
      (PREFERRED[category]?.includes(area.code) ??
        (spot === 'park' ? area.parks.length > 0 : spot === 'metro' ? area.stations.length > 0 : true));
    const found = wanted.findIndex(fits);
    const area = found >= 0 ? wanted.splice(found, 1)[0]! : (wanted.shift() ?? luck.pick(all));
    result.set(draft, area);
  }
  for (const { category, area, reports } of clusters)
    for (const draft of drafts.filter((d) => d.kind.category === category && d.lang === 'zh').slice(0, reports))
      result.set(draft, known.get(area)!);
  return result;
}

/** Who writes, and how they can be reached. */
function reporter(
  number: number,
  luck: Chance
): Pick<Scenario, 'by' | 'contact_phone' | 'contact_email' | 'contact_ok'> {
  const by = luck.happens(0.86) ? 'guest' : luck.pick(['resident', 'organizer', 'teacher'] as const);
  if (by !== 'guest') return { by };
  const allowed = luck.happens(0.6) ? ({ contact_ok: true } as const) : {};
  if (luck.happens(0.5)) return { by, contact_phone: `138000${String(10_000 + number).slice(-5)}`, ...allowed };
  if (luck.happens(0.4)) return { by, contact_email: `neighbour.${number}@example.com`, ...allowed };
  return { by };
}

/** Of what came in lately nothing is over yet: as far as it can have come. */
function unfinished(told: Step[], day: number, luck: Chance): Step[] {
  const came = told.filter(([when]) => Number(when.split(' ')[0]) >= 1);
  const ended = came.findIndex(([, , move]) => ['call_back', 'record_callback', 'close'].includes(move));
  const steps = ended < 0 ? came : came.slice(0, ended);
  // Half of the fresh ones wait on a desk.
  return day <= 3 && luck.happens(0.5) ? steps.slice(0, luck.between(0, 3)) : steps;
}

/**
 * The year before today in about 230 reports, invented from the texts of this folder: each text once, in its season,
 * somewhere that the reference data knows. The same every time, moved along with the day it is seeded on.
 */
export async function makeYear(sql: DemoTools['sql'], now: Date): Promise<Scenario[]> {
  const luck = chance(20261127);
  const { past } = await workingDays(sql, now);
  const all = await areas(sql);
  const yearAgo = new Date(now.getTime() - 364 * 86_400_000).toISOString().slice(0, 10);
  const draft = (kind: Kind, lang: 'zh' | 'en', said: Said): Draft => {
    const [description, months = kind.months] = typeof said === 'string' ? [said] : said;
    return { kind, lang, description, months };
  };
  const drafts = [...air, ...noise, ...ground, ...green].flatMap((kind) => [
    ...kind.zh.map((said) => draft(kind, 'zh', said)),
    ...(kind.en ?? []).map((said) => draft(kind, 'en', said))
  ]);
  const where = placed(drafts, all, luck);

  const made: (Pick<Draft, 'months'> & { scenario: Scenario; fate: Fate; day: number })[] = [];
  let hidden = 0;
  for (const [number, draft] of drafts.entries()) {
    const { kind, lang, description, months } = draft;
    const area = where.get(draft)!;
    const latest = BY_MAIL.includes(area.code) ? 70 : 1;
    const days = past.flatMap((day, i) =>
      i >= latest && day > yearAgo && (months?.includes(Number(day.slice(5, 7))) ?? true) ? [i] : []
    );
    const lately = BY_MAIL.includes(area.code) ? [] : days.filter((i) => i <= 14);
    let day = luck.pick(lately.length > 0 && luck.happens(0.13) ? lately : days);
    let spot = somewhere(area, kind.spot, lang, luck);
    const cluster = clusters.find((c) => c.category === kind.category && c.area === area.code && lang === 'zh');
    if (cluster) spot = { landmark: cluster.landmark, ...cluster.at };
    const who = reporter(number, luck);
    const reachable = who.by !== 'guest' || Boolean(who.contact_email ?? who.contact_phone);
    let fate = fateFor(luck, reachable);

    // Two neighbours, one problem: the second report is joined to the one before it.
    const before = made.at(-1);
    let target: string | undefined;
    if (fate === 'merged') {
      const same =
        before &&
        before.scenario.category === kind.category &&
        before.months === months &&
        before.scenario.lang === undefined &&
        lang === 'zh';
      if (same && before.day > 2 && !['merged', 'refused', 'redirected', 'withdrawn', 'asked'].includes(before.fate)) {
        target = before.scenario.slug;
        day = before.day - 1;
        spot = {
          landmark: `${before.scenario.landmark}附近`,
          lat: (before.scenario.lat ?? spot.lat) + 0.0002,
          lng: (before.scenario.lng ?? spot.lng) - 0.0002
        };
      } else fate = 'thanked';
    }
    const told = stepsOf(fate, day, kind.done, luck, target);
    const over = Number(told.steps.at(-1)![0].split(' ')[0]) >= 1;
    const steps = over && day > 8 ? told.steps : unfinished(told.steps, day, luck);
    const answered = told.answer && steps.some(([, , move]) => move === 'answer') ? told.answer : undefined;

    const publish = luck.happens(0.78);
    const accepted = steps.some(([, , move]) => move === 'accept');
    const lastMove = steps.at(-1)?.[2];
    const shown = publish && accepted && luck.happens(0.66);
    const release: Release = {
      public_text: description,
      public_lang: lang,
      ...(luck.happens(0.6) ? { answers: true as const } : {}),
      ...(answered && ['answer', 'call_back', 'record_callback', 'close'].includes(lastMove!) && luck.happens(0.8)
        ? { answer_text: answered }
        : {})
    };
    const hide =
      shown && hidden < 6 && luck.happens(0.06) ? (hidden++ % 2 ? HIDDEN[hidden % 3]! : 'by the reporter') : undefined;
    const hour = luck.between(...kind.hours);
    made.push({
      months,
      fate,
      day,
      scenario: {
        slug: `year-${String(number).padStart(3, '0')}`,
        ...who,
        ...(lang === 'en' ? { lang } : {}),
        sent: `${day} ${String(hour).padStart(2, '0')}:${String(luck.between(0, 44)).padStart(2, '0')}` as Scenario['sent'],
        category: kind.category,
        subdistrict: target ? before!.scenario.subdistrict! : area.code,
        landmark: spot.landmark,
        ...(WITHOUT_POINT.includes(kind.category)
          ? {}
          : { lat: Number(spot.lat.toFixed(6)), lng: Number(spot.lng.toFixed(6)) }),
        description,
        time_pattern: kind.pattern,
        answers: Object.fromEntries(
          Object.entries(kind.answers).map(([question, choices]) => [question, luck.pick(choices)])
        ),
        ...(publish ? { publish } : {}),
        ...(MEDIATED.includes(kind.category) && luck.happens(0.4) ? { mediation: true as const } : {}),
        steps,
        ...(shown ? { release } : {}),
        ...(hide ? { hidden: hide } : {})
      }
    });
  }
  return made.map(({ scenario }) => scenario);
}
