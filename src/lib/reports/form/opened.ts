import type { Typed } from '../formFields';
import type { Named } from './named';

/** What the address of a form says, for a form that comes from this phone; a server would look the rest up. */
export function opened(query: URLSearchParams): { category: string; given: Partial<Typed>; named: Named | null } {
  const asked = query.has('joins') ? 'joins' : 'again_of';
  const id = query.get(asked)?.toLowerCase() ?? '';
  return {
    category: query.get('category') ?? '',
    given: {
      danger_answered: query.get('danger') === 'no' ? 'no' : '',
      place: query.get('place')?.slice(0, 200) ?? ''
    },
    named: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? { id, as: asked } : null
  };
}
