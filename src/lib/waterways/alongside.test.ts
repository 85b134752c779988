import { expect, test } from 'vitest';
import { alongside } from './waterway';

test('a way that is named after a river leads to the river, and no other does', () => {
  const rivers = ['亮马河', '清河', '坝河'].map((name_zh) => ({ name_zh, name_en: name_zh }));
  const along = (name_zh: string) => alongside(rivers, { name_zh }).map((river) => river.name_zh);
  expect(along('亮马河滨水步道')).toEqual(['亮马河']);
  expect(along('清河下段绿道')).toEqual(['清河']);
  expect(along('望京海棠花溪')).toEqual([]);
});
