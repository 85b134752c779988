/** Names of units, places and categories in the page's language, handed to every component of the desk by context. */
import { getContext, setContext } from 'svelte';

export interface Names {
  groups: { code: string; name: string }[];
  categories: { code: string; group_code: string; name: string }[];
  subdistricts: { code: string; name: string; lat: number; lng: number }[];
  units: { code: string; name: string; kind: string }[];
}

export interface Question {
  code: string;
  kind: 'choice' | 'text' | 'yes_no';
  options: { code: string; label_zh: string; label_en: string }[];
  label_zh: string;
  label_en: string;
}

/** How long a stage may take in this category: configuration, with its source and the day it was set. */
export interface Limit {
  status: string;
  working_days: number;
  as_of: string;
  source_zh: string;
  source_en: string;
}

export interface Template {
  id: string;
  title_zh: string;
  title_en: string;
  text_zh: string;
  text_en: string;
  category_group: string | null;
}

const KEY = Symbol('names');

export const provideNames = (current: () => Names): void => void setContext(KEY, current);

/** `const names = useNames();` then `names.unit(code)`; a code without a name is shown as it is, never hidden. */
export function useNames() {
  const current = getContext<() => Names>(KEY);
  const named = (list: 'groups' | 'categories' | 'subdistricts' | 'units') => (code: string | null) =>
    current()[list].find((row) => row.code === code)?.name ?? code ?? '';
  return {
    all: current,
    group: named('groups'),
    category: named('categories'),
    subdistrict: named('subdistricts'),
    unit: named('units')
  };
}

/** An answer to a category question in words; choices and yes/no have labels, text stays as it was typed. */
export function answerWords(question: Question, value: unknown, lang: 'zh' | 'en', yes: string, no: string): string {
  if (question.kind === 'choice') {
    const option = question.options.find(({ code }) => code === value);
    return option ? option[`label_${lang}`] : String(value);
  }
  if (question.kind === 'yes_no') return value === true || value === 'yes' ? yes : no;
  return String(value);
}
