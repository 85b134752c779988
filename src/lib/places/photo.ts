/** A photo of a place as `place_page` tells it. */
export interface Photo {
  name: string;
  /** Of the large picture, in pixels. */
  width: number;
  height: number;
  alt_zh: string;
  alt_en: string;
  credit: string;
  licence: 'cc0' | 'cc_by' | 'cc_by_sa' | 'public_domain' | 'permission';
  source: string | null;
  /** yyyy-mm-dd */
  taken_on: string | null;
}

/** Where a licence can be read; the others have no page of their own. */
export const LICENCE_PAGES: Partial<Record<Photo['licence'], string>> = {
  cc0: 'https://creativecommons.org/publicdomain/zero/1.0/',
  cc_by: 'https://creativecommons.org/licenses/by/4.0/',
  cc_by_sa: 'https://creativecommons.org/licenses/by-sa/4.0/'
};

export const photoPath = ({ name }: Pick<Photo, 'name'>, size?: 'small' | 'thumb'): string =>
  `/photos/green/${name}.webp${size ? `?size=${size}` : ''}`;
