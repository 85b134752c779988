import { translator } from '$lib/i18n/translate';
import * as outbox from '$lib/letters/outbox.server';
import type { PageServerLoad } from './$types';

const ADDRESS = /(https?:\/\/\S+)/;

export const load: PageServerLoad = async ({ locals, params }) => {
  outbox.onlyInDemo();
  const t = await translator(locals.lang, ['letters']);
  const { html, text, ...letter } = await outbox.one(params.name);
  return {
    words: { back: t('letters:dev.back'), to: t('letters:dev.to'), html: t('letters:dev.html') },
    letter: { ...letter, hasHtml: html !== null },
    // Addresses and the words between them, in turn.
    pieces: text.split(ADDRESS).map((piece) => ({ piece, href: ADDRESS.test(piece) ? piece : null }))
  };
};
