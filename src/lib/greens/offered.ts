/** What the choices that are rows of the database offer. */
export type Offered = Record<'subdistrict' | 'metro' | 'flower' | 'reach', { value: string; label: string }[]>;
