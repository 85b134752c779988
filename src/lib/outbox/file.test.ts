import { expect, it } from 'vitest';
import { translator } from '$lib/i18n/translate';
import type { Item } from '$lib/offline/outbox';
import { page } from './file';

it('is a page that stands alone, with the words and photos, and without the key', async () => {
  const key = 'ab'.repeat(16);
  const item = {
    label: '餐饮油烟',
    fields: [
      ['id', 'r'],
      ['key', key],
      ['description', '油烟 <很大>\n天天有'],
      ['landmark', '枣营北里'],
      ['contact_phone', '']
    ],
    photos: []
  } as unknown as Item;
  const html = page(await translator('zh', ['common', 'outbox']), '11月27日', item, ['data:image/webp;base64,AAAA']);
  expect(html).toContain('<dt>情况</dt><dd>油烟 &#60;很大&#62;\n天天有</dd>');
  expect(html).toContain('<dt>事项</dt><dd>餐饮油烟</dd>');
  expect(html).toContain('<img src="data:image/webp;base64,AAAA" alt="">');
  expect(html).not.toContain(key);
  expect(html).not.toContain('电话');
  expect(html).toContain('lang="zh-Hans"');
});
