import { writeIdIn } from '$lib/forms/writeId';
import * as appeals from '$lib/appeals/appeals.server';
import { error, fail, isHttpError, isRedirect, redirect } from '@sveltejs/kit';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { signInPath } from '$lib/account/nextPath';
import { read } from '$lib/forms/read';
import * as notices from '$lib/notices/notices.server';
import * as published from '$lib/published/published.server';
import { failureOf, refuse } from '$lib/server/failure';
import * as photos from '$lib/server/photos';
import * as guest from '$lib/server/guest';
import { names } from '$lib/server/names';
import { qrPath } from '$lib/server/qr';
import { detailsOf, moveForms } from '$lib/tracking/moveForms';
import { isReporterMove } from '$lib/tracking/reporterMoves';
import * as hotline from '$lib/sheet/hotline.server';
import * as tracking from '$lib/tracking/tracking.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const newKey = () => randomBytes(16).toString('hex');
const keyIn = (form: FormData) => {
  const key = form.get('key');
  return typeof key === 'string' && /^[0-9a-f]{32}$/i.test(key) ? key.toLowerCase() : undefined;
};
const notFound = (): never => error(404, { message: 'not_found', code: 'not_found' });

export const load: PageServerLoad = async (event) => {
  const { locals, params, url, setHeaders } = event;
  const { supabase, lang } = locals;
  const here = `/${params.lang}/reports/${params.id}`;
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });

  const key = url.searchParams.get('key');
  if (key !== null) {
    await keep(event, key);
    redirect(303, url.searchParams.has('without') ? `${here}?without=photos` : here);
  }

  const held = locals.guestKeys[params.id];
  try {
    // The reporter may look at what others see.
    const own = await readOrNull(event, held);
    const report = url.searchParams.get('as') === 'public' ? null : own;
    const named = await names(supabase, lang);
    // For paper. Never with the key: a printed page is left lying about.
    const address = url.origin + here;
    const foot = { address, qr: qrPath(address) };
    const signIn = signInPath(params.lang, new URL(here, url));
    const shown = await published.read(supabase, params.id);
    if (!report) {
      if (!shown) {
        const target = await published.movedTo(supabase, params.id);
        if (target) redirect(308, `/${params.lang}/reports/${target}`);
        return notFound();
      }
      return {
        report: null,
        foot,
        own: own !== null,
        links: await published.linked(supabase, params.id, held),
        shown,
        category: named.category(shown.category_code),
        place: named.subdistrict(shown.subdistrict_code),
        answers: await tracking.answers(supabase, shown.category_code, shown.answers ?? {}, lang),
        signIn
      };
    }
    if (locals.user) await notices.markReportRead(supabase, params.id);
    const codes = [
      report.lead_unit_code,
      ...report.assist_unit_codes,
      ...report.events.map((event) => event.unit_code),
      ...(report.main ? [report.main.lead_unit_code, ...report.main.events.map((event) => event.unit_code)] : [])
    ];
    return {
      report,
      foot,
      appeal: { page: await appeals.read(supabase, params.id, held), newId: randomUUID() },
      named: {
        category: named.category(report.category_code),
        subdistrict: named.subdistrict(report.subdistrict_code),
        lead: named.unit(report.lead_unit_code),
        assists: report.assist_unit_codes.map(named.unit),
        units: Object.fromEntries(codes.flatMap((code) => (code ? [[code, named.unit(code)]] : []))),
        answers: await tracking.answers(supabase, report.category_code, report.answers, lang)
      },
      notes: await hotline.notes(supabase, params.id, held),
      isPublic: shown !== null,
      links: await published.linked(supabase, params.id, held),
      without: url.searchParams.get('without') === 'photos',
      secret: held,
      link: held && !report.reporter_left_at ? `${url.origin}${here}?key=${held}` : null,
      signIn
    };
  } catch (cause) {
    if (isPage(cause)) throw cause;
    refuse(event, cause);
  }
};

/** Kit's own errors and redirects pass through a catch. */
const isPage = (cause: unknown) => isHttpError(cause) || isRedirect(cause);

