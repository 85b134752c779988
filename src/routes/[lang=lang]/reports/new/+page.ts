import { browser } from '$app/environment';
import type { Lang } from '$lib/i18n/lang';
import { translator } from '$lib/i18n/translate';
import type { PageLoad } from './$types';

/** The list and the form are two sizes of page at one address: a phone fetches only the one it shows. */
export const load: PageLoad = async ({ data, params }) => ({
  ...data,
  // Sentences for what was refused: with a form that came back at once, otherwise with the first touch of the form.
  refusals:
    browser && !data.returned
      ? null
      : await translator(params.lang as Lang, ['common', 'errors', 'refusals', 'reportForm', 'photos']),
  // Public cases come with a page that shows one; otherwise when there is something to offer. The server has them at hand.
  cases:
    !browser || data.named || data.returned
      ? await (await import('$lib/published/cases')).cases(params.lang as Lang)
      : null,
  ...(data.showsForm
    ? { ReportForm: (await import('$lib/reports/form/ReportForm.svelte')).default, CategoryList: null }
    : { ReportForm: null, CategoryList: (await import('$lib/reports/form/CategoryList.svelte')).default })
});
