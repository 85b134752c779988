import { createHash } from 'node:crypto';
import type { Cast } from './play.ts';
import type { Scenario, Step } from './scenario.ts';
import { hex, moments, releasedAt, uuid, type WorkingDays } from './timeline.ts';

/** What a life goes by: the tables of the database, the calendar, and the moment of today. */
export interface Rules extends WorkingDays {
  /** `'move from_status party'` → the status it leads to. */
  moves: Record<string, string | null>;
  /** Working days by `'stage'` or `'stage category'`. */
  limits: Record<string, number>;
  /** Years whose holidays are announced. */
  announced: number[];
  precision: Record<string, string>;
  /** Who leads and assists, by `'category subdistrict'`. */
  catalogue: Record<string, { lead: string; assists: string[] }>;
  now: number;
}

type Row = Record<string, unknown>;

/** The rows of one case, column by column. */
export interface Life {
  report: Row & { id: string };
  contact?: Row;
  units: Row[];
  events: Row[];
  callbacks: Row[];
  release?: Row;
}

const ENDED = ['closed', 'merged', 'redirected', 'refused', 'withdrawn'];
const HIDDEN = ['submitted', 'merged', 'redirected', 'refused', 'withdrawn'];
const UNLED = ['accepted', 'merged', 'redirected', 'refused', 'withdrawn'];
/** What a move may change, in the order of the table; this is what an event keeps of the moment before. */
const CHANGING = `status outcome lead_unit_code limit_days asked_by objections deferrals deferred_days deferred_until
  deferral_allowed reopenings merged_into urgent_at escalated_at publish contact_ok mediation reporter_left_at stage_since
  stage_due_at stage_due_provisional counts_from due_at due_provisional accepted_at answered_at ended_at published_at`.split(
  /\s+/
);

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const iso = (at: number) => new Date(at).toISOString();
const beijingDay = (at: number) => iso(at + 8 * 3_600_000).slice(0, 10);
const midnight = (day: string) => Date.parse(`${day}T00:00:00+08:00`);

/** A readable code of the same letters as `private.new_code()`, but always the same for the same slug. */
function codeOf(slug: string): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  const word = Array.from(
    { length: 8 },
    (_, i) => letters[Number.parseInt(hex(`code ${i} of ${slug}`).slice(0, 8), 16) % letters.length]
  );
  return `CY-${word.slice(0, 4).join('')}-${word.slice(4).join('')}`;
}

/** The end of the nth working day after this moment, as `private.add_working_days` counts. */
function workingDayEnd(
  start: number,
  days: number,
  { past, next, announced }: Rules
): [due: string, provisional: boolean] {
  const first = beijingDay(start);
  const later = [
    ...past.filter((day) => day > first).reverse(),
    ...next.filter((day) => day > first && day > past[0]!)
  ];
  const last = later[days - 1]!;
  const years = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++) years.push(year);
  return [iso(midnight(last) + 86_400_000), years.some((year) => !announced.includes(year))];
}

/**
 * Lives through one scenario as the functions of the database would move it, and gives the rows that are left in the end.
 * It knows the moves that the demo's year is made of, and throws where the table of moves does not have one.
 */
