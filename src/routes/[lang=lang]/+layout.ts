import { namespacesFor } from '$lib/i18n/namespaces';
import { translator } from '$lib/i18n/translate';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data, route }) => ({
  ...data,
  t: await translator(data.lang, namespacesFor(route.id))
});
