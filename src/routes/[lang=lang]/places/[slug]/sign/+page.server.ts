import { error } from '@sveltejs/kit';
import { translator } from '$lib/i18n/translate';
import * as places from '$lib/places/places.server';
import { qrPath } from '$lib/server/qr';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  void params.lang;
  const read = async () => {
    try {
      return await places.read(locals.supabase, params.slug);
    } catch (cause) {
      refuse({ locals }, cause);
    }
  };
  const place = await read();
  if (!place) error(404, { message: 'not_found', code: 'not_found' });
  // A sign hangs for years and speaks both languages, so its address has none.
  const address = `${url.origin}/p/${place.code}`;
  const words = async (lang: 'zh' | 'en') => {
    const t = await translator(lang, ['places']);
    return { kind: t(`places:kind.${place.kind}`), scan: t('places:sign.scan') };
  };
  return { place, address, qr: qrPath(address), words: { zh: await words('zh'), en: await words('en') } };
};
