import type { Group } from './formValues';

/**
 * Reported most often, first: cooking fumes and the noise of daily life lead the district's complaints in the city's
 * monthly bulletins of 2020 to 2022. The rest are those people look for under several groups.
 */
const OFTEN = ['air.fume', 'noise.neighbour', 'noise.square', 'noise.construction', 'air.odour', 'waste.overflow'];

export function mostOften(groups: readonly Group[]): Group['categories'] {
  const all = groups.flatMap(({ categories }) => categories);
  return OFTEN.flatMap((code) => all.find((category) => category.code === code) ?? []);
}

/** The categories whose name, or whose group's name, holds all the words that were typed. */
export function find(groups: readonly Group[], typed: string): Group[] {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase();
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const fits = (text: string) => words.every((word) => plain(text).includes(word));
  return groups
    .map((group) => ({ ...group, categories: group.categories.filter(({ name }) => fits(`${name} ${group.name}`)) }))
    .filter(({ categories }) => categories.length > 0);
}
