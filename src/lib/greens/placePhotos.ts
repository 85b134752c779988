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
  typed: Typed;
}

export interface Answer {
  status: number;
  /** Which form came back: the id of a photo, or the one that adds. */
  of: string;
  typed: Typed;
  errors: Record<string, string>;
  held: string[];
  write_id: string;
}
