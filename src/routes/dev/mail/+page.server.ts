import { translator } from '$lib/i18n/translate';
import * as outbox from '$lib/letters/outbox.server';
import { wakeJobs } from '$lib/server/jobs';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  outbox.onlyInDemo();
  const t = await translator(locals.lang, ['letters']);
  const letters = await outbox.newest(100);
  return {
    words: {
      title: t('letters:dev.title'),
      lead: t('letters:dev.lead'),
      empty: t('letters:dev.empty'),
      send: t('letters:dev.send')
    },
    letters: letters.map(({ name, to, subject, date }) => ({ name, to, subject, date }))
  };
};

export const actions: Actions = {
  send: async () => {
    outbox.onlyInDemo();
    await wakeJobs();
    redirect(303, '/dev/mail');
  }
};
