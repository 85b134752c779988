/** What the database counts for the home page; `as_of` is ISO. Nothing here is ever made up. */
export interface Figures {
  received_30d: number;
  answered_30d: number;
  solved_30d: number;
  open: number;
  as_of: string;
}

const COUNTS = ['received_30d', 'answered_30d', 'solved_30d', 'open'] as const;

/** The figures, or null when the answer is not what it should be: then the page says so instead of showing half of it. */
export function parse(answer: unknown): Figures | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const row = answer as Record<string, unknown>;
  const sound = COUNTS.every((name) => Number.isInteger(row[name]) && (row[name] as number) >= 0);
  if (!sound || typeof row.as_of !== 'string' || Number.isNaN(Date.parse(row.as_of))) return null;
  return row as unknown as Figures;
}

export const isQuiet = (figures: Figures): boolean => figures.received_30d === 0 && figures.open === 0;
