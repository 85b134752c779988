/**
 * The forms whose entries the outbox may keep, each by one entry. A form of a page without a bundle declares itself by
 * `<KeepForm kind="…" />` within it, and its page names `/kept-forms.js`; what is not listed here is never kept, and nothing
 * is kept for an address that its kind does not name.
 */
export interface Kind {
  /** The address that it posts to, without its language. */
  path: RegExp;
  /** The fields that are kept. `answers.` stands for all that begin with it. */
  fields: readonly string[];
  /** The field with the id that was made with the form. */
  id: 'id' | 'write_id';
  /** What a 409 means: somebody has to choose which of two stands, or the form is opened again with what was typed. */
  conflict: 'choose' | 'form';
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
    id: 'id',
    conflict: 'choose',
    names: (location, { id }) => reportOf(location) === id
  },
  /** What a reporter says to a report that is there: more information, a callback, withdrawing … */
  move: {
    path: /^\/reports\/[0-9a-f-]{36}\?\/move$/,
    fields: ['write_id', 'key', 'move', 'version', 'public_text', 'solved', 'satisfied', 'words'],
    id: 'write_id',
    conflict: 'form',
    names: (location, { path }) => reportOf(location) !== undefined && reportOf(location) === reportOf(path)
  },
  follow: {
    path: /^\/follow$/,
    fields: ['id', 'report', 'subdistrict', 'category', 'lat', 'lng', 'radius_m', 'label', 'pace', 'email'],
    id: 'id',
    conflict: 'choose',
    names: (location) => /^\/(zh|en)\/(me\/follows\?done|follow\?asked)$/.test(location)
  },
  /** To support a suggested spot, or to take that back. It may have been joined to another meanwhile. */
  support: {
    path: /^\/places\/suggestions\/[0-9a-f-]{36}\?\/support$/,
    fields: ['write_id', 'supported'],
    id: 'write_id',
    conflict: 'form',
    names: (location) => /^\/(zh|en)\/places\/suggestions\/[0-9a-f-]{36}\?(done|undone)$/.test(location)
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

/** The id that was made with the form. */
export const idOf = (kind: KindName, entries: Iterable<[string, FormDataEntryValue]>): string =>
  String([...entries].find(([name]) => name === KINDS[kind].id)?.[1] ?? '');

/** Whether a kind may post there. `path` begins with its language. */
export const mayPost = (kind: KindName, path: string): boolean =>
  /^\/(zh|en)\//.test(path) && KINDS[kind].path.test(path.slice(3));
