import type { EntryGenerator } from './$types';

// Made with the app and installed on the phone: who has no network can write all the same. It posts to the form's own address.
export const prerender = true;
export const entries: EntryGenerator = () => [{ lang: 'zh' }, { lang: 'en' }];
