import type { ParamMatcher } from '@sveltejs/kit';

/** Lower case only, as the database prints it: one report has one address. */
export const match: ParamMatcher = (param) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(param);
