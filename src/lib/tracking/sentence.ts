/** Which sentence stands over a report: keys of `tracking:sentence` and `tracking:explain`. */
import type { ReportPage } from './reportPage';

type Open = Exclude<ReportPage['status'], 'closed'>;
type Closed = `closed_${NonNullable<ReportPage['outcome']>}`;

export function sentenceOf({
  status,
  outcome,
  reporter_left_at
}: Pick<ReportPage, 'status' | 'outcome' | 'reporter_left_at'>): {
  sentence: Open | Closed | 'left';
  explain: ReportPage['status'] | null;
} {
  if (reporter_left_at && status !== 'withdrawn') return { sentence: 'left', explain: null };
  if (status === 'closed') return { sentence: `closed_${outcome ?? 'unverified'}`, explain: 'closed' };
  return { sentence: status, explain: status };
}
