/** A value of a table for other programs; null and undefined are empty. */
type Cell = string | number | boolean | null | undefined;

/**
 * One cell. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end, also behind
 * spaces) gets an apostrophe in front, which spreadsheets show as plain text. Numbers stay numbers.
 */
function cellOf(value: Cell): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = value ?? '';
  const safe = /^[\s\u00a0\u3000]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180 in UTF-8 with a byte order mark, so that spreadsheets read Chinese. */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  '\ufeff' + rows.map((row) => row.map(cellOf).join(',') + '\r\n').join('');
