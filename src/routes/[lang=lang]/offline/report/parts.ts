import type { Lang } from '$lib/i18n/lang';
import { translator } from '$lib/i18n/translate';
import { reference } from '$lib/reports/form/reference';

async function all(lang: Lang) {
  const [offered, words, { default: ReportForm }, { default: CategoryList }] = await Promise.all([
    reference(lang),
    translator(lang, ['common', 'offline', 'reportForm', 'photos', 'words', 'same']),
    import('$lib/reports/form/ReportForm.svelte'),
    import('$lib/reports/form/CategoryList.svelte')
  ]);
  return offered && { ...offered, words, ReportForm, CategoryList };
}

export type Parts = NonNullable<Awaited<ReturnType<typeof all>>>;

/** The form and all that it offers in one language, as this phone has it; null when it has it not. */
export const parts = (lang: Lang): Promise<Parts | null> => all(lang).catch(() => null);
