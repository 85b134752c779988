/**
 * A sheet is what an editor may change of a thing, as SQL keeps it. A form shows it as flat texts, `stops.0.name_zh`, so that
 * it works without JavaScript and gives back whatever was typed. The two functions are each other's inverse.
 */
import { fieldsOf, FORMS, type Field } from './fields';
import { CHOICES, FACILITIES, type Green } from './kinds';

export type Sheet = Record<string, unknown>;
export type Typed = Record<string, string>;
export type Errors = Record<string, string>;

const NUMBER = /^-?\d{1,9}(\.\d{1,12})?$/;
const DAY = /^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A day that there is: 2026-02-30 is none. */
export const isDayText = (text: string): boolean =>
  DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
export const isWhole = (text: string): boolean => /^\d{1,9}$/.test(text);

/** "1-5, 7" → [1, 2, 3, 4, 5, 7]; null where it is no list of whole numbers below a hundred. */
export function numbersIn(text: string): number[] | null {
  const found = new Set<number>();
  for (const part of text.split(/[\s,，、;；]+/).filter(Boolean)) {
    const [, from, to] = /^(\d{1,2})(?:[-–~](\d{1,2}))?$/.exec(part) ?? [];
    if (!from) return null;
    for (let n = Number(from); n <= Number(to ?? from); n++) found.add(n);
  }
  return [...found].sort((a, b) => a - b);
}

const codesIn = (text: string) => [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))];

/** One typed text as SQL wants it; undefined where it does not fit, with the code of the reason. */
function valueOf(field: Field, text: string): { value?: unknown; code?: string } {
  const typed = text.normalize('NFC').trim();
  if (field.as === 'codes') return { value: codesIn(typed) };
  if (typed === '') return { value: null };
  if (field.as === 'whole') return isWhole(typed) ? { value: Number(typed) } : { code: 'number_wrong' };
  if (field.as === 'decimal') return NUMBER.test(typed) ? { value: Number(typed) } : { code: 'number_wrong' };
  if (field.as === 'day') return isDayText(typed) ? { value: typed } : { code: 'date_wrong' };
  if (field.as === 'flag') return { value: typed === 'yes' };
  if (field.as === 'numbers') {
    const numbers = numbersIn(typed);
    return numbers && numbers.length > 0 ? { value: numbers } : { code: 'number_wrong' };
  }
  if (field.as === 'choice')
    return (CHOICES[field.choice!] as readonly string[]).includes(typed) ? { value: typed } : { code: 'word_unknown' };
  return typed.length > 4000 ? { code: 'long' } : { value: typed };
}

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map((one) => codeOf(one)).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
/** Subdistricts and boards of a reach are rows with a source; a form shows their codes. */
const codeOf = (one: unknown): string => {
  if (one && typeof one === 'object') {
    const row = one as Record<string, unknown>;
    return String(row.subdistrict_code ?? row.code ?? '');
  }
  return String(one);
};

/** What the form shows of a sheet. */
export function typedOf(kind: Green, sheet: Sheet): Typed {
  const typed: Typed = {};
  const form = FORMS[kind];
  for (const { name } of fieldsOf(form)) typed[name] = textOf(sheet[name]);
  for (const { name, fields } of form.lists)
    ((sheet[name] ?? []) as Sheet[]).forEach((item, i) => {
      for (const field of fields) typed[`${name}.${i}.${field.name}`] = textOf(item[field.name]);
    });
  if (form.facilities)
    for (const facility of FACILITIES) {
      const known = (sheet.facilities as Record<string, Sheet> | undefined)?.[facility];
      for (const part of ['present', 'checked_at', 'source'])
        typed[`facilities.${facility}.${part}`] = textOf(known?.[part]);
    }
  return typed;
}

/** How many items of a list the form holds. */
export const itemsIn = (typed: Typed, list: string): number =>
  Object.keys(typed).reduce((most, key) => {
    const [, n] = new RegExp(`^${list}\\.(\\d{1,2})\\.`).exec(key) ?? [];
    return n && typed[key] !== '' ? Math.max(most, Number(n) + 1) : most;
  }, 0);

/**
 * The sheet that was typed, over what stands (`before`): what the form does not show stays, and a fact that was not touched
 * keeps how it is known. A made-up fact that somebody changed is made up no longer. What was unknown may stay so.
 */
export function sheetOf(kind: Green, typed: Typed, before: Sheet): { sheet: Sheet; errors: Errors } {
  const sheet: Sheet = {};
  const errors: Errors = {};
  const form = FORMS[kind];
  const isNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  const take = (into: Sheet, field: Field, key: string) => {
    const { value, code } = valueOf(field, typed[key] ?? '');
    const wasNothing = into === sheet && isNothing(before[field.name]);
    if (code) errors[key] = code;
    else if (field.needed && isNothing(value) && !wasNothing) errors[key] = 'needed';
    else into[field.name] = value;
  };
  for (const field of fieldsOf(form)) take(sheet, field, field.name);
  for (const { name, fields } of form.lists) {
    const items: Sheet[] = [];
    for (let i = 0; i < itemsIn(typed, name); i++) {
      if (!(typed[`${name}.${i}.${fields[0]!.name}`] ?? '').trim()) continue;
      const item: Sheet = {};
      for (const field of fields) take(item, field, `${name}.${i}.${field.name}`);
      items.push(item);
    }
    sheet[name] = items;
  }
  if (form.facilities) sheet.facilities = facilitiesOf(typed, before, errors);
  return { sheet, errors };
}

function facilitiesOf(typed: Typed, before: Sheet, errors: Errors): Record<string, Sheet> {
  const facilities: Record<string, Sheet> = {};
  const stood = (before.facilities ?? {}) as Record<string, Sheet>;
  const was = typedOf('place', before);
  for (const facility of FACILITIES) {
    const key = (part: string) => `facilities.${facility}.${part}`;
    const present = typed[key('present')] ?? '';
    const untouched = ['present', 'checked_at', 'source'].every((part) => (typed[key(part)] ?? '') === was[key(part)]);
    if (untouched && stood[facility]) facilities[facility] = stood[facility];
    else if (present !== '') {
      const day = valueOf({ name: '', as: 'day' }, typed[key('checked_at')] ?? '');
      if (day.code) errors[key('checked_at')] = day.code;
      const source = (typed[key('source')] ?? '').trim();
      if (present !== 'unknown' && !source) errors[key('source')] = 'needed';
      facilities[facility] = { present, checked_at: day.value ?? null, source: source || null, demo: false };
    }
  }
  return facilities;
}
