/** What a reporter can do with a report, in the order in which it is offered; which of them are open says SQL (`may`). */
export const REPORTER_MOVES = [
  'supply',
  'call_back',
  'reopen',
  'resubmit',
  'send_on',
  'add_information',
  'withdraw'
] as const;
export type ReporterMove = (typeof REPORTER_MOVES)[number];

export const isReporterMove = (move: unknown): move is ReporterMove => REPORTER_MOVES.includes(move as ReporterMove);

/** What the report waits for stands open on the page; the other moves are folded up. */
export const WAITED_FOR: readonly ReporterMove[] = ['supply', 'call_back', 'reopen', 'resubmit'];

/** The most characters of a text, as in SQL. */
export const TEXT_LONG = 4000;
