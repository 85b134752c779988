import { error } from '@sveltejs/kit';
import * as outbox from '$lib/letters/outbox.server';
import type { RequestHandler } from './$types';

/** The HTML of a letter as a mail programme shows it: in a sandbox, without scripts and without loading anything. */
export const GET: RequestHandler = async ({ params }) => {
  outbox.onlyInDemo();
  const { html } = await outbox.one(params.name);
  if (html === null) error(404, { message: 'not_found', code: 'not_found' });
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation",
      'cache-control': 'private, no-store'
    }
  });
};
