/** A posted step for several cases: one after the other, each with its own version, and what became of each. */
import { partOf, writeIdIn } from '$lib/forms/writeId';
import {
  BULK_MOVES,
  MOST,
  readPicks,
  sharedSuggestion,
  type BulkAnswer,
  type BulkMove,
  type BulkResult,
  type Pick
} from './bulk';
import { lastEvent, type Suggestion } from './case';
import * as desk from './console.server';
import type { Db } from './console.server';
import { detailsOf, readTyped, type Details, type FieldErrors } from './moves';
import { isUuid, readCode } from './queues';

async function codes(db: Db, ids: string[]): Promise<Map<string, string>> {
  const { data, error } = await db.from('reports').select('id, code').in('id', ids);
  if (error) throw error;
  return new Map(data.map(({ id, code }) => [id, code]));
}

/** Where all are to go by the catalogue, or null when it would not send all to the same units. */
async function suggested(db: Db, picks: Pick[]): Promise<Details | null> {
  const answers = await Promise.all(picks.map(({ id }) => db.rpc('suggest_dispatch', { report_id: id })));
  const failed = answers.find(({ error }) => error);
  if (failed) return null;
  const shared = sharedSuggestion(answers.map(({ data }) => data as unknown as Suggestion));
  if (!shared?.lead) return null;
  const { lead, assists, limit_days } = shared;
  return { lead, ...(assists.length > 0 ? { assists } : {}), ...(limit_days === null ? {} : { limit_days }) };
}

async function one(
  db: Db,
  { id, version }: Pick,
  move: BulkMove,
  details: Details,
  form: { write_id?: string }
): Promise<Omit<BulkResult, 'code'>> {
  const result = await desk.move(db, id, move, version, details, await partOf(form, id));
  if ('moved' in result) return { id, event: result.moved.event_id, refusal: null };
  if (result.refusal.code === 'conflict') {
    // The same form posted twice: the newest thing that happened is this very step by this very person.
    const now = await desk.readCase(db, id);
    const newest = now?.events.find((event) => event.id === lastEvent(now.events));
    if (newest?.mine && newest.move === move && now?.undo?.event_id === newest.id)
      return { id, event: newest.id, refusal: null };
  }
  return { id, event: null, refusal: result.refusal.code };
}

const inTwoMinutes = () => new Date(Date.now() + 120_000).toISOString();

export async function move(db: Db, form: FormData): Promise<BulkAnswer> {
  const asked = form.get('move');
  const name = BULK_MOVES.find((known) => known === asked) ?? null;
  const picked = form.getAll('pick').map(String);
  const picks = readPicks(picked).slice(0, MOST);
  const typed = readTyped(form);
  const again = (errors: FieldErrors): BulkAnswer => ({ move: name, results: [], until: null, errors, typed, picked });
  if (!name) return again({ form: 'bulk_move' });
  if (picks.length === 0) return again({ form: 'bulk_none' });

  if (name === 'merge') {
    const code = readCode(typeof typed.target_code === 'string' ? typed.target_code : '');
    const target = code && (await desk.find(db, code));
    if (!target) return again({ target_code: 'code_unknown' });
    typed.target = target;
  }
  const catalogue = name === 'dispatch' ? await suggested(db, picks) : null;
  if (name === 'dispatch' && !catalogue) return again({ form: 'bulk_dispatch' });
  const { details, errors } = catalogue ? { details: catalogue, errors: {} } : detailsOf(name, typed);
  if (Object.keys(errors).length > 0) return again(errors);

  const named = await codes(
    db,
    picks.map(({ id }) => id)
  );
  const results: BulkResult[] = [];
  for (const pick of picks)
    results.push({ ...(await one(db, pick, name, details, writeIdIn(form))), code: named.get(pick.id) ?? '' });
  return { move: name, results, until: inTwoMinutes(), errors: {}, typed: {}, picked: [] };
}

/** Takes back what was done to each, while nothing else happened to it. */
export async function undo(db: Db, form: FormData): Promise<BulkAnswer> {
  const events = form
    .getAll('undo')
    .slice(0, MOST)
    .flatMap((value) => {
      const [id = '', event = ''] = String(value).split(':');
      return isUuid(id) && Number.isSafeInteger(Number(event)) ? [{ id, event: Number(event) }] : [];
    });
  const named = await codes(
    db,
    events.map(({ id }) => id)
  );
  const results: BulkResult[] = [];
  for (const { id, event } of events) {
    const refused = await desk.undo(db, id, event, await partOf(writeIdIn(form), id));
    results.push({ id, code: named.get(id) ?? '', event: null, refusal: refused?.refusal.code ?? null });
  }
  return { move: 'undo', results, until: null, errors: {}, typed: {}, picked: [] };
}
