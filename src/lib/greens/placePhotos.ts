/** As in SQL, `photo_licence`; the words are `greenPhotos:licence`. */
export const LICENCES = ['cc_by', 'cc_by_sa', 'cc0', 'public_domain', 'permission'] as const;

/** What an editor says of a photo, as it is typed. */
export const FIELDS = ['alt_zh', 'alt_en', 'credit', 'licence', 'source', 'taken_on', 'position', 'state'] as const;
export type Typed = Partial<Record<(typeof FIELDS)[number], string>>;

export interface PlacePhoto {
  id: string;
  name: string;
  width: number;
  height: number;
  state: 'published' | 'withdrawn';
  /** Nobody has said yet that nobody can be recognised in it; it has never been shown. */
  waits: boolean;
  typed: Typed;
}

export interface Answer {
  status: number;
  /** Which form came back: the id of a photo, or the one that adds. */
  of: string;
  typed: Typed;
  errors: Record<string, string>;
  held: string[];
  /** What the form was made from, unless somebody else was quicker. */
  version?: number;
  write_id: string;
}
