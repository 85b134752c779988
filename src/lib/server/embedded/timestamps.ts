/** PostgreSQL writes `2026-11-24 08:00:00+00`; PostgREST answers ISO 8601, and so do we. */
export const isoTimestamptz = (text: string): string => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
export const isoTimestamp = (text: string): string => text.replace(' ', 'T');
