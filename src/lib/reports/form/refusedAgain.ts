import type { FormErrors } from '../formFields';

/** In `sessionStorage`: what the server found in the report that is opened again. */
const NAME = 'report-errors';

/** For the form of this phone; where there is a network the server says it anew. */
export const keepErrors = (id: string, errors: FormErrors): void =>
  sessionStorage.setItem(NAME, JSON.stringify({ id, errors }));

/** What the server had found in the report with this id when it was tried last; nothing for any other. */
export function errorsOf(id: string): FormErrors {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as { id: string; errors: FormErrors } | null;
    return kept?.id === id ? kept.errors : {};
  } catch {
    return {};
  }
}
