/** Photos of one report. SQL counts them (`photo_state`). */
export const MOST = 4;
