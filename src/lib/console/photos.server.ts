/** The photos of a case for whoever decides what the public sees of them. */
import { failureOf } from '$lib/server/failure';
import type { Db, Refusal } from './console.server';
import { readForm, write, type Rectangle, type Size } from '$lib/cover/cover';
import type { CasePhoto, PhotoTyped } from './photos';

/** The photos that have arrived, in their order, each with what was decided about it. */
export async function list(db: Db, report: string): Promise<CasePhoto[]> {
  const [photos, decisions, shown] = await Promise.all([
    db.from('report_photos').select('sha256, position, width, height').eq('report_id', report).order('position'),
    db
      .from('photo_releases')
      .select('sha256, shown, rectangles, alt_zh, alt_en, nothing_identifies, name')
      .eq('report_id', report),
    db.from('published_photos').select('name').eq('report_id', report)
  ]);
  const error = photos.error ?? decisions.error ?? shown.error;
  if (error) throw error;
  const names = new Set(shown.data?.map(({ name }) => name));
  return (photos.data ?? []).flatMap(({ sha256, position, width, height }) => {
    if (width === null || height === null) return [];
    const decided = decisions.data?.find((row) => row.sha256 === sha256);
    const state = !decided
      ? 'waiting'
      : !decided.shown
        ? 'withheld'
        : decided.name && names.has(decided.name)
          ? 'released'
          : 'gone';
    return [
      {
        sha256,
        position,
        width,
        height,
        state,
        name: state === 'released' ? (decided?.name ?? null) : null,
        rectangles: (decided?.rectangles ?? []) as unknown as Rectangle[],
        alt_zh: decided?.alt_zh ?? '',
        alt_en: decided?.alt_en ?? '',
        nothing_identifies: decided?.nothing_identifies ?? false
      } satisfies CasePhoto
    ];
  });
}

/** What the form says, as it was typed and as the rectangles that it means. */
export function readTyped(form: FormData, size: Size): PhotoTyped & { wrong: boolean } {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 2000);
  const { rectangles, wrong } = readForm(form, size);
  return {
    // Rows that are wrong come back as they are; only a whole form has a preview.
    rectangles,
    alt_zh: text('alt_zh'),
    alt_en: text('alt_en'),
    nothing_identifies: form.get('nothing_identifies') === '1',
    form: text('form'),
    previewed: wrong ? null : write(rectangles),
    wrong
  };
}

/** A refusal to be said on the page; what we broke is thrown. */
export const refused = (cause: unknown): Refusal => {
  const { status, code, field } = failureOf(cause);
  if (status >= 500) throw cause;
  return { status, code, ...(field ? { field } : {}) };
};
