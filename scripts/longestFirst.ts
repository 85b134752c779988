import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes long begins first, so that no worker is left alone with it at the end. The first two run side by side: on a
 * server the stories about public surfaces wait for every transaction that writes meanwhile, and those of the mutants are long.
 */
const LONGEST = [
  'moves.property.test.ts',
  'public-surfaces.property.test.ts',
  'mutants.test.ts',
  'http.test.ts',
  'import.test.ts'
];

const placeOf = ({ moduleId }: TestSpecification) => {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
  return place < 0 ? LONGEST.length : place;
};

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
