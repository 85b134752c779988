import { redirect } from '@sveltejs/kit';
import { backTo } from '$lib/frame/backTo';
import type { RequestHandler } from './$types';

const YEAR = 60 * 60 * 24 * 365;

/** Keeps the reader's colours and text size, then goes back to the page the form stood on. */
export const POST: RequestHandler = async ({ request, cookies, params, url }) => {
  const form = await request.formData();
  const options = {
    path: '/',
    maxAge: YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: url.protocol === 'https:'
  } as const;

  const theme = form.get('theme');
  if (theme === 'light' || theme === 'dark') cookies.set('theme', theme, options);
  else if (theme === '') cookies.delete('theme', { path: '/' });

  const elder = form.get('elder');
  if (elder === '1') cookies.set('elder', '1', options);
  else if (elder === '') cookies.delete('elder', { path: '/' });

  redirect(303, backTo(form.get('back'), `/${params.lang}`));
};
