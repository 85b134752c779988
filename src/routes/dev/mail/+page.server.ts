import { translator } from '$lib/i18n/translate';
import * as outbox from '$lib/letters/outbox.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  outbox.onlyInDemo();
  const t = await translator(locals.lang, ['letters']);
  const letters = await outbox.newest(100);
  return {
    words: { title: t('letters:dev.title'), lead: t('letters:dev.lead'), empty: t('letters:dev.empty') },
    letters: letters.map(({ name, to, subject, date }) => ({ name, to, subject, date }))
  };
};
