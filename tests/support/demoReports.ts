import { createHash } from 'node:crypto';

const hex = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** A report of the demo district by its slug (`supabase/seed/demo`): its id and key are made from the slug. */
export function demoReport(slug: string) {
  const id = hex(slug).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
  const key = hex(`key of ${slug}`);
  return {
    id,
    key,
    path: (lang: 'zh' | 'en' = 'zh') => `/${lang}/reports/${id}`,
    link: (lang: 'zh' | 'en' = 'zh') => `/${lang}/reports/${id}?key=${key}`
  };
}
