import type { PageLoad } from './$types';

/** The list and the form are two sizes of page at one address: a phone fetches only the one it shows. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  ...(data.showsForm
    ? { ReportForm: (await import('$lib/reports/form/ReportForm.svelte')).default, CategoryList: null }
    : { ReportForm: null, CategoryList: (await import('$lib/reports/form/CategoryList.svelte')).default })
});
