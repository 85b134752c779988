/**
 * The words of a complaint sheet, made from a report by template. The same lines come out in both languages, one by one:
 * the Chinese ones are the sheet, the English ones explain it to a reporter who does not read Chinese.
 */
import * as format from '$lib/i18n/format';
import type { Lang } from '$lib/i18n/lang';
import type { Key } from '$lib/i18n/resources';
import type { Translate } from '$lib/i18n/translate';

/** What of a report goes onto its sheet. No contact: that is written on the device, if at all. */
export interface Reported {
  code: string;
  description: string;
  lat: number | null;
  lng: number | null;
  subdistrict_guessed: boolean;
  landmark: string | null;
  place: string | null;
  happened_at: string | null;
  time_pattern: string | null;
  photos: readonly unknown[];
  received_at: string;
}

/** Names and answers in the language of the lines. */
export interface Words {
  category: string;
  subdistrict: string;
  answers: { question: string; answer: string }[];
}

export interface Line {
  id: string;
  term: string;
  text: string;
  /** The language of the text, where it is the reporter's own. */
  lang?: Lang;
}

/** By its letters, as a person may write either language on either page. A shop's Chinese name leaves a sentence English. */
function languageOf(words: string): Lang {
  const han = words.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = words.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return latin > han ? 'en' : 'zh';
}

/** `t` needs the namespaces `sheet` and `words`. The address comes first, as it is what a hotline asks first. */
export function sheetLines(t: Translate, report: Reported, { category, subdistrict, answers }: Words): Line[] {
  const zh = t.lang === 'zh';
  const where = [subdistrict, report.landmark, report.place].filter(Boolean).join(zh ? '，' : ', ');
  const moment = (at: string) => format.dateTime(t.lang, at, 0); // paper outlives the year: it is always named
  const spoken = languageOf(report.description);
  const lines: (Line | false)[] = [
    {
      id: 'where',
      term: t('sheet:line.where'),
      text: where ? t('sheet:line.where_value', { where }) : t('sheet:line.where_district')
    },
    report.lat !== null &&
      report.lng !== null && {
        id: 'point',
        term: t('sheet:line.point'),
        text: t(report.subdistrict_guessed ? 'sheet:line.point_guessed' : 'sheet:line.point_value', {
          north: report.lat.toFixed(5),
          east: report.lng.toFixed(5)
        })
      },
    { id: 'problem', term: t('sheet:line.problem'), text: category },
    report.happened_at !== null && {
      id: 'when',
      term: t('sheet:line.when'),
      text: moment(report.happened_at)
    },
    report.time_pattern !== null && {
      id: 'pattern',
      term: t('sheet:line.pattern'),
      text: t(`words:time_pattern.${report.time_pattern}` as Key)
    },
    ...answers.map(({ question, answer }, i) => ({
      id: `answer-${i + 1}`,
      term: question.replace(/[？?]$/, ''),
      text: answer
    })),
    report.description !== '' && {
      id: 'words',
      term: t(spoken === 'zh' ? 'sheet:line.words_zh' : 'sheet:line.words_en'),
      text: spoken === 'zh' ? `「${report.description}」` : `“${report.description}”`,
      lang: spoken
    },
    report.photos.length > 0 && {
      id: 'photos',
      term: t('sheet:line.photos'),
      text: t('sheet:line.photos_value', { count: report.photos.length })
    },
    { id: 'code', term: t('sheet:line.code'), text: t('sheet:line.code_value', { code: report.code }) },
    { id: 'received', term: t('sheet:line.received'), text: moment(report.received_at) }
  ];
  return lines.filter((line) => line !== false);
}
