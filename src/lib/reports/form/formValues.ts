import type { Typed } from '../formFields';

/** The form as it stands in the browser: every field is there, blank or not. */
export type FormValues = Record<
  | 'description'
  | 'lat'
  | 'lng'
  | 'subdistrict'
  | 'landmark'
  | 'place'
  | 'happened_at'
  | 'time_pattern'
  | 'contact_email'
  | 'contact_phone'
  | 'contact_ok'
  | 'publish'
  | 'mediation'
  | 'danger_answered',
  string
> & { answers: Record<string, string> };

export interface Option {
  value: string;
  label: string;
}
export interface Question {
  code: string;
  kind: 'choice' | 'text' | 'yes_no';
  label: string;
  options: Option[];
}
/** A category with all that its form needs, in the page's language. */
export interface Chosen {
  code: string;
  group: string;
  name: string;
  mediation: boolean;
  questions: Question[];
}
export interface Group {
  code: string;
  name: string;
  categories: { code: string; name: string; group: string }[];
}
export interface Subdistrict {
  code: string;
  name: string;
  kind: 'subdistrict' | 'area';
  lat: number;
  lng: number;
}

/** Whether somebody has said anything yet, beyond what the address or a default gave. */
export const saysSomething = (typed: Partial<Typed>): boolean =>
  [typed.description, typed.landmark, typed.lat, typed.subdistrict, ...Object.values(typed.answers ?? {})].some(
    Boolean
  );

/** Fills the form with what is known; answers to questions of another category stay out, because they would be refused. */
export function fillForm(typed: Partial<Typed>, questions: readonly Question[]): FormValues {
  const text = (value: string | undefined) => value ?? '';
  return {
    description: text(typed.description),
    lat: text(typed.lat),
    lng: text(typed.lng),
    subdistrict: text(typed.subdistrict),
    landmark: text(typed.landmark),
    place: text(typed.place),
    happened_at: text(typed.happened_at),
    time_pattern: text(typed.time_pattern),
    contact_email: text(typed.contact_email),
    contact_phone: text(typed.contact_phone),
    contact_ok: typed.contact_ok || 'off',
    publish: typed.publish || 'off',
    mediation: typed.mediation || 'off',
    danger_answered: text(typed.danger_answered),
    answers: Object.fromEntries(questions.map(({ code }) => [code, text(typed.answers?.[code])]))
  };
}
