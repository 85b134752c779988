import type { Lang } from '$lib/i18n/lang';
import type { Unsent } from '$lib/outbox/unsent';
import { Picked } from '$lib/photos/picked.svelte';
import { keepPhotos } from '$lib/reports/form/draft';

interface Given {
  lang: Lang;
  /** The category, in words. */
  label: string;
  /** Who is signed in. */
  account: { id: string; email: string } | null;
  fresh: { id: string; key: string };
}
type How = 'again' | 'later' | 'without';

/** What a form does beside its words: its photos follow it, and what does not get through is kept on this phone. */
export class Sending {
  #given: () => Given;
  readonly picked: Picked;
  /** Asks what becomes of photos that did not get through. */
  choose: ((how: How) => void) | null = $state(null);
  /** What to say of a form that did not get through. */
  unsent: Unsent | null = $state.raw(null);

  constructor(given: () => Given) {
    this.#given = given;
    // Chosen before the category or after: the page stays the same while the form changes.
    this.picked = new Picked((photos) => void keepPhotos(photos, given().fresh));
  }

  #afterwards = () => import('./afterwards');
  #all() {
    const { lang, label, account } = this.#given();
    return { lang, label, account, photos: this.picked.photos };
  }

  /** With the first touch, so that it is there when the network is not. */
  prepare = (): void =>
    void this.#afterwards()
      .then(({ words }) => words(this.#given().lang))
      .catch(() => undefined);

  keep = async (form: Iterable<[string, FormDataEntryValue]>, failed: boolean, received = false): Promise<boolean> => {
    this.unsent = await (await this.#afterwards()).keep(form, { ...this.#all(), failed, received });
    return !this.unsent.failure;
  };

  /** Before it goes. A browser that keeps nothing sends all the same. @returns how to take it back, because the form has it again */
  posting = (form: FormData): Promise<() => Promise<unknown>> =>
    this.#afterwards()
      .then(({ posting }) => posting(form, this.#all()))
      .catch(() => async () => undefined);

  /** @returns whether all are there, or false when the person went on without */
  sendPhotos = async (id: string, key: string): Promise<boolean> => {
    const { sendPhotos } = await this.#afterwards();
    return sendPhotos(this, this.#given().lang, id, key);
  };
}
