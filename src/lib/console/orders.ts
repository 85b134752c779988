/** How units work, and what becomes of the letters to those that do not log in (docs/decisions/0012-units-by-mail.md). */

interface WayChange {
  at: string;
  works_by: 'console' | 'mail';
  /** Masked. */
  address: string | null;
  actor_name: string | null;
}

export interface UnitWay {
  code: string;
  works_by: 'console' | 'mail';
  version: number;
  /** In full for administrators, masked for moderators. */
  address: string | null;
  /** How many accounts handle for it. */
  handlers: number;
  changes: WayChange[];
}

/** A case whose unit works by e-mail, and why it stands still. */
export interface WaitingOrder {
  report_id: string;
  code: string;
  unit_code: string;
  category_code: string;
  status: string;
  why: 'unsent' | 'failing' | 'late';
  since: string;
}

/** The letter of a case. */
export interface CaseOrder {
  unit_code: string;
  state: 'none' | 'queued' | 'failed' | 'stuck' | 'sent';
  to: string | null;
  written_at: string | null;
  sent_at: string | null;
  expires_at: string | null;
  acts: { act: 'take_on' | 'object' | 'answer'; at: string }[];
  may_send: boolean;
}

/** Nobody would hear of a dispatch to it. */
export const reachesNobody = ({ works_by, handlers }: UnitWay): boolean => works_by === 'console' && handlers === 0;

export const WAYS = ['all', 'mail', 'nobody'] as const;
export type Way = (typeof WAYS)[number];
export const isWay = (word: string | null): word is Way => WAYS.some((way) => way === word);

/** Those of a kind; all, with the ones that work by e-mail first. */
export function chosen(units: UnitWay[], way: Way): UnitWay[] {
  if (way === 'mail') return units.filter(({ works_by }) => works_by === 'mail');
  if (way === 'nobody') return units.filter(reachesNobody);
  return [...units].sort((a, b) => Number(b.works_by === 'mail') - Number(a.works_by === 'mail'));
}

export interface WayAnswer {
  unit: string;
  errors: Record<string, string>;
  values: { works_by: string; email: string };
}
