/** PostgreSQL writes `2026-11-24 08:00:00+00`; PostgREST answers ISO 8601, and so do we. */
export const isoTimestamptz = (text: string): string => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
export const isoTimestamp = (text: string): string => text.replace(' ', 'T');

/** What is sent as a date goes as it was written: the database refuses a wrong one in words, PGlite's own reading throws. */
export const dateText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
