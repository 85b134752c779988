/** What the editors' desk changes; the same words as the SQL type `green_kind`. */
export const GREENS = ['place', 'route', 'waterway', 'chief'] as const;
export type Green = (typeof GREENS)[number];

export const isGreen = (word: string): word is Green => (GREENS as readonly string[]).includes(word);

export const FACILITIES = [
  'toilet',
  'shade',
  'seating',
  'playground',
  'step_free',
  'drinking_water',
  'lighting',
  'dogs',
  'bike_parking'
] as const;

/** What stands in a choice, by name; the words of each are `greens:choice.<name>` or those of the feature named here. */
export const CHOICES = {
  place_kind: [
    'park',
    'pocket_park',
    'garden',
    'wetland',
    'greenway_node',
    'square',
    'drop_off_point',
    'cool_place',
    'shelter'
  ],
  route_kind: ['waterfront', 'greenway', 'garden_road', 'nature'],
  waterway_kind: ['river', 'lake', 'ditch'],
  chief_kind: ['river', 'forest', 'field'],
  level: ['district', 'subdistrict', 'community'],
  quality: ['checked', 'sourced', 'unchecked', 'demo'],
  position: ['surveyed', 'sourced', 'approximate'],
  line: ['surveyed', 'sourced', 'schematic'],
  presence: ['yes', 'no', 'unknown'],
  status: ['draft', 'published', 'archived'],
  lang: ['zh', 'en']
} as const;
export type Choice = keyof typeof CHOICES;

/** Where the words of a choice stand. */
export const CHOICE_WORDS: Record<Choice, string> = {
  place_kind: 'places:kind',
  route_kind: 'routes:kind',
  waterway_kind: 'waterways:kind',
  chief_kind: 'waterways:chief',
  level: 'waterways:level',
  quality: 'places:quality',
  position: 'places:position',
  line: 'routes:line',
  presence: 'places:presence',
  status: 'greens:status',
  lang: 'greens:lang'
};
