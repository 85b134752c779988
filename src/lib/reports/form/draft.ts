/**
 * The report that is being written, kept in this tab only, so that a reload, the other language or signing in loses
 * nothing. It holds the report's id and key, so that a report whose answer was lost is sent again as the same one.
 */
import type { Typed } from '../formFields';

const NAME = 'report-draft';

export interface Draft {
  id: string;
  key: string;
  typed: Partial<Typed>;
}

/** Private windows and full disks may refuse; then the form works without a draft. */
function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

export function readDraft(): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(storage()?.getItem(NAME) ?? 'null');
    if (draft === null || typeof draft !== 'object') return undefined;
    const { id, key, typed } = draft as Partial<Draft>;
    return typeof id === 'string' && typeof key === 'string' && typed ? { id, key, typed } : undefined;
  } catch {
    return undefined;
  }
}

export function writeDraft(draft: Draft): void {
  try {
    storage()?.setItem(NAME, JSON.stringify(draft));
  } catch {
    // Full: the text still stands in the form.
  }
}

export function clearDraft(): void {
  storage()?.removeItem(NAME);
}
