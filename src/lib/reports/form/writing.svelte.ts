import { untrack } from 'svelte';
import type { Typed } from '../formFields';
import { clearDraft, readDraft, writeDraft, type Draft } from './draft';
import { fresh } from './fresh';
import { fillForm, saysSomething, type Chosen, type FormValues } from './formValues';
import type { Named } from './named';

interface Given {
  chosen: Chosen;
  /** The id and key that were made with this form. */
  fresh: { id: string; key: string };
  /** What came back with an error or a switch of language. */
  returned: { typed: Typed } | null;
  /** What the address says: the answer to the danger question, the place it is about. */
  given: Partial<Typed>;
  /** What the phone has kept of a tab that is gone. */
  kept: Draft | undefined;
  /** Reports of this device that have arrived: their draft is over. */
  arrived: string[];
  /** The public case that this is about. */
  named: Named | null;
}

const PLACE = ['lat', 'lng', 'subdistrict', 'landmark', 'place'] as const;

/**
 * What is being written, and the id and key of the report it will be. From its beginning on it belongs to the person:
 * only `renew` and `startOver` take new values from outside.
 */
export class Writing {
  #given: () => Given;
  values: FormValues = $state()!;
  id: string = $state()!;
  key: string = $state()!;
  /** Something of an earlier visit stands here. */
  restored = $state(false);
  #taken: Draft | undefined;
  /** As the address filled it: before anybody wrote more, there is nothing for the phone to keep, and no code to fetch for that. */
  #begun: string;

  constructor(given: () => Given) {
    this.#given = given;
    const { returned, fresh, given: said, chosen } = untrack(given);
    this.values = fillForm(returned?.typed ?? said, chosen.questions);
    this.#begun = returned ? '' : JSON.stringify(this.values);
    this.id = returned?.typed.id || fresh.id;
    this.key = returned ? (returned.typed.key ?? '') : fresh.key;
  }

  /** The case that this says is back; it gave the place to begin with. */
  #back(): string | undefined {
    const { named } = this.#given();
    return named?.as === 'again_of' ? named.id : undefined;
  }

  #restore(draft: Draft): void {
    const { chosen, given } = this.#given();
    const before = fillForm(draft.typed, chosen.questions);
    // What was typed before this script arrived is newer than the draft.
    const written = Object.fromEntries(
      Object.entries(this.values).filter(([, value]) => typeof value === 'string' && value !== '' && value !== 'off')
    );
    // A place is kept whole: half of that in the address and half of that in the draft would lead to neither.
    const isElsewhere = PLACE.some((name) => given[name]) || draft.typed.again_of !== this.#back();
    const place = isElsewhere ? Object.fromEntries(PLACE.map((name) => [name, this.values[name]])) : {};
    this.values = { ...before, ...written, ...place };
    ({ id: this.id, key: this.key } = draft);
    this.restored = saysSomething(before);
  }

  /** Once this browser has taken over. */
  start(): void {
    const { returned, arrived } = this.#given();
    const draft = readDraft();
    if (draft && arrived.includes(draft.id)) void clearDraft(draft.id);
    else if (draft && !returned) this.#restore(draft);
  }

  /** What the phone kept is found a little later. */
  takeKept(): void {
    const { kept, returned } = this.#given();
    if (!kept || kept === this.#taken) return;
    this.#taken = kept; // once: after the form was cleared it must not come back
    if (kept.id !== untrack(() => this.id) && !returned) this.#restore(kept);
  }

  keep(): void {
    const back = this.#back();
    const values = $state.snapshot(this.values);
    const touched = saysSomething(values) && JSON.stringify(values) !== this.#begun;
    writeDraft({ id: this.id, key: this.key, typed: { ...values, ...(back ? { again_of: back } : {}) } }, touched);
  }

  /** The same words as another report. */
  renew(): void {
    ({ id: this.id, key: this.key } = fresh());
  }

  /** Nothing is waited for: what is typed or chosen right afterwards must not go with what is cleared. */
  startOver(): void {
    void clearDraft(this.id);
    this.renew();
    const { given, chosen } = this.#given();
    this.values = fillForm(given, chosen.questions);
    this.restored = false;
  }
}
