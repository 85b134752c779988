import type { Rectangle } from '$lib/cover/cover';

/** A photo of a case and what was decided about it. `gone`: it was released, and its covered picture is there no more. */
export interface CasePhoto {
  sha256: string;
  /** 1 to 4, as the reporter sent them. */
  position: number;
  /** Of the large picture, in pixels. */
  width: number;
  height: number;
  state: 'waiting' | 'withheld' | 'released' | 'gone';
  /** The public address, while it is public. */
  name: string | null;
  rectangles: Rectangle[];
  alt_zh: string;
  alt_en: string;
  nothing_identifies: boolean;
}

/** What the form of a photo said. */
export interface PhotoTyped {
  rectangles: Rectangle[];
  alt_zh: string;
  alt_en: string;
  nothing_identifies: boolean;
  /** The id that was made with the form. */
  form: string;
  /** The rectangles that the preview shows; null when there is none. */
  previewed: string | null;
}

/** The photo to look at after this one: the next that nobody has decided about; null when there is none. */
export const nextToLookAt = (photos: readonly CasePhoto[], after: number): CasePhoto | null => {
  const waiting = photos.filter(
    ({ state, position }) => (state === 'waiting' || state === 'gone') && position !== after
  );
  return waiting.find(({ position }) => position > after) ?? waiting[0] ?? null;
};
