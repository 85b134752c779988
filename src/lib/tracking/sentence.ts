/** Which sentence stands over a report: keys of `tracking:sentence` and `tracking:explain`. */
import type { ReportPage } from './reportPage';

type Open = Exclude<ReportPage['status'], 'closed'>;
type Closed = `closed_${NonNullable<ReportPage['outcome']>}`;

export function sentenceOf({
  status,
  outcome,
  reporter_left_at,
  joined
}: Pick<ReportPage, 'status' | 'outcome' | 'reporter_left_at' | 'joined'>): {
  sentence: Open | Closed | 'left' | 'joined';
  explain: ReportPage['status'] | null;
} {
  if (reporter_left_at && status !== 'withdrawn') return { sentence: 'left', explain: null };
  if (status === 'closed') return { sentence: `closed_${outcome ?? 'unverified'}`, explain: 'closed' };
  if (status === 'merged' && joined) return { sentence: 'joined', explain: 'merged' };
  return { sentence: status, explain: status };
}
