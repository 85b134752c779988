/** The form that tells of a flower. Who may do what is decided in SQL. */
import { z } from 'zod';
import { STAGES } from './bloom';

/** Codes of the messages are those of the database, which looks at everything again. */
export const bloomForm = z.object({
  id: z.guid('bloom_wrong'),
  place: z.string('bloom_unknown').min(1, 'bloom_unknown').max(80, 'bloom_unknown'),
  flower: z.string('bloom_unknown').min(1, 'bloom_unknown').max(40, 'bloom_unknown'),
  stage: z.preprocess(
    (value) => value || undefined,
    z.enum(STAGES, { error: ({ input }) => (input === undefined ? 'stage_missing' : 'stage_wrong') })
  ),
  seen_on: z.iso.date('seen_on_wrong')
});
