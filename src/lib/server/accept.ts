import type { Handle } from '@sveltejs/kit';

/**
 * A program that posts a form without saying what it wants back (curl accepts anything) gets what a browser
 * gets: the redirect itself. Kit would answer it with its own JSON about a redirect, which only `Accept: application/json` means.
 */
export const plainForms: Handle = ({ event, resolve }) => {
  const { method, headers } = event.request;
  const accept = headers.get('accept') ?? '*/*';
  if (method === 'POST' && !/application\/json|text\/html/.test(accept)) headers.set('accept', `text/html, ${accept}`);
  return resolve(event);
};
