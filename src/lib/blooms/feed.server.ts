/** The blooms as Atom: an entry for each flower, place and day. */
import { aside } from '$lib/i18n/aside';
import type { Lang } from '$lib/i18n/lang';
import type { Translate } from '$lib/i18n/translate';
import { xml } from '$lib/server/xml';
import { flowerName, placeName, type Day } from './bloom';

interface Feed {
  days: Day[];
  origin: string;
  lang: Lang;
  t: Translate;
  date: (day: string) => string;
}

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** An entry keeps its id: place, flower and day, in this language. It is changed whenever somebody says more of that day. */
export function atom({ days, origin, lang, t, date }: Feed): string {
  const self = `${origin}/feeds/blooms.${lang}.atom`;
  const updated = days.map(({ told_at }) => told_at).reduce((a, b) => (a > b ? a : b), '1970-01-01T00:00:00Z');
  const entries = days.map((day) => {
    const list = day.stages
      .map(({ stage, people }) => `${t(`blooms:stage.${stage}`)} ${t('blooms:people', { count: people })}`)
      .join(lang === 'zh' ? '、' : ', ');
    const title = t('blooms:feed.entry', {
      place: placeName(day, lang),
      flower: flowerName(day, lang),
      stage: t(`blooms:stage.${day.stages[0]!.stage}`)
    });
    const text = t('blooms:feed.text', { date: date(day.day), list });
    const made = day.demo ? aside(lang, t('blooms:demo.tag')) : '';
    return `<entry>
  <id>${xml(`${self}#${day.slug}/${day.flower}/${day.day}`)}</id>
  <title>${xml(title + made)}</title>
  <link href="${xml(`${origin}/${lang}/places/${day.slug}`)}"/>
  <updated>${xml(day.told_at)}</updated>
  <category term="${xml(day.flower)}"/>
  <summary>${xml(text + made)}</summary>
</entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">
<id>${xml(self)}</id>
<title>${xml(t('blooms:feed.title'))}</title>
<subtitle>${xml(t('blooms:lead'))}</subtitle>
<link rel="self" href="${xml(self)}"/>
<link href="${xml(`${origin}/${lang}/blooms`)}"/>
<author><name>${xml(t('common:app.name'))}</name></author>
<rights>CC BY 4.0 ${LICENCE}</rights>
<updated>${xml(updated)}</updated>
${entries.join('\n')}
</feed>
`;
}
