/** What a follow is, and the forms that make one. Who may do what is decided in SQL. */
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
const degrees = z.preprocess(blank, z.coerce.number().optional());

/** Codes of the messages are those of the database, which looks at everything again. */
export const followForm = z
  .object({
    id: z.uuid('follow_wrong'),
    report: z.preprocess(blank, z.uuid('report_wrong').optional()),
    subdistrict: z.preprocess(blank, z.string().optional()),
    /** A category (`air.fume`) or a whole group (`air`). */
    category: z.preprocess(blank, z.string().optional()),
    lat: degrees,
    lng: degrees,
    radius_m: z.preprocess(blank, z.coerce.number('radius_m_wrong').optional()),
    label: z.preprocess(blank, z.string().trim().max(40, 'label_long').optional()),
    pace: z.preprocess(blank, z.enum(PACES, 'pace_wrong').optional()),
    email: z.preprocess(blank, z.string().trim().max(254, 'email_long').optional())
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
