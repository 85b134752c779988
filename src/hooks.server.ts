import { building } from '$app/environment';
import { isWeChat, wechat } from '$lib/frame/wechat.server.ts';
import { compose } from '$lib/letters/compose.server.ts';
import { plainForms } from '$lib/server/accept.ts';
import { compress } from '$lib/server/compress.ts';
import { tileOrigins } from '$lib/server/csp.ts';
import { demoClock } from '$lib/server/demoClock.ts';
import { report } from '$lib/server/failure.ts';
import { headers } from '$lib/server/headers.ts';
import { lang } from '$lib/server/lang.ts';
import { start } from '$lib/server/life.ts';
import { remember } from '$lib/server/memory.ts';
import { origin } from '$lib/server/origin.ts';
import { paintFirst } from '$lib/server/paintFirst.ts';
import { refusals } from '$lib/server/refusals.ts';
import { session } from '$lib/server/session.ts';
import { comesFromOutside, styles } from '$lib/server/styles.ts';
import { writtenBy } from '$lib/server/writtenBy.ts';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';

export const init: ServerInit = async () => {
  if (!building) await start(compose);
};

const named: Handle = ({ event, resolve }) => {
  event.locals.requestId = randomUUID().slice(0, 8);
  // While prerendering there is no visitor and no database.
  if (building) Object.assign(event.locals, { user: null, roles: [], demo: false, guestKeys: {} });
  return resolve(event);
};

/** What a page depends on besides its address, the language and the looks: whoever adds such a thing adds it here. */
const memory = remember((request) =>
  [isWeChat(request.headers.get('user-agent')) ? 'wechat' : '', comesFromOutside(request) ? 'outside' : ''].join()
);

const steps = building
  ? // What is made with the app is installed on the phone, and its style files too: they are not written into every page.
    [styles, lang]
  : [
      memory,
      compress,
      headers,
      tileOrigins,
      styles,
      paintFirst,
      lang,
      origin,
      plainForms,
      refusals,
      wechat,
      demoClock,
      session,
      writtenBy
    ];

export const handle: Handle = sequence(named, ...steps);

/** What Kit itself refuses, in English and without a code: a method, or a content type, that an address does not know. */
const REFUSED: Record<number, string> = { 404: 'not_found', 405: 'wrong_method', 415: 'wrong_content_type' };

export const handleError: HandleServerError = ({ error, event, status, message }) => {
  const id = event.locals.requestId;
  const code = REFUSED[status];
  if (status < 500) return { message, ...(code ? { code } : {}) };
  report(id, error);
  return { message: 'broken', code: 'broken', id };
};
