import type { Lang } from '$lib/i18n/lang';
import type { Cases } from './cases';
import type { Offer } from './same';

export interface Where {
  category: string;
  lat: string;
  lng: string;
  subdistrict: string;
}

export interface Nearby {
  offers: Offer[];
  cases: Cases | null;
}

/** What others reported near the place of this form, and what shows it. @returns null when it cannot be asked now */
export async function nearby(lang: Lang, where: Where): Promise<Nearby | null> {
  const body = new FormData();
  for (const [name, value] of Object.entries(where)) body.set(name, value);
  const answer = await fetch(`/${lang}/reports/new/same`, { method: 'POST', body }).catch(() => null);
  if (!answer?.ok) return null;
  const offers = (await answer.json()) as Offer[];
  return { offers, cases: offers.length > 0 ? await (await import('./cases')).cases(lang) : null };
}
