import { errorText } from '$lib/i18n/errorText';
import { translator, type Translate } from '$lib/i18n/translate';
import type { FormErrors, Typed } from '../formFields';
import type { Checked } from '../reportForm';
import { STEPS, stepOf, type Step } from './steps';

/** Where to go for what has no control of its own. */
const CONTROLS: Record<string, string> = {
  place: 'subdistrict',
  strays: 'words',
  photo_sha256: 'photos',
  form: 'send',
  id: 'send',
  key: 'send',
  category: 'send',
  joins: 'named',
  again_of: 'named'
};

interface Given {
  t: Translate;
  /** What the server found. */
  returned: () => FormErrors | undefined;
  /** The sentences, when they came with the page. */
  refusals: () => Translate | null;
  /** The form as it stands. */
  typed: () => Typed;
}

const byStep = (a: string, b: string) => STEPS.indexOf(stepOf(a)) - STEPS.indexOf(stepOf(b));

/** What is wrong with the form: found by this browser before sending, or said by the server. */
export class Mistakes {
  #given: Given;
  #found: FormErrors | null = $state.raw(null);
  // The schema and the sentences come with the first touch of the form. Should they not arrive, the server checks alone.
  #check: (typed: Typed) => Checked = $state.raw(() => ({ ok: false, errors: {} }));
  #words: Translate | null = $state.raw(null);

  readonly all = $derived.by(() => this.#found ?? this.#given.returned() ?? {});
  /**
   * A mistake that was found here is gone at its field as soon as it is mended. The summary stays until all are, so that
   * the focus does not jump to it while somebody types.
   */
  #mended = $derived.by(() => {
    if (!this.#found) return [];
    const now = this.#check(this.#given.typed());
    return Object.keys(this.#found).filter((field) => now.ok || !now.errors[field]);
  });
  readonly summary = $derived.by(() =>
    Object.entries(this.#mended.length < Object.keys(this.all).length ? this.all : {})
      .filter(([, code]) => code !== 'report_differs')
      .map(([field, code]) => ({ field: CONTROLS[field] ?? field, text: this.#say(code) }))
      .sort((a, b) => byStep(a.field, b.field))
  );
  /** Where to look first. */
  readonly firstStep: Step | undefined = $derived.by(() => {
    const [first] = Object.keys(this.all).sort(byStep);
    return first === undefined ? undefined : stepOf(first);
  });

  constructor(given: Given) {
    this.#given = given;
  }

  #say(code: string): string {
    const { t, refusals } = this.#given;
    const known = [this.#words, refusals()].find((words) => words?.lang === t.lang);
    if (!known && this.#words) void this.prepare(); // the language was switched
    return errorText(known ?? t, code);
  }

  /** The sentence for a field, if something is wrong with it. */
  of = (field: string): string | undefined =>
    this.all[field] && !this.#mended.includes(field) ? this.#say(this.all[field]) : undefined;

  /** Fetches what checks and what explains. */
  prepare = async (): Promise<void> => {
    const { t } = this.#given;
    await Promise.all([
      import('../reportForm').then((module) => (this.#check = module.check)),
      this.#words?.lang === t.lang ||
        translator(t.lang, [...t.namespaces, 'errors', 'refusals']).then((words) => (this.#words = words))
    ]).catch(() => undefined);
  };

  /** @returns what is wrong with the fields that `isMeant` picks, shown at once; false when nothing is */
  async find(typed: Typed, isMeant: (field: string) => boolean = () => true): Promise<boolean> {
    await this.prepare();
    const result = this.#check(typed);
    const wrong = Object.entries(result.ok ? {} : result.errors).filter(([field]) => isMeant(field));
    if (wrong.length > 0) this.#found = Object.fromEntries(wrong);
    return wrong.length > 0;
  }

  /** Nothing is wrong any more, as far as is known here. */
  forget(): void {
    this.#found = {};
  }

  /** From here on the server's word counts. */
  listen(): void {
    this.#found = null;
  }
}
