import type { EntryGenerator } from './$types';

// Made with the app and installed on the phone: it must open without a network, whoever is signed in.
export const prerender = true;
export const entries: EntryGenerator = () => [{ lang: 'zh' }, { lang: 'en' }];