async function readOrNull({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>, key: string | undefined) {
  try {
    return await tracking.read(locals.supabase, params.id, key);
  } catch (cause) {
    if (failureOf(cause).status === 404) return null;
    throw cause;
  }
}

/**
 * A link with its key was opened. Nothing of the report changes; this device only remembers the key. Not when the signed-in
 * account has the report anyway, and not when a key that works would be lost for one that does not.
 */
async function keep(event: RequestEvent, key: string): Promise<void> {
  const { cookies, locals, params } = event;
  if (!/^[0-9a-f]{32}$/i.test(key)) return;
  if (locals.user && (await readOrNull(event, undefined))) return;
  const held = locals.guestKeys[params.id];
  if (held && held !== key.toLowerCase() && !(await readOrNull(event, key))) return;
  guest.remember(cookies, params.id, key.toLowerCase());
}

function photoFault(event: RequestEvent, cause: unknown) {
  const { status, code } = failureOf(cause);
  if (status === 404) notFound();
  if (status >= 500) refuse(event, cause);
  return fail(status, { errors: { photos: code } });
}

export const actions: Actions = {
  move: async (event) => {
    const { locals, params, request } = event;
    const form = await request.formData();
    const move = form.get('move');
    if (!isReporterMove(move)) error(400);
    const { data, errors, values } = read(moveForms[move], form);
    // The form that comes back is the same form, unless something else was done under its id.
    const { write_id = '' } = writeIdIn(form);
    if (errors) return fail(400, { move, errors, values: { ...values, write_id } });
    const details = { ...detailsOf(data), ...('public_text' in data ? { public_lang: locals.lang } : {}) };
    try {
      const version = Number(data.version);
      // What waited on a guest's phone comes without cookies, and brings the key itself.
      const key = locals.guestKeys[params.id] ?? keyIn(form);
      await tracking.move(locals.supabase, params.id, { move, version, details, ...writeIdIn(form) }, key);
    } catch (cause) {
      const { status, code, field } = failureOf(cause);
      if (status === 404) notFound();
      if (status >= 500) refuse(event, cause);
      const at = status === 422 && field && field in values ? field : 'form';
      const again = { ...values, write_id: code === 'write_differs' ? '' : write_id };
      return fail(status, { move, errors: { [at]: code }, values: again, conflict: code === 'conflict' });
    }
    redirect(303, `/${params.lang}/reports/${params.id}`);
  },

  /** More photos, or those that did not arrive. */
  photos: (event) =>
    photos.withRoomFor(event.request, async () => {
      const { locals, params, request } = event;
      const form = await request.formData().catch((cause: unknown) => {
        if (isHttpError(cause, 413)) return null;
        throw cause;
      });
      if (!form) return fail(413, { errors: { photos: 'too_large' } });
      const { photos: came, refused } = await photos.fromForm(form);
      try {
        const of = { report: params.id, key: locals.guestKeys[params.id] };
        for (const photo of came) await photos.store(locals.supabase, of, photo);
      } catch (cause) {
        return photoFault(event, cause);
      }
      if (refused) return fail(400, { errors: { photos: refused.code } });
      redirect(303, `/${params.lang}/reports/${params.id}#photos-title`);
    }),

  /** Staff read the report without the photos that did not come. */
  without: async (event) => {
    const { locals, params, url } = event;
    // The form of a new report gives up before this device has opened the report's page, with the key in hand.
    const key = locals.guestKeys[params.id] ?? url.searchParams.get('key') ?? undefined;
    try {
      await photos.giveUp(locals.supabase, { report: params.id, key });
    } catch (cause) {
      return photoFault(event, cause);
    }
    redirect(303, `/${params.lang}/reports/${params.id}?without=photos`);
  },

  /** Others may see the problem, or no longer. */
  publish: async (event) => {
    const { locals, params, request } = event;
    const form = await request.formData();
    const publish = form.get('publish') === '1';
    try {
      await published.choose(locals.supabase, params.id, publish, locals.guestKeys[params.id], writeIdIn(form));
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status === 404) notFound();
      if (status >= 500) refuse(event, cause);
      return fail(status, { errors: { form: code } });
    }
    redirect(303, `/${params.lang}/reports/${params.id}`);
  },

  appeal: async (event) => {
    const { locals, params, request } = event;
    const held = locals.guestKeys[params.id];
    const refused = await appeals
      .file(locals.supabase, params.id, await request.formData(), locals.lang, held)
      .catch((cause) => (failureOf(cause).status === 404 ? notFound() : refuse(event, cause)));
    if (refused) return fail(refused.status, { appeal: true, ...refused.failed });
    redirect(303, `/${params.lang}/reports/${params.id}`);
  },

  undo: async (event) => {
    const { locals, params, request } = event;
    const form = await request.formData();
    const eventId = Number(form.get('event_id'));
    try {
      await tracking.undo(
        locals.supabase,
        params.id,
        Number.isSafeInteger(eventId) ? eventId : 0,
        locals.guestKeys[params.id],
        writeIdIn(form)
      );
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status === 404) notFound();
      if (status >= 500) refuse(event, cause);
      return fail(status, { errors: { form: code } });
    }
    redirect(303, `/${params.lang}/reports/${params.id}`);
  },

  /** A new link; the old one is dead at once. */
  replace: async (event) => {
    const { locals, params, cookies, request } = event;
    const held = locals.guestKeys[params.id] ?? notFound();
    const { write_id } = writeIdIn(await request.formData());
    // The same form again asks for the same new key, which only this form could know: whoever has the old link alone cannot.
    const key = write_id ? createHash('sha256').update(`${held} ${write_id}`).digest('hex').slice(0, 32) : newKey();
    try {
      await tracking.replaceKey(locals.supabase, params.id, held, key);
    } catch (cause) {
      if (failureOf(cause).status === 404) notFound();
      refuse(event, cause);
    }
    guest.remember(cookies, params.id, key);
    locals.guestKeys[params.id] = key;
    return { replaced: true };
  },

  /** The report joins the account, and its link stops working. */
  claim: async (event) => {
    const { locals, params, cookies } = event;
    const here = `/${params.lang}/reports/${params.id}`;
    if (!locals.user) redirect(303, signInPath(params.lang, new URL(here, event.url)));
    const held = locals.guestKeys[params.id];
    // The same form again, after this phone forgot the link: the report is in the account.
    if (!held) return (await readOrNull(event, undefined)) ? redirect(303, here) : notFound();
    try {
      await tracking.claim(locals.supabase, params.id, held, newKey());
    } catch (cause) {
      const { status, code } = failureOf(cause);
      // The same form again finds the link dead, and the report in the account.
      if (status === 404 && !(await readOrNull(event, undefined))) notFound();
      if (status === 404) {
        guest.forget(cookies, params.id);
        redirect(303, here);
      }
      if (status >= 500) refuse(event, cause);
      return fail(status, { errors: { form: code } });
    }
    guest.forget(cookies, params.id);
    redirect(303, here);
  }
};
