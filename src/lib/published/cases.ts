import type { Lang } from '$lib/i18n/lang';
import { translator } from '$lib/i18n/translate';

/** What shows public cases in the form, with its words: most who report never need it. */
export async function cases(lang: Lang) {
  const { NamedCase, SameProblems } = await import('./sameParts');
  const t = await translator(lang, ['common', 'words', 'reportForm', 'photos', 'published', 'same']);
  return { NamedCase, SameProblems, t };
}

export type Cases = Awaited<ReturnType<typeof cases>>;
