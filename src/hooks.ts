import type { Reroute } from '@sveltejs/kit';

/**
 * The map is a view of the list, at the list's address. It is a page of its own inside, because it needs JavaScript and
 * the list sends none (`csr`, which Kit decides by route).
 */
export const reroute: Reroute = ({ url }) =>
  url.searchParams.get('view') === 'map' && /^\/(zh|en)\/reports\/?$/.test(url.pathname)
    ? `${url.pathname.replace(/\/$/, '')}/map`
    : undefined;
