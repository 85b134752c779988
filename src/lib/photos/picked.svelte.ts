import type { Point } from '$lib/map/coordinates';
import { MOST } from './most';

/** A photo as the phone keeps it. */
export type Small = Pick<Photo, 'sha256' | 'blob' | 'place'>;

export interface Photo {
  sha256: string;
  blob: Blob;
  /** For the preview; revoked when the photo is taken out. */
  url: string;
  place: Point | null;
  arrived: boolean;
}

/** Whether this browser can make photos small by itself. Where it cannot, the form sends the files as they are. */
export const canShrink = (): boolean =>
  typeof Worker === 'function' && typeof OffscreenCanvas === 'function' && typeof crypto.subtle === 'object';

/** The photos chosen for one report, in this tab. They are declared with the form and sent once it has arrived. */
export class Picked {
  photos: Photo[] = $state([]);
  /** How many are still being made small. */
  working = $state(0);
  refused: { name: string; code: string }[] = $state([]);
  /** How many have arrived, while they are being sent; null before. */
  sent: number | null = $state(null);

  /** @param onchange what to do whenever somebody adds a photo or takes one out */
  constructor(readonly onchange: (photos: Small[]) => void = () => undefined) {}

  /** Has them kept as they are now. */
  keep(): void {
    this.onchange(this.photos.map(({ sha256, blob, place }) => ({ sha256, blob, place: place && { ...place } })));
  }

  /** Shows again what the phone has kept; what was chosen meanwhile stays, and is kept with it. */
  restore(kept: Small[]): void {
    const isNew = this.photos.length > 0;
    for (const { sha256, blob, place } of kept) this.#take({ sha256, blob, place });
    if (isNew) this.keep();
  }

  #take(photo: Small): void {
    if (this.photos.length >= MOST || this.photos.some(({ sha256 }) => sha256 === photo.sha256)) return;
    this.photos.push({ ...photo, url: URL.createObjectURL(photo.blob), arrived: false });
  }

  /** While somebody looks for a photo, what makes it small gets ready. */
  prepare(): void {
    void import('./shrink').then(({ prepare }) => prepare()).catch(() => undefined);
  }

  async add(files: Iterable<File>): Promise<void> {
    this.refused = [];
    const chosen = [...files];
    this.working += chosen.length;
    const { shrink } = await import('./shrink');
    for (const file of chosen) {
      const shrunk = this.photos.length < MOST ? await shrink(file) : { code: 'photos_too_many' };
      this.working--;
      if ('code' in shrunk) this.refused.push({ name: file.name, code: shrunk.code });
      else this.#take(shrunk);
    }
    this.keep();
  }

  remove(sha256: string): void {
    this.#drop(sha256);
    this.keep();
  }

  #drop(sha256: string): void {
    const gone = this.photos.find((photo) => photo.sha256 === sha256);
    if (gone) URL.revokeObjectURL(gone.url);
    this.photos = this.photos.filter((photo) => photo !== gone);
  }

  clear(): void {
    for (const { sha256 } of [...this.photos]) this.#drop(sha256);
    this.sent = null;
    this.refused = [];
  }
}
