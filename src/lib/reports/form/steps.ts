/** The form in three short pages when there is JavaScript; without it, three parts of one page. */
export const STEPS = ['place', 'words', 'send'] as const;
export type Step = (typeof STEPS)[number];

const PLACE = /^(photos|photo_sha256|lat|lng|subdistrict|landmark|place)$/;
const WORDS = /^(description|happened_at|time_pattern|strays|answers\..+)$/;

/** Where to look for a field. What belongs to no part is said in the last one, beside the button. */
export const stepOf = (field: string): Step => (PLACE.test(field) ? 'place' : WORDS.test(field) ? 'words' : 'send');
