/** Comma-separated values that a spreadsheet may open. */

/** What a spreadsheet would read as the beginning of a formula, the full-width forms included. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\t\r＝＋－＠]/;

/** One field: text that looks like a formula gets an apostrophe before it; numbers stay numbers. */
export function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const line = (values: (string | number | null | undefined)[]): string => `${values.map(field).join(',')}\r\n`;
