import { between, MOST_RECTANGLES, type Rectangle, type Size } from './cover';

/** The rectangles on a photo while somebody draws them, with the steps back. */
export class Covering {
  readonly size: Size;
  rectangles: Rectangle[] = $state([]);
  /** Which one is in hand; -1 for none. */
  chosen = $state(-1);
  #past: Rectangle[][] = $state([]);

  constructor(size: Size, rectangles: readonly Rectangle[]) {
    this.size = size;
    this.rectangles = [...rectangles];
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get full(): boolean {
    return this.rectangles.length >= MOST_RECTANGLES;
  }

  #put(next: Rectangle[], chosen: number): void {
    this.#past = [...this.#past.slice(-99), $state.snapshot(this.rectangles)];
    this.rectangles = next;
    this.chosen = chosen;
  }

  add(rectangle: Rectangle): void {
    if (!this.full) this.#put([...this.rectangles, rectangle], this.rectangles.length);
  }

  /** One in the middle, to be moved with the keyboard. */
  addInMiddle(): void {
    const { width, height } = this.size;
    this.add(between({ x: width * 0.4, y: height * 0.4 }, { x: width * 0.6, y: height * 0.6 }, this.size));
  }

  change(at: number, rectangle: Rectangle): void {
    this.#put(
      this.rectangles.map((one, i) => (i === at ? rectangle : one)),
      at
    );
  }

  remove(at: number): void {
    if (!this.rectangles[at]) return;
    this.#put(
      this.rectangles.filter((_, i) => i !== at),
      Math.min(at, this.rectangles.length - 2)
    );
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.rectangles = before;
    this.chosen = Math.min(this.chosen, before.length - 1);
  }
}
