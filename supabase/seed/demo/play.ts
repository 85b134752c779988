import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';
import { released } from './released.ts';
import type { Scenario, Step } from './scenario.ts';
import { hex, minute, momentOf, moments, releasedAt, uuid, workingDays } from './timeline.ts';

/** Who can act: the id of each person by e-mail name, and of a handler by unit. */
export interface Cast {
  people: Record<string, string>;
  handlers: Record<string, string>;
}

interface Case {
  id: string;
  key: string;
  lead?: string;
  assists?: string[];
}

/**
 * Plays the scenarios in the order of time through the functions that the app calls, each step as the person who
 * takes it and at its moment, with the clock's own moves every night: events, clocks, notices and figures are true.
 */
export async function play(
  { sql, as }: DemoTools,
  scenarios: Scenario[],
  cast: Cast,
  now: Date,
  nights = 45
): Promise<void> {
  const { people, handlers } = cast;
  const { past, next } = await workingDays(sql, now);
  const cases = new Map<string, Case>();

  async function submit(
    { slug, by, steps: _, sent: __, release: ___, hidden: ____, appeal: _____, ...form }: Scenario,
    at: string
  ) {
    const made = { id: uuid(slug), key: hex(`key of ${slug}`) };
    cases.set(slug, made);
    const submission = { lang: 'zh', danger_answered: 'no', ...form, id: made.id, key: made.key };
    const author = by === 'guest' ? null : people[by]!;
    await as(author, at, 'select public.submit_report($1::jsonb, $2)', [submission, `demo ${slug}`]);
  }

  async function move(report: Case, { by, category, subdistrict, mediation }: Scenario, step: Step, at: string) {
    const [, who, name, { target, until, ...said } = {}] = step;
    const details: Record<string, unknown> = { ...said };
    if (target) details.target = cases.get(target)!.id;
    if (until) details.until = next[until];
    if (name === 'mark_urgent') details.called_at = at;
    if (name === 'translate') {
      const [row] = await sql(
        `select max(id)::int as id from public.report_events where report_id = $1 and public_text is not null and party <> 'reporter'`,
        [report.id]
      );
      details.event_id = row!.id;
    }
    if (name === 'dispatch') {
      if (!details.lead) {
        const [row] = await sql('select lead, assists from private.resolve_dispatch($1, $2)', [category, subdistrict]);
        Object.assign(details, { lead: row!.lead, assists: mediation ? [] : row!.assists });
      }
      report.lead = details.lead as string;
      report.assists = (details.assists as string[] | undefined) ?? [];
    }
    const actor =
      who === 'reporter'
        ? by === 'guest'
          ? null
          : people[by]
        : who === 'handler'
          ? handlers[report.lead!]
          : who === 'assistant'
            ? handlers[report.assists![0]!]
            : people[who];
    const [row] = await sql('select version from public.reports where id = $1', [report.id]);
    const key = who === 'reporter' ? report.key : null;
    await as(actor ?? null, at, 'select public.move_report($1, $2, $3, $4::jsonb, $5)', [
      report.id,
      name,
      row!.version,
      details,
      key
    ]);
  }

  const versionOf = async (id: string) =>
    (await sql('select version from public.reports where id = $1', [id]))[0]!.version;

  async function release({ slug, release = released[slug] }: Scenario, at: string) {
    const { id } = cases.get(slug)!;
    const details = { ...release, checked: true };
    const version = await versionOf(id);
    await as(people.moderator!, at, 'select public.release_report($1, $2, $3::jsonb)', [id, version, details]);
  }

  async function hide({ slug, by, hidden }: Scenario, at: string) {
    const { id, key } = cases.get(slug)!;
    if (hidden === 'by the reporter')
      await as(by === 'guest' ? null : people[by]!, at, 'select public.set_publish($1, false, $2)', [id, key]);
    else await as(people.moderator!, at, 'select public.hide_report($1, $2, $3)', [id, await versionOf(id), hidden]);
  }

  async function appeal({ slug, by, appeal }: Scenario, at: string) {
    const { id, key } = cases.get(slug)!;
    const filed = [uuid(`appeal of ${slug}`), id, appeal!.words, key];
    await as(by === 'guest' ? null : people[by]!, at, 'select public.file_appeal($1, $2, $3, $4)', filed);
  }

  async function reject({ slug, appeal }: Scenario, at: string) {
    const said = [uuid(`appeal of ${slug}`), appeal!.public_text, appeal!.internal_text];
    await as(people[appeal!.by!]!, at, `select public.decide_appeal($1, 'rejected', $2, $3)`, said);
  }

  const night = async (at: string) => {
    await sql(`select set_config('app.now', '${at}', true); select public.run_due();`);
  };

  const acts: { at: number; act: (at: string) => Promise<void> }[] = [];
  for (const scenario of scenarios) {
    const [sent, ...rest] = moments(scenario, past, now.getTime());
    acts.push({ at: sent!, act: (at) => submit(scenario, at) });
    rest.forEach((moment, i) => {
      acts.push({ at: moment, act: (at) => move(cases.get(scenario.slug)!, scenario, scenario.steps[i]!, at) });
    });
    const shown = releasedAt(rest.at(-1) ?? sent!, now.getTime());
    if (scenario.release || scenario.slug in released) acts.push({ at: shown, act: (at) => release(scenario, at) });
    const { filed, decided } = scenario.appeal ?? {};
    const latest = now.getTime() - 2 * minute;
    if (filed) acts.push({ at: Math.min(momentOf(filed, past), latest), act: (at) => appeal(scenario, at) });
    if (decided) acts.push({ at: Math.min(momentOf(decided, past), latest), act: (at) => reject(scenario, at) });
    if (scenario.hidden) acts.push({ at: shown + minute / 2, act: (at) => hide(scenario, at) });
  }
  for (const day of past.slice(0, nights)) {
    acts.push({ at: Math.min(Date.parse(`${day}T00:05:00+08:00`), now.getTime()), act: night });
  }
  acts.sort((a, b) => a.at - b.at);
  for (const { at, act } of acts) await act(new Date(at).toISOString());

  // An inbox of two months would hide what is new.
  await sql(
    `update public.notices set read_at = ready_at + interval '1 hour' where ready_at < $1::timestamptz - interval '3 days'`,
    [now.toISOString()]
  );
}
