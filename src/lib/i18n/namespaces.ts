import type { Namespace } from './resources';

type Line = [start: string, namespaces: Namespace[]];

/**
 * Which namespaces a page needs beyond `common`, by the start of its route id (without `/[lang=lang]`).
 * Every line that fits counts, so that `/reports` also serves `/reports/[id]`; one that begins with `=` is for that page
 * alone, and one with `!` is all that its page needs. A page downloads these and no others.
 */
const WITH_SCRIPT: Line[] = [
  ['/offline', ['offline', 'install']],
  ['/offline/mine', ['words', 'tracking']],
  ['/offline/reports', ['keptLists', 'published', 'words']],
  ['/offline/report', ['reportForm', 'photos', 'words']],
  ['/reports', ['words']],
  // The words of its errors and of the map come when they are wanted (`Words.svelte`).
  ['/reports/new', ['reportForm', 'photos']],
  // Installed on the phone, so it brings no more than it says.
  ['!/me/outbox', ['outbox', 'errors', 'refusals', 'photos']],
  ['/console', ['console', 'words', 'errors', 'refusals']],
  ['/console/sites', ['sites']],
  ['/console/units', ['units']],
  ['/console/mail', ['units']],
  ['/console/blooms', ['blooms']],
  ['/console/greens/suggestions', ['suggestions']],
  ['/console/greens/[kind]/[id=uuid]/photos', ['photos', 'greenPhotos']],
  ['/console/greens', ['greens', 'places', 'routes', 'waterways']],
  ['/console/nature', ['nature']],
  ['/console/reports/[id=uuid]/photos', ['cover']],
  ['/console/cover', ['cover']],
  ['/console/reports/[id=uuid]', ['photos', 'appeals', 'sheet', 'sites', 'units']]
];

/** Pages without a script (`csr = false`): only the server writes them, and nobody downloads this list. */
const TEXT_ALONE: Line[] = [
  ['/about', ['about', 'plan', 'install']],
  ['/accessibility', ['accessibility']],
  ['/allowed', ['allowed']],
  ['/blooms', ['blooms', 'errors', 'refusals']],
  ['=/blooms', ['greenNav']],
  ['/nature', ['nature', 'errors', 'refusals']],
  ['=/nature', ['greenNav']],
  ['/nature/new', ['photos', 'greenPhotos']],
  ['/emergency', ['emergency']],
  ['/follow', ['follows', 'outbox', 'errors', 'refusals']],
  ['/letters', ['letters', 'words', 'errors', 'refusals']],
  ['/privacy', ['privacy']],
  ['/open-data', ['published', 'changes', 'places', 'routes', 'waterways']],
  ['/places', ['places']],
  ['=/places', ['greenNav']],
  ['=/places/[slug]', ['routes', 'blooms', 'greenPhotos']],
  ['/places/suggest', ['suggestions', 'photos', 'greenPhotos', 'errors', 'refusals']],
  ['/places/suggestions', ['suggestions', 'outbox', 'errors', 'refusals']],
  ['=/places/suggestions', ['greenNav']],
  ['/me/suggestions', ['suggestions', 'places', 'errors', 'refusals']],
  ['/rates', ['rates']],
  ['=/reports', ['published', 'tracking', 'keptLists']],
  ['/reports/map', ['published']],
  [
    '/reports/[id=uuid]',
    ['outbox', 'errors', 'refusals', 'photos', 'sheet', 'appeals', 'published', 'same', 'tracking']
  ],
  ['/me', ['words', 'account', 'tracking']],
  ['/me/blooms', ['blooms', 'errors', 'refusals']],
  ['/me/nature', ['nature', 'errors', 'refusals']],
  ['/me/data', ['errors', 'refusals']],
  ['/me/follows', ['follows', 'published', 'errors', 'refusals']],
  ['/me/inbox', ['notices']],
  ['/me/security', ['errors']],
  ['/routes', ['routes']],
  ['=/routes', ['greenNav']],
  ['/routes/[slug]', ['waterways']],
  ['/waterways', ['waterways']],
  ['=/waterways', ['greenNav']],
  ['/chiefs', ['waterways', 'greenNav']],
  ['/sign-in', ['errors', 'account']],
  ['/sign-up', ['errors', 'account']],
  ['/sign-out', ['account']],
  ['/reset', ['errors', 'account']]
];

const NEEDED = import.meta.env.SSR ? [...TEXT_ALONE, ...WITH_SCRIPT] : WITH_SCRIPT;

const ROOT = '/[lang=lang]';

export function namespacesFor(routeId: string | null): Namespace[] {
  const path = (routeId ?? '').replace(ROOT, '');
  if (path === '') return ['common', 'home', 'plan', ...(import.meta.env.SSR ? (['blooms'] as const) : [])];
  const all = NEEDED.find(([start]) => start === `!${path}`);
  if (all) return ['common', ...all[1]];
  const found = NEEDED.filter(([start]) => start === `=${path}` || path === start || path.startsWith(`${start}/`));
  return [...new Set<Namespace>(['common', ...found.flatMap(([, namespaces]) => namespaces)])];
}
