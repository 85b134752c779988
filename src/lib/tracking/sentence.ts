/** Which sentence stands over a report: keys of `tracking:sentence` and `tracking:explain`. */
import type { ReportEvent, ReportPage } from './reportPage';

type Open = Exclude<ReportPage['status'], 'closed'>;
type Closed = `closed_${NonNullable<ReportPage['outcome']>}`;

export function sentenceOf({
  status,
  outcome,
  reporter_left_at,
  joined,
  events
}: Pick<ReportPage, 'status' | 'outcome' | 'reporter_left_at' | 'joined'> & {
  events: Pick<ReportEvent, 'move' | 'mine'>[];
}): {
  sentence: Open | Closed | 'left' | 'joined' | 'reopened_follower';
  explain: ReportPage['status'] | 'reopened_follower' | null;
} {
  if (reporter_left_at && status !== 'withdrawn') return { sentence: 'left', explain: null };
  if (status === 'closed') return { sentence: `closed_${outcome ?? 'unverified'}`, explain: 'closed' };
  if (status === 'merged' && joined) return { sentence: 'joined', explain: 'merged' };
  // Somebody who joined may have said that it is not solved; that was not this reporter.
  if (status === 'reopened' && events.findLast(({ move }) => move === 'reopen')?.mine === false)
    return { sentence: 'reopened_follower', explain: 'reopened_follower' };
  return { sentence: status, explain: status };
}
