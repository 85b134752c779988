import type { Point } from '$lib/map/coordinates';
import { MOST } from './most';

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

  async add(files: Iterable<File>): Promise<void> {
    this.refused = [];
    const chosen = [...files];
    this.working += chosen.length;
    const { shrink } = await import('./shrink');
    for (const file of chosen) {
      const shrunk = this.photos.length < MOST ? await shrink(file) : { code: 'photos_too_many' };
      this.working--;
      if ('code' in shrunk) this.refused.push({ name: file.name, code: shrunk.code });
      else if (!this.photos.some(({ sha256 }) => sha256 === shrunk.sha256))
        this.photos.push({ ...shrunk, url: URL.createObjectURL(shrunk.blob), arrived: false });
    }
  }

  remove(sha256: string): void {
    const gone = this.photos.find((photo) => photo.sha256 === sha256);
    if (gone) URL.revokeObjectURL(gone.url);
    this.photos = this.photos.filter((photo) => photo !== gone);
  }

  clear(): void {
    for (const { sha256 } of [...this.photos]) this.remove(sha256);
    this.sent = null;
    this.refused = [];
  }

  /** Sends what has not arrived yet. @returns whether all of them are there now */
  async send(lang: string, report: string, key: string): Promise<boolean> {
    for (const photo of this.photos) {
      this.sent = this.photos.filter(({ arrived }) => arrived).length;
      if (photo.arrived) continue;
      const address = `/${lang}/reports/${report}/photos/${photo.sha256}${key ? `?key=${key}` : ''}`;
      const headers = { 'content-type': photo.blob.type, accept: 'application/json' };
      const answer = await fetch(address, { method: 'PUT', body: photo.blob, headers }).catch(() => null);
      photo.arrived = answer?.ok ?? false;
    }
    this.sent = this.photos.filter(({ arrived }) => arrived).length;
    return this.sent === this.photos.length;
  }
}
