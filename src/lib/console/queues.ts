/**
 * The queues of the desk, and how their filters stand in the address. The address is the whole state of a list, so that
 * a moderator can keep a filtered queue as a bookmark and everything works without JavaScript.
 */
const MODERATOR_QUEUES = [
  'screen',
  'asked',
  'dispatch',
  'overdue',
  'callback',
  'appeals',
  'photos',
  'all_open'
] as const;
const HANDLER_QUEUES = ['take_on', 'in_hand', 'assisting', 'waiting', 'overdue'] as const;

export type QueueName = (typeof MODERATOR_QUEUES)[number] | (typeof HANDLER_QUEUES)[number];

const KNOWN: ReadonlySet<string> = new Set([...MODERATOR_QUEUES, ...HANDLER_QUEUES]);

export const isQueue = (value: string | null): value is QueueName => value !== null && KNOWN.has(value);

/** The queues of a person, in the order of the work; `overdue` is one queue for somebody with both roles. */
export function queuesOf(roles: readonly string[]): QueueName[] {
  return [
    ...new Set<QueueName>([
      ...(roles.includes('moderator') ? MODERATOR_QUEUES : []),
      ...(roles.includes('handler') ? HANDLER_QUEUES : [])
    ])
  ];
}

export interface Filters {
  group?: string;
  subdistrict?: string;
  /** The slug of a green place that the reports named. */
  place?: string;
  overdue?: true;
  urgent?: true;
  mediation?: true;
}

export const MARKS = ['overdue', 'urgent', 'mediation'] as const;

/** Reads the filters of an address; what is malformed is left out rather than refused. */
export function readFilters(query: URLSearchParams): Filters {
  const filters: Filters = {};
  const group = query.get('group') ?? '';
  const subdistrict = query.get('subdistrict') ?? '';
  if (/^[a-z_]{1,40}$/.test(group)) filters.group = group;
  if (/^\d{9}$/.test(subdistrict)) filters.subdistrict = subdistrict;
  const place = query.get('place') ?? '';
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(place) && place.length <= 80) filters.place = place;
  for (const mark of MARKS) if (query.get(mark) === '1') filters[mark] = true;
  return filters;
}

/** Where a list goes on: the last row that was shown. */
export interface After {
  at: string;
  id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isUuid = (value: string | null | undefined): value is string => UUID.test(value ?? '');

/** `after=<time>_<id>`; a broken one starts the list from the top. */
export function readAfter(query: URLSearchParams): After | null {
  const [at = '', id = ''] = (query.get('after') ?? '').split('_');
  return isUuid(id) && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
}

function write(filters: Filters, extra: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(extra)) if (value) query.set(name, value);
  if (filters.group) query.set('group', filters.group);
  if (filters.subdistrict) query.set('subdistrict', filters.subdistrict);
  if (filters.place) query.set('place', filters.place);
  for (const mark of MARKS) if (filters[mark]) query.set(mark, '1');
  return query.size > 0 ? `?${query}` : '';
}

/** Where the form for several cases posts to: the list stays as it is. */
export const bulkHref = (action: 'bulk' | 'undo_bulk', filters: Filters, after: After | null): string =>
  `?/${action}&${queueHref('', 'screen', filters, after ?? undefined).split('?')[1] ?? ''}`.replace(/&$/, '');

export const queueHref = (lang: string, queue: QueueName, filters: Filters = {}, after?: After): string =>
  `/${lang}/console/queues/${queue}${write(filters, { after: after && `${after.at}_${after.id}` })}`;

/** The list that stands beside a case. */
export interface Place {
  queue?: QueueName | null;
  filters?: Filters;
  after?: After | null;
}

export function readPlace(query: URLSearchParams): Required<Place> {
  const queue = query.get('queue');
  return { queue: isQueue(queue) ? queue : null, filters: readFilters(query), after: readAfter(query) };
}

/** Where a form of the case posts to: the same address, so that a page that comes back with errors keeps its list. */
export const actionHref = (
  action:
    | 'move'
    | 'undo'
    | 'reveal'
    | 'template'
    | 'decide'
    | 'resend'
    | 'release'
    | 'hide'
    | 'link'
    | 'unlink'
    | 'make'
    | 'join'
    | 'preview'
    | 'withhold',
  at: Parameters<typeof caseHref>[2]
): string => `?/${action}&${caseHref('', '', at).split('?')[1]?.split('#')[0] ?? ''}`.replace(/&$/, '');

/** A case; with its queue, so that the list stays beside it, and with the action whose form is open. */
export function caseHref(
  lang: string,
  id: string,
  at: Place & { act?: string; event?: number; done?: string; next?: string | null } = {}
): string {
  const query = write(at.queue ? (at.filters ?? {}) : {}, {
    queue: at.queue ?? undefined,
    after: at.queue && at.after ? `${at.after.at}_${at.after.id}` : undefined,
    act: at.act,
    event: at.event ? String(at.event) : undefined,
    done: at.done,
    next: at.next ?? undefined
  });
  return `/${lang}/console/reports/${id}${query}${at.act ? '#act' : ''}`;
}

/** A photo of a case, with the list that the case stands in. */
export const photoHref = (lang: string, id: string, sha256: string, at: Place & { done?: string } = {}): string =>
  caseHref(lang, id, at).replace(id, `${id}/photos/${sha256}`);

/** The readable code as people type it: any case, with or without the dashes. */
export function readCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const match = /^CY([0-9A-Z]{4})([0-9A-Z]{4})$/.exec(plain);
  return match ? `CY-${match[1]}-${match[2]}` : null;
}

/** The cases before and after one in its list. */
export function neighbours(ids: readonly string[], id: string): { previous: string | null; next: string | null } {
  const at = ids.indexOf(id);
  if (at < 0) return { previous: null, next: ids[0] ?? null };
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
}
