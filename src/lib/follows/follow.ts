/** What a follow is, and the forms that make one. Who may do what is decided in SQL. */
import { EMAIL } from '$lib/forms/email';
import { z } from 'zod';

export const PACES = ['at_once', 'daily', 'weekly'] as const;
export type Pace = (typeof PACES)[number];
/** Metres. */
export const RADII = [300, 500, 1000, 2000, 3000] as const;

export interface PublicLine {
  id: string;
  category_code: string;
  subdistrict_code: string;
  stage: 'open' | 'answered' | 'closed';
}

export interface Follow {
  id: string;
  kind: 'report' | 'area' | 'circle';
  pace: Pace;
  subdistrict_code: string | null;
  group_code: string | null;
  category_code: string | null;
  radius_m: number | null;
  label?: string | null;
  /** Null when it is not public any more. */
  report: PublicLine | null;
  /** Public reports that were told of lately. */
  lately: PublicLine[];
}

/** A follow that waits for the owner of the address. */
export interface Asked extends Omit<Follow, 'lately'> {
  confirmed: boolean;
  stopped: boolean;
  /** The token of the link that stops it. */
  stop: string;
}

/** How often one may hear of it: an area is a digest. */
export const pacesOf = (kind: Follow['kind']): readonly Pace[] => (kind === 'report' ? PACES : PACES.slice(1));

const blank = (value: unknown) => (value === '' ? undefined : value);
/** A field that comes twice is read as neither: what is wrong with it is said by its own code. */
const text = (code: string) => z.preprocess(blank, z.string(code).optional());
const degrees = (code: string) => z.preprocess(blank, z.coerce.number(code).optional());
/** Any uuid that the database takes: a programme of somebody else makes them in its own way. */
const uuid = (code: string) => z.guid(code);

/** Codes of the messages are those of the database, which looks at everything again. */
export const followForm = z
  .object({
    id: uuid('follow_wrong'),
    report: z.preprocess(blank, uuid('report_wrong').optional()),
    subdistrict: text('subdistrict_unknown'),
    /** A category (`air.fume`) or a whole group (`air`). */
    category: text('category_unknown'),
    lat: degrees('lat_range'),
    lng: degrees('lng_range'),
    radius_m: z.preprocess(blank, z.coerce.number('radius_m_wrong').optional()),
    label: z.preprocess(blank, z.string('label_long').trim().max(40, 'label_long').optional()),
    pace: z.preprocess(blank, z.enum(PACES, 'pace_wrong').optional()),
    email: z.preprocess(
      blank,
      z
        .string('email_wrong')
        .transform((typed) => typed.normalize('NFKC').trim())
        .pipe(z.string().max(254, { error: 'email_long', abort: true }).regex(EMAIL, 'email_wrong'))
        .optional()
    )
  })
  .refine(({ report, subdistrict, lat }) => report ?? subdistrict ?? lat, {
    path: ['subdistrict'],
    message: 'subdistrict_missing'
  });

/** The form by the names that the database gives it. */
export const asked = ({ category, email: _, ...rest }: z.output<typeof followForm>) => ({
  ...rest,
  ...(category === undefined ? {} : category.includes('.') ? { category } : { group: category })
});
