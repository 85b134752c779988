import type { Choice, Green } from './kinds';

/** One field of a sheet: how it is typed, and what it may hold. The label is `greens:field.<name>`. */
export interface Field {
  name: string;
  as: 'line' | 'text' | 'whole' | 'decimal' | 'day' | 'flag' | 'numbers' | 'codes' | 'choice';
  choice?: Choice;
  /** Choices that are rows of the database: subdistricts, metro stations, flowers, places, reaches. */
  of?: 'subdistrict' | 'metro' | 'flower' | 'reach';
  needed?: true;
  /** Said below the label, `greens:hint.<name>`. */
  hint?: true;
}

/** A list within a sheet; an item without its first field is left out, which is how one is taken away. */
interface List {
  name: string;
  fields: Field[];
}

/** What belongs together; its heading is `greens:part.<name>`. */
interface Part {
  name: 'named' | 'where' | 'about' | 'course' | 'season' | 'reached' | 'known';
  fields: Field[];
}

export interface Form {
  parts: Part[];
  lists: List[];
  /** How it runs is brought as a file. */
  line?: true;
  facilities?: true;
}

const line = (name: string, more: Partial<Field> = {}): Field => ({ name, as: 'line', ...more });
const both = (name: string, as: 'line' | 'text', more: Partial<Field> = {}): Field[] => [
  { name: `${name}_zh`, as, ...more },
  { name: `${name}_en`, as, ...more }
];
const choice = (name: string, kind: Choice, more: Partial<Field> = {}): Field => ({
  name,
  as: 'choice',
  choice: kind,
  ...more
});
const point: Field[] = [
  { name: 'lat', as: 'decimal' },
  { name: 'lng', as: 'decimal' },
  choice('position_quality', 'position')
];
const known: Field[] = [
  line('source', { needed: true, hint: true }),
  { name: 'as_of', as: 'day' },
  { name: 'checked_at', as: 'day' },
  choice('data_quality', 'quality', { needed: true })
];
const names = both('name', 'line', { needed: true });
const slug = line('slug', { needed: true, hint: true });
const status = choice('status', 'status', { needed: true });

export const fieldsOf = ({ parts }: Form): Field[] => parts.flatMap(({ fields }) => fields);

/** What an editor may change of each kind, in the order of the form. */
export const FORMS: Record<Green, Form> = {
  place: {
    parts: [
      {
        name: 'named',
        fields: [
          ...names,
          line('name_pinyin', { hint: true }),
          slug,
          choice('kind', 'place_kind', { needed: true }),
          { name: 'subdistricts', as: 'codes', of: 'subdistrict', needed: true }
        ]
      },
      { name: 'where', fields: [...point, ...both('how_to_get', 'text')] },
      {
        name: 'about',
        fields: [
          ...both('summary', 'text'),
          { name: 'area_m2', as: 'whole' },
          line('opened', { hint: true }),
          { name: 'fence_free', as: 'flag' },
          { name: 'measure', as: 'whole' },
          ...both('hours_note', 'line')
        ]
      },
      { name: 'known', fields: [...known, status] }
    ],
    facilities: true,
    lists: [
      {
        name: 'hours',
        fields: [
          line('from', { needed: true }),
          line('to', { needed: true }),
          { name: 'days', as: 'numbers', hint: true },
          { name: 'months', as: 'numbers' }
        ]
      },
      {
        name: 'flowers',
        fields: [
          { name: 'flower_code', as: 'line', of: 'flower', needed: true },
          { name: 'months', as: 'numbers' },
          ...both('note', 'line'),
          line('source', { needed: true })
        ]
      },
      {
        name: 'names',
        fields: [line('name', { needed: true }), choice('lang', 'lang', { needed: true }), line('pinyin')]
      }
    ]
  },
  route: {
    parts: [
      {
        name: 'named',
        fields: [...names, slug, choice('kind', 'route_kind', { needed: true }), ...both('summary', 'text')]
      },
      {
        name: 'course',
        fields: [
          { name: 'length_m', as: 'whole', hint: true },
          { name: 'start_landmark', as: 'line', of: 'metro' },
          { name: 'end_landmark', as: 'line', of: 'metro' },
          line('stations_source'),
          choice('step_free', 'presence', { needed: true }),
          line('step_free_source')
        ]
      },
      {
        name: 'season',
        fields: [
          { name: 'flower_code', as: 'line', of: 'flower' },
          { name: 'months', as: 'numbers' },
          ...both('season', 'line'),
          line('season_source')
        ]
      },
      {
        name: 'known',
        fields: [{ name: 'measure', as: 'whole' }, { name: 'position', as: 'whole' }, ...known, status]
      }
    ],
    line: true,
    lists: [
      {
        name: 'stops',
        fields: [
          ...names,
          ...both('text', 'text'),
          line('place', { hint: true }),
          { name: 'landmark_code', as: 'line', of: 'metro' },
          ...point,
          line('source', { needed: true })
        ]
      }
    ]
  },
  waterway: {
    parts: [
      {
        name: 'named',
        fields: [
          ...names,
          slug,
          choice('kind', 'waterway_kind', { needed: true }),
          ...both('summary', 'text'),
          { name: 'position', as: 'whole' }
        ]
      },
      {
        name: 'known',
        fields: [
          line('source', { needed: true, hint: true }),
          { name: 'as_of', as: 'day' },
          choice('data_quality', 'quality', { needed: true }),
          status
        ]
      }
    ],
    line: true,
    lists: [
      {
        name: 'reaches',
        fields: [
          { name: 'number', as: 'whole', needed: true },
          ...names,
          line('source', { needed: true }),
          { name: 'subdistricts', as: 'codes', of: 'subdistrict' },
          { name: 'boards', as: 'codes', hint: true }
        ]
      }
    ]
  },
  chief: {
    parts: [
      {
        name: 'named',
        fields: [
          ...both('post', 'line', { needed: true, hint: true }),
          choice('kind', 'chief_kind', { needed: true }),
          choice('level', 'level', { needed: true }),
          ...both('duty', 'text')
        ]
      },
      {
        name: 'reached',
        fields: [
          { name: 'reach_id', as: 'line', of: 'reach' },
          { name: 'subdistrict_code', as: 'line', of: 'subdistrict' },
          line('office_phone'),
          line('phone_source')
        ]
      },
      {
        name: 'known',
        fields: [
          line('source', { needed: true, hint: true }),
          { name: 'as_of', as: 'day' },
          { name: 'checked_at', as: 'day' },
          status
        ]
      }
    ],
    lists: []
  }
};
