/** What the desk asks of the database. Who may see or do what is decided there; nothing here widens or narrows it. */
import { failureOf } from '$lib/server/failure';
import type { Case, GreenPlace, QueueRow } from './case';
import type { Details, MoveName } from './moves';
import { queuesOf, type After, type Filters, type QueueName } from './queues';

export type Db = App.Locals['supabase'];

export interface Desk {
  roles: string[];
  /** The units a handler works for. */
  units: string[];
  queues: QueueName[];
}

export interface QueueCount {
  queue: QueueName;
  n: number;
  oldest: string | null;
}

export interface Refusal {
  status: number;
  code: string;
  field?: string;
}

interface Moved {
  status: string;
  version: number;
  event_id: number;
}

const STAFF: readonly string[] = ['handler', 'moderator', 'publisher', 'admin'];
const PAGE = 50;

const refused = (error: unknown): { refusal: Refusal } => {
  const { status, code, field } = failureOf(error);
  // What we broke is logged under an id; a busy database is told like any other refusal, with everything typed kept.
  if (status === 500) throw error;
  return { refusal: { status, code, ...(field ? { field } : {}) } };
};

/** The roles of the signed-in person, or null for somebody who has no business here. */
export async function desk(db: Db, userId: string): Promise<Desk | null> {
  const [{ data, error }, profile] = await Promise.all([
    db.from('user_roles').select('role, unit_code').eq('user_id', userId),
    db.from('profiles').select('suspended_at').eq('user_id', userId).maybeSingle()
  ]);
  if (error ?? profile.error) throw error ?? profile.error;
  if (profile.data?.suspended_at) return null;
  const roles = [...new Set(data.map(({ role }) => role as string))].filter((role) => STAFF.includes(role));
  if (roles.length === 0) return null;
  const units = data.filter(({ role }) => role === 'handler').flatMap(({ unit_code }) => unit_code ?? []);
  return { roles, units, queues: queuesOf(roles) };
}

export async function queues(db: Db): Promise<QueueCount[]> {
  const { data, error } = await db.rpc('report_queues');
  if (error) throw error;
  return data as unknown as QueueCount[];
}

/** The filters by the names that the database gives them. */
const asked = ({ group, subdistrict, place, ...marks }: Filters) => ({
  ...(group ? { group_code: group } : {}),
  ...(subdistrict ? { subdistrict_code: subdistrict } : {}),
  ...(place ? { place } : {}),
  ...marks
});

/** At most 50 rows, the longest waiting first, and where the list goes on. */
export async function queue(
  db: Db,
  name: QueueName,
  filters: Filters,
  after: After | null
): Promise<{ rows: QueueRow[]; later: After | null }> {
  const { data, error } = await db.rpc('report_queue', {
    queue: name,
    size: PAGE + 1,
    filters: asked(filters),
    ...(after ? { after_at: after.at, after_id: after.id } : {})
  });
  if (error) throw error;
  const rows = data as unknown as QueueRow[];
  const last = rows[PAGE - 1];
  return { rows: rows.slice(0, PAGE), later: rows.length > PAGE && last ? { at: last.since, id: last.id } : null };
}

/** How many open cases name this place, counted up to a hundred. */
export async function openAt(db: Db, place: string): Promise<number> {
  const { data, error } = await db.rpc('report_queue', { queue: 'all_open', size: 100, filters: asked({ place }) });
  if (error) throw error;
  return (data as unknown[]).length;
}

/** The place that a filter names by its slug, in both languages; null where there is none. */
export async function filterPlace(db: Db, { place }: Filters): Promise<GreenPlace | null> {
  if (!place) return null;
  const { data, error } = await db.from('places').select('slug, name_zh, name_en').eq('slug', place).maybeSingle();
  if (error) throw error;
  return data;
}

/** A case in full, or null when it does not exist or is not this person's to see. */
export async function readCase(db: Db, id: string): Promise<Case | null> {
  const { data, error } = await db.rpc('report_case', { report_id: id });
  if (error) {
    if (failureOf(error).status === 404) return null;
    throw error;
  }
  return data as unknown as Case | null;
}

/** The green place that a report names, if it is one that this person may read. */
export async function greenPlace(db: Db, report_id: string): Promise<GreenPlace | null> {
  const { data, error } = await db
    .from('report_places')
    .select('place:places (slug, name_zh, name_en)')
    .eq('report_id', report_id)
    .maybeSingle();
  if (error) throw error;
  return (data?.place ?? null) as GreenPlace | null;
}

/** The id behind a readable code, among the cases this person may see. */
export async function find(db: Db, code: string): Promise<string | null> {
  const { data, error } = await db.from('reports').select('id').eq('code', code).maybeSingle();
  if (error) throw error;
  return data?.id ?? null;
}

/** The readable code of a case that this person may see. */
export async function codeOf(db: Db, id: string): Promise<string | null> {
  const { data, error } = await db.from('reports').select('code').eq('id', id).maybeSingle();
  if (error) throw error;
  return data?.code ?? null;
}

export async function move(
  db: Db,
  id: string,
  name: MoveName,
  version: number,
  details: Details,
  form: { write_id?: string }
): Promise<{ moved: Moved } | { refusal: Refusal }> {
  const { data, error } = await db.rpc('move_report', { report_id: id, move: name, version, details, ...form });
  return error ? refused(error) : { moved: data as unknown as Moved };
}

export async function undo(
  db: Db,
  id: string,
  eventId: number,
  form: { write_id?: string }
): Promise<{ refusal: Refusal } | null> {
  const { error } = await db.rpc('undo_move', { report_id: id, event_id: eventId, ...form });
  return error ? refused(error) : null;
}

export interface Contact {
  email: string | null;
  phone: string | null;
}

/** The contact of a reporter in full. The database logs who looked, when and why, and the reporter can read that. */
export async function reveal(db: Db, id: string, reason: string): Promise<{ contact: Contact } | { refusal: Refusal }> {
  const { data, error } = await db.rpc('reveal_contact', { report_id: id, reason });
  return error ? refused(error) : { contact: data as unknown as Contact };
}
