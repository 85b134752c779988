/** The queue of letters as the desk sees it: never what a letter says. */
export interface StuckLetter {
  id: string;
  template: string;
  lang: 'zh' | 'en';
  /** Masked. */
  to: string | null;
  attempts: number;
  last_error: string | null;
  created_at: string;
  stuck_at: string;
}

/** `waiting` is made of queued, leased and failed; each counted up to 1000. */
export interface LetterQueue {
  waiting: number;
  queued: number;
  leased: number;
  failed: number;
  sent_day: number;
  oldest: string | null;
  stuck: StuckLetter[];
}
