/** The form of the nature log. Codes of the messages are those of the database, which looks at everything again. */
import { z } from 'zod';

const blank = (value: unknown) => (value === '' ? undefined : value);
const text = z.preprocess(blank, z.string().trim().optional());

export const sightingForm = z
  .object({
    id: z.guid('sighting_wrong'),
    taxon: text,
    taxon_words: z.preprocess(blank, z.string().trim().max(60, 'taxon_words_long').optional()),
    seen_on: z.iso.date('sighting_day'),
    subdistrict: z.preprocess(blank, z.string('subdistrict_missing')),
    place: text,
    words: z.preprocess(blank, z.string().trim().max(300, 'sighting_long').optional()),
    credit: z.preprocess(blank, z.string().trim().max(60, 'photo_name_long').optional()),
    agree: z.literal('1', 'agree_missing')
  })
  .refine(({ taxon, taxon_words }) => (taxon === undefined) !== (taxon_words === undefined), {
    path: ['taxon'],
    message: 'taxon_missing',
    // Also where something else is wrong, so that everything is said at once.
    when: () => true
  });
