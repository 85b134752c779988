import type { Lang } from './lang';

/** What is said in brackets behind a word: 「有台阶（演示）」, "has steps (demo)". Chinese has brackets of its own and no space. */
export const aside = (lang: Lang, text: string): string => (lang === 'zh' ? `（${text}）` : ` (${text})`);
