/**
 * Whether Kit's script runs on the page of a route. All others (`csr = false`) are documents: the small scripts that they
 * name start with one, and the browser refuses the address of a script that is written into a page afterwards.
 */
export const isAlive = (routeId: string | null): boolean =>
  /^\/\[lang=lang\]\/(console|offline|me\/outbox|reports\/new)(\/|$)/.test(routeId ?? '');
