import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

interface Drawing {
  name: string;
  size: number;
  node: [tag: string, attributes: Record<string, string>][];
}

const ICON = /@lucide[\\/]svelte[\\/]dist[\\/]icons[\\/][a-z0-9-]+\.svelte$/;

const attributes = (all: Record<string, string>) =>
  Object.entries(all)
    .filter(([name]) => name !== 'key')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

/**
 * An icon of Lucide as the drawing that it is, with a size and nothing else to set. Its own component builds the drawing out of data
 * and spreads what it is given over every line, each time: thirty of them were a third of the start of a page on a phone.
 */
export function plain(code: string): string {
  const [, data] = /^const iconData = (\{.*\});$/m.exec(code) ?? [];
  if (!data) throw new Error('scripts/icons.ts: Lucide does not say its icons in data any more.');
  const { size, node } = JSON.parse(data) as Drawing;
  const lines = node.map(([tag, all]) => `<${tag}${attributes(all)} />`).join('');
  return `<script>
  let { size = 24 } = $props();
</script>

<svg width={size} height={size} viewBox="0 0 ${String(size)} ${String(size)}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${lines}</svg>
`;
}

export const icons: Plugin = {
  name: 'plain-icons',
  enforce: 'pre',
  load: { filter: { id: ICON }, handler: (id) => plain(readFileSync(id, 'utf8')) }
};
