import type { EntryGenerator } from './$types';

// Made with the app and installed on the phone: what waits here must be seen without a network, whoever is signed in.
export const prerender = true;
export const entries: EntryGenerator = () => [{ lang: 'zh' }, { lang: 'en' }];
