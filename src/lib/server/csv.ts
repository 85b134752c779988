/** Comma-separated values that a spreadsheet may open: the one writer of all exports. */

/** A value of a table for other programs; null, undefined and what is no number are empty. */
type Cell = string | number | boolean | null | undefined;

/** What a spreadsheet would read as the beginning of a formula, also behind spaces and in full-width forms. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Text that looks like a formula gets an apostrophe in front, which spreadsheets show as plain text; numbers stay numbers. */
function cellOf(value: Cell): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'boolean') return String(value);
  const text = value ?? '';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The mark at the beginning that tells spreadsheets that this is UTF-8; without it they garble Chinese. */
export const BOM = '\ufeff';

/** One row of RFC 4180, with its line end, for what is written piece by piece. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** A whole table. */
export const csv = (rows: readonly (readonly Cell[])[]): string => BOM + rows.map(csvRow).join('');
