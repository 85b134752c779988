import type { EntryGenerator } from './$types';

// Made with the app and installed on the phone. Which lists are kept here is known in the browser only.
export const prerender = true;
export const entries: EntryGenerator = () => [{ lang: 'zh' }, { lang: 'en' }];
