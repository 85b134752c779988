/** Reads a posted form with its zod schema and keeps what was typed, so that nothing is lost when something is missing. */
import type { z } from 'zod';

export type Values = Record<string, string | string[]>;

/** Field name to code; the code is a key of the `errors` words, of the shell or of the feature. */
export type Errors = Record<string, string>;

export type Reading<T> = { data: T; values: Values; errors?: never } | { data?: never; values: Values; errors: Errors };

/** Never echoed into a page, whatever the form. */
const SECRET = /password|secret|token|^key$/i;

/** Several values of one name become a list; files and secrets are left out of `values`. */
export function read<S extends z.ZodType>(schema: S, form: FormData): Reading<z.output<S>> {
  const sent: Values = {};
  for (const name of new Set(form.keys())) {
    const texts = form.getAll(name).filter((value) => typeof value === 'string');
    if (texts.length > 0) sent[name] = texts.length > 1 ? texts : texts[0]!;
  }
  const values = Object.fromEntries(Object.entries(sent).filter(([name]) => !SECRET.test(name)));
  const result = schema.safeParse(sent);
  if (result.success) return { data: result.data, values };
  const errors: Errors = {};
  for (const { path, message } of result.error.issues) errors[String(path[0] ?? 'form')] ??= message;
  return { values, errors };
}

/** A typed text for a control, blank when there is none. */
export const typed = (values: Values | undefined, name: string): string => [values?.[name] ?? ''].flat()[0] ?? '';
