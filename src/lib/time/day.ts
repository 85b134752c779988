/** A limit ends with its day: 24:00 is the next day's first moment, and people mean the day before it. */
export const lastDay = (limit: string): Date => new Date(Date.parse(limit) - 1);
