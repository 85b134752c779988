/**
 * One address that a letter can go to, and never a list of them: as `submit_report` and `follow_by_mail` read it in SQL.
 * Narrow first what was typed with a Chinese keyboard.
 */
export const EMAIL = /^[^@\s\p{Cc},;:<>"()]+@[^@\s\p{Cc},;:<>"().]+(\.[^@\s\p{Cc},;:<>"().]+)+$/u;
