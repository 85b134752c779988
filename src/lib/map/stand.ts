import { mount, unmount, type Component } from 'svelte';
import { contextOf } from '$lib/i18n/context';
import type { Lang } from '$lib/i18n/lang';
import type { Namespace } from '$lib/i18n/resources';
import { translator } from '$lib/i18n/translate';
import { pause } from './schematic';

/** Shows a map in its slot, as an app of its own; one that breaks is taken away before `onbroken`. */
export async function stand(
  slot: HTMLElement,
  part: Component<never>,
  lang: Lang,
  words: Namespace[],
  { onbroken, ...props }: { onbroken: () => void }
): Promise<void> {
  const context = contextOf(await translator(lang, words));
  await pause();
  slot.replaceChildren();
  const shown = mount(part as Component<{ onbroken: () => void }>, {
    target: slot,
    context,
    props: { ...props, onbroken: () => void unmount(shown).then(onbroken) }
  });
}
