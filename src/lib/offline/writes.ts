/**
 * The forms whose entries the outbox may keep, each by one line. A form declares itself with `data-outbox="kind"`; what is
 * not listed here is never kept, and nothing is kept for an address that its kind does not name.
 */
export interface Kind {
  /** The address that it posts to, without its language. */
  path: RegExp;
  /** The fields that are kept. `answers.` stands for all that begin with it. */
  fields: readonly string[];
  /** Whether the address to go on to speaks of what was sent. */
  names: (location: string, item: { id: string; path: string }) => boolean;
}

const REPORT = /^\/reports\/([0-9a-f-]{36})(?:\?|$)/;
const reportOf = (path: string) => REPORT.exec(path.replace(/^\/(zh|en)(?=\/)/, ''))?.[1];

export const KINDS = {
  report: {
    path: /^\/reports\/new(\?|$)/,
    fields: [
      'id',
      'key',
      'category',
      'description',
      'lat',
      'lng',
      'subdistrict',
      'landmark',
      'place',
      'happened_at',
      'time_pattern',
      'contact_email',
      'contact_phone',
      'contact_ok',
      'publish',
      'mediation',
      'danger_answered',
      'joins',
      'again_of',
      'photos',
      'photo_sha256',
      'answers.'
    ],
    names: (location, { id }) => reportOf(location) === id
  }
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

export const isKind = (name: unknown): name is KindName => typeof name === 'string' && Object.hasOwn(KINDS, name);

/** What of a form is kept: the fields of its kind, in their order, without the empty file of an untouched file field. */
export function kept(kind: KindName, entries: Iterable<[string, FormDataEntryValue]>): [string, FormDataEntryValue][] {
  const { fields }: Kind = KINDS[kind];
  const isField = (name: string) =>
    fields.some((field) => (field.endsWith('.') ? name.startsWith(field) : name === field));
  return [...entries].filter(
    ([name, value]) => isField(name) && (typeof value === 'string' || value.size > 0 || value.name !== '')
  );
}

/** Whether a kind may post there. `path` begins with its language. */
export const mayPost = (kind: KindName, path: string): boolean =>
  /^\/(zh|en)\//.test(path) && KINDS[kind].path.test(path.slice(3));
