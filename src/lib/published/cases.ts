import type { Lang } from '$lib/i18n/lang';
import { translator } from '$lib/i18n/translate';
import NamedCase from './NamedCase.svelte';
import SameProblems from './SameProblems.svelte';

/** What shows public cases in the form, with its words, as one piece that is fetched when there is one to show. */
export async function cases(lang: Lang) {
  return { NamedCase, SameProblems, t: await translator(lang, ['common', 'words', 'reportForm', 'photos', 'same']) };
}

export type Cases = Awaited<ReturnType<typeof cases>>;
