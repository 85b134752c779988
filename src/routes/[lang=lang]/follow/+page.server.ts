import { error, fail, redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { signInPath } from '$lib/account/nextPath';
import { followForm, type Follow } from '$lib/follows/follow';
import * as follows from '$lib/follows/follows.server';
import { read, typed, type Values } from '$lib/forms/read';
import { readFilters } from '$lib/published/filters';
import * as published from '$lib/published/published.server';
import * as reference from '$lib/reports/form/reference.server';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { Actions, PageServerLoad } from './$types';

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A point of the address bar, if it is one. */
function pointOf(lat: string, lng: string): { lat: string; lng: string } | null {
  const inRange = (text: string, most: number) => text !== '' && Math.abs(Number(text)) <= most;
  return inRange(lat, 90) && inRange(lng, 180) ? { lat, lng } : null;
}

/** What the address, or the form that came back, asks to follow. */
function wish(query: URLSearchParams): { kind: Follow['kind']; values: Values } {
  const get = (name: string) => query.get(name) ?? '';
  if (query.has('report')) return { kind: 'report', values: { report: get('report') } };
  if (query.has('around')) return { kind: 'circle', values: { lat: get('lat'), lng: get('lng'), near: get('near') } };
  const { category = '', subdistrict = '' } = readFilters(query);
  return { kind: 'area', values: { category, subdistrict } };
}

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { supabase, lang } = locals;
  if (url.searchParams.has('asked')) return { asked: true as const };
  const { kind, values } = wish(url.searchParams);
  try {
    const [named, groups, subdistricts] = await Promise.all([
      names(supabase, lang),
      reference.categories(supabase, lang),
      reference.subdistricts(supabase, lang)
    ]);
    const landmarks = kind === 'circle' ? await follows.landmarks(supabase, lang) : [];
    const near = landmarks.find(({ code }) => code === values['near']);
    const point = near
      ? { lat: String(near.lat), lng: String(near.lng) }
      : pointOf(typed(values, 'lat'), typed(values, 'lng'));
    return {
      asked: false as const,
      kind,
      values,
      newId: randomUUID(),
      report: kind === 'report' ? await shown(typed(values, 'report')) : null,
      landmarks: landmarks.map(({ code, name }) => ({ code, name })),
      point,
      pointName: near?.name ?? null,
      groups,
      subdistricts: subdistricts.map(({ code, name }) => ({ code, name })),
      signIn: signInPath(params.lang, url)
    };

    /** The public report, or the one that it was merged into. */
    async function shown(id: string) {
      const target = isUuid(id)
        ? ((await published.read(supabase, id))?.report_id ?? (await published.movedTo(supabase, id)))
        : null;
      const line = target && (await published.read(supabase, target));
      if (!line) error(404, { message: 'not_found', code: 'not_found' });
      return {
        id: line.report_id,
        category: named.category(line.category_code),
        place: named.subdistrict(line.subdistrict_code),
        followed: locals.user ? await follows.isFollowed(supabase, line.report_id) : false
      };
    }
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { data, errors, values } = read(followForm, await request.formData());
    if (errors) return fail(400, { errors, values });
    if (!locals.user && !data.email) return fail(400, { errors: { email: 'email_missing' }, values });
    try {
      if (locals.user) await follows.follow(locals.supabase, data);
      else await follows.followByMail(locals.supabase, data, locals.lang, locals.client);
    } catch (cause) {
      const { status, code, field } = failureOf(cause);
      if (status >= 500) refuse({ locals }, cause);
      return fail(status, { errors: { [field && field in values ? field : 'form']: code }, values });
    }
    redirect(303, `/${params.lang}/${locals.user ? 'me/follows?done' : 'follow?asked'}`);
  }
};
