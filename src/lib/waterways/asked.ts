import type { Asked } from './waterways.server';

const degrees = (text: string | null, most: number): number | undefined =>
  text !== null && /^-?\d{1,3}(\.\d{1,8})?$/.test(text) && Math.abs(Number(text)) <= most
    ? Math.round(Number(text) * 1000) / 1000
    : undefined;

/** What the address asks: the code of a board, else a position rounded to about 100 m, else a subdistrict. */
export function readAsked(query: URLSearchParams): Asked | undefined {
  const board = query.get('q')?.trim().slice(0, 40);
  if (board) return { board };
  const [lat, lng] = [degrees(query.get('lat'), 90), degrees(query.get('lng'), 180)];
  if (lat !== undefined && lng !== undefined) return { lat, lng };
  const near = query.get('near');
  return near && /^\d{9}$/.test(near) ? { subdistrict: near } : undefined;
}
