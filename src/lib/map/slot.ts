import type { Component } from 'svelte';
import type { Namespace } from '$lib/i18n/resources';

/** What shows a map, and the map with what stands on it; fetched when they are wanted. */
type Parts = [typeof import('./stand'), { default: Component<never> }];

/**
 * The whole script of a page whose only living part is its map: the map takes the place of what stands in its slot
 * (`MapSlot.svelte`). Where it cannot, that stays, and says so.
 */
export async function fillSlot(words: Namespace[], parts: () => Promise<Parts>): Promise<void> {
  const slot = document.querySelector<HTMLElement>('[data-map]');
  const stead = slot?.firstElementChild;
  if (!slot || !stead) return;
  const { lang, failed, ...props } = JSON.parse(slot.dataset.map!);
  const giveUp = () => {
    stead.className = '';
    const said = stead.querySelector('[role=status]');
    if (said) said.textContent = failed;
    slot.replaceChildren(stead);
  };
  try {
    const [{ stand }, { default: part }] = await parts();
    await stand(slot, part, lang, words, { ...props, onbroken: giveUp });
  } catch {
    giveUp();
  }
}
