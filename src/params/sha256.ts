import type { ParamMatcher } from '@sveltejs/kit';

/** Lower case only: one photo has one address. */
export const match: ParamMatcher = (param) => /^[0-9a-f]{64}$/.test(param);