export function live(scenario: Scenario, { people, handlers }: Cast, rules: Rules): Life {
  const { slug, by, category, subdistrict } = scenario;
  const author = by === 'guest' ? null : people[by]!;
  const id = uuid(slug);
  const [sent, ...rest] = moments(scenario, rules.past, rules.now) as [number, ...number[]];
  const limit = (stage: string) => rules.limits[`${stage} ${category}`] ?? rules.limits[stage];

  const r: Row & { id: string } = {
    id,
    code: codeOf(slug),
    key_hash: `\\x${hashOf(hex(`key of ${slug}`)).slice(0, 32)}`,
    content_hash: `\\x${hashOf(slug).slice(0, 32)}`,
    author_id: author,
    lang: scenario.lang ?? 'zh',
    category_code: category,
    description: scenario.description,
    lat: scenario.lat ?? null,
    lng: scenario.lng ?? null,
    subdistrict_code: subdistrict,
    subdistrict_guessed: false,
    outside: false,
    landmark: scenario.landmark ?? null,
    place: null,
    time_pattern: scenario.time_pattern ?? null,
    answers: scenario.answers ?? {},
    danger_answered: 'no',
    photos_declared: 0,
    received_at: iso(sent),
    publish: scenario.publish ?? false,
    contact_ok: scenario.contact_ok ?? false,
    mediation: scenario.mediation ?? false,
    status: 'submitted',
    version: 1,
    objections: 0,
    deferrals: 0,
    deferred_days: 0,
    deferral_allowed: false,
    reopenings: 0,
    photos_complete_at: iso(sent),
    stage_since: iso(sent),
    counts_from: iso(sent),
    updated_at: iso(sent),
    joined: false
  };
  const life: Life = { report: r, units: [], events: [], callbacks: [] };
  const contact = { email: scenario.contact_email, phone: scenario.contact_phone };
  let assists: string[] = [];

  function setClocks() {
    const days = limit(r.mediation ? 'mediation' : 'total');
    [r.due_at, r.due_provisional] = days
      ? workingDayEnd(Date.parse(r.counts_from as string), days, rules)
      : [null, false];
    const stage =
      limit(r.status as string) ?? (['needs_info', 'resolved'].includes(r.status as string) ? 14 : undefined);
    if (r.status === 'deferred')
      [r.stage_due_at, r.stage_due_provisional] = [iso(midnight(r.deferred_until as string) + 86_400_000), false];
    else if (r.ended_at || !stage) [r.stage_due_at, r.stage_due_provisional] = [null, false];
    else [r.stage_due_at, r.stage_due_provisional] = workingDayEnd(Date.parse(r.stage_since as string), stage, rules);
  }

  const maySee = () => r.publish && r.accepted_at && !HIDDEN.includes(r.status as string);

  function note(at: number, party: string, event: Row) {
    r.version = (r.version as number) + 1;
    r.updated_at = iso(at);
    if (maySee()) r.published_at ??= iso(at);
    life.events.push({ report_id: id, party, data: {}, created_at: iso(at), to_status: r.status, ...event });
  }

  function move(at: number, [, who, name, details = {}]: Step | [null, 'clock', string, Step[3]?]) {
    const party = who === 'reporter' || who === 'clock' ? who : who.startsWith('moderator') ? 'moderator' : 'handler';
    const from = r.status as string;
    const way = `${name} ${from} ${party}`;
    if (!(way in rules.moves)) throw new Error(`The demo's ${slug} cannot ${way}.`);
    const before = Object.fromEntries(CHANGING.map((column) => [column, r[column] ?? null]));
    let data: Row = {};

    const asker = r.asked_by === 'handler' ? 'in_progress' : name === 'lapse' ? 'closed' : 'submitted';
    r.status = rules.moves[way] ?? asker;
    if (name === 'ask') r.asked_by = party;
    if (name === 'dispatch') {
      const usual = rules.catalogue[`${category} ${subdistrict}`]!;
      r.lead_unit_code = details.lead ?? usual.lead;
      assists = details.lead ? (details.assists ?? []) : scenario.mediation ? [] : usual.assists;
      assists = [...new Set(assists)].filter((unit) => unit !== r.lead_unit_code).sort();
      r.escalated_at = null;
      data = { lead: r.lead_unit_code, assists };
    }
    if (name === 'object') r.objections = (r.objections as number) + 1;
    if (name === 'defer') {
      // In a life that is over the date of a deferral lies in the past; `until` then counts from the step.
      const days = details.until!;
      r.deferred_until = beijingDay(Date.parse(workingDayEnd(at, days, rules)[0]) - 1);
      r.deferrals = (r.deferrals as number) + 1;
      r.deferred_days = (r.deferred_days as number) + days;
      data = { until: r.deferred_until, working_days: days };
    }
    if (name === 'answer') r.answered_at ??= iso(at);
    if (name === 'call_back' || name === 'record_callback')
      r.outcome = details.solved === 'yes' ? 'solved' : details.solved === 'no' ? 'not_solved' : 'unverified';
    if (name === 'reopen')
      Object.assign(r, { reopenings: (r.reopenings as number) + 1, counts_from: iso(at), limit_days: null });
    if (name === 'close') r.outcome = details.outcome;
    if (name === 'lapse' && r.status === 'closed') r.outcome = from === 'needs_info' ? 'no_information' : 'unanswered';
    if (name === 'merge') {
      r.merged_into = uuid(details.target!);
      data = { target: r.merged_into };
    }
    if (name === 'redirect') data = { channel: details.channel };
    if (name === 'escalate') r.escalated_at = iso(at);

    if (r.status !== 'needs_info') r.asked_by = null;
    if (r.status !== 'closed') r.outcome = null;
    if (r.status !== 'deferred') r.deferred_until = null;
    r.ended_at = ENDED.includes(r.status as string) ? (r.ended_at ?? iso(at)) : null;
    if (UNLED.includes(r.status as string)) r.lead_unit_code = null;
    if (r.status === 'accepted') r.accepted_at ??= iso(at);
    if (r.status !== from) r.stage_since = iso(at);
    if (r.status !== from || name === 'dispatch') setClocks();

    if (name === 'dispatch' || !r.lead_unit_code) for (const unit of life.units) unit.until ??= iso(at);
    if (name === 'dispatch')
      for (const [i, unit] of [r.lead_unit_code as string, ...assists].entries())
        life.units.push({ report_id: id, unit_code: unit, part: i ? 'assist' : 'lead', since: iso(at) });

    const actor = { reporter: author, clock: null, handler: handlers[r.lead_unit_code as string] ?? null }[
      who as 'clock'
    ];
    note(at, party, {
      move: name,
      from_status: from,
      data,
      before: { report: before },
      actor_id: party === 'moderator' ? people[who] : actor,
      unit_code: party === 'handler' ? r.lead_unit_code : null,
      public_text: details.public_text ?? null,
      public_lang: details.public_text ? (details.public_lang ?? (party === 'reporter' ? r.lang : 'zh')) : null,
      internal_text: details.internal_text ?? null,
      answer_kind: name === 'answer' ? details.answer_kind : null
    });
    if (name === 'call_back' || name === 'record_callback')
      life.callbacks.push({
        report_id: id,
        round: life.callbacks.length + 1,
        party,
        created_at: iso(at),
        words: details.words ?? null,
        reached: party === 'reporter' ? 'yes' : details.reached,
        solved: details.solved,
        satisfied: details.satisfied ?? 'no_answer'
      });
  }

  /** What the clock does every working day at five past midnight, up to this moment. */
  function passTime(until: number) {
    for (;;) {
      const due = r.stage_due_at ? Date.parse(r.stage_due_at as string) : Infinity;
      const resumes = r.status === 'deferred' ? midnight(r.deferred_until as string) : Infinity;
      const moves: [number, string][] = [
        [r.status === 'needs_info' || r.status === 'resolved' ? due : Infinity, 'lapse'],
        [r.status === 'dispatched' && !r.escalated_at ? due : Infinity, 'escalate'],
        [resumes, 'resume']
      ];
      const [ripe, name] = moves.sort(([a], [b]) => a - b)[0]!;
      const night = rules.past.findLast((day) => midnight(day) + 5 * 60_000 >= ripe);
      const at = night ? midnight(night) + 5 * 60_000 : Infinity;
      if (at > until) return;
      move(at, [null, 'clock', name]);
    }
  }

  setClocks();
  life.events.push({
    report_id: id,
    party: 'reporter',
    actor_id: author,
    move: 'submit',
    to_status: 'submitted',
    data: {},
    created_at: iso(sent)
  });
  rest.forEach((at, i) => {
    passTime(at);
    move(at, scenario.steps[i]!);
  });

  const shown = releasedAt(rest.at(-1) ?? sent, rules.now);
  if (r.published_at)
    life.release = { report_id: id, precision: rules.precision[category], answers: false, landmark: false };
  const quietly = (
    at: number,
    party: string,
    name: string,
    actor: string | null,
    internal_text: string | null = null
  ) => note(at, party, { move: name, from_status: r.status, actor_id: actor, internal_text });
  if (scenario.release) {
    const { answer_text = null, ...more } = scenario.release;
    if (answer_text && !['resolved', 'closed'].includes(r.status as string))
      throw new Error(`No answer of the demo's ${slug} stands that could be shown.`);
    Object.assign(life.release!, more, { released_at: iso(shown), released_by: people.moderator });
    Object.assign(life.release!, { answer_text, answer_lang: answer_text && 'zh' });
    quietly(shown, 'moderator', 'release', people.moderator!);
  }
  if (scenario.hidden === 'by the reporter') {
    r.publish = false;
    life.release = {
      report_id: id,
      precision: rules.precision[category],
      answers: false,
      landmark: false,
      released_by: life.release?.released_by
    };
    quietly(shown + 30_000, 'reporter', 'take_back', author);
  } else if (scenario.hidden) {
    Object.assign(life.release!, {
      hidden_at: iso(shown + 30_000),
      hidden_by: people.moderator,
      hidden_reason: scenario.hidden
    });
    quietly(shown + 30_000, 'moderator', 'hide', people.moderator!, scenario.hidden);
  }
  passTime(rules.now);

  if (contact.email || contact.phone) life.contact = { report_id: id, ...contact };
  return life;
}
