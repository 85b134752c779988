/** The parts of a photo that the public must not see, as rectangles in whole pixels of the large picture. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

export const MOST_RECTANGLES = 20;
/** Boxes on a side of the grid that covers by ticking. */
export const GRID = 8;

const within = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most);

/** The rectangle between two corners, inside the picture, at least one pixel large. */
export function between(a: { x: number; y: number }, b: { x: number; y: number }, size: Size): Rectangle {
  const [left, right] = [within(Math.min(a.x, b.x), size.width - 1), within(Math.max(a.x, b.x), size.width)];
  const [top, bottom] = [within(Math.min(a.y, b.y), size.height - 1), within(Math.max(a.y, b.y), size.height)];
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** As near to what was typed as the picture allows. */
export const fitted = ({ x, y, width, height }: Rectangle, size: Size): Rectangle =>
  between({ x, y }, { x: x + width, y: y + height }, size);

/** Moved as a whole; it stops at the edge and keeps its size. */
export const moved = (r: Rectangle, dx: number, dy: number, size: Size): Rectangle => ({
  ...r,
  x: within(r.x + dx, size.width - r.width),
  y: within(r.y + dy, size.height - r.height)
});

/** Larger or smaller at its lower right corner. */
export const resized = (r: Rectangle, dx: number, dy: number, size: Size): Rectangle => ({
  ...r,
  width: Math.max(1, within(r.width + dx, size.width - r.x)),
  height: Math.max(1, within(r.height + dy, size.height - r.y))
});

const ARROWS: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
};

/** What an arrow key makes of a rectangle: a hundredth of the picture; with shift its size, with alt one pixel. */
export function pressed(
  r: Rectangle,
  { key, shiftKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>,
  size: Size
): Rectangle | null {
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const step = altKey ? 1 : Math.max(1, Math.round(Math.max(size.width, size.height) / 100));
  return (shiftKey ? resized : moved)(r, arrow[0] * step, arrow[1] * step, size);
}

/** Ticked boxes (`column,row`) as few rectangles: runs of a row, and rows alike under one another. */
export function fromCells(cells: readonly string[], size: Size): Rectangle[] {
  const ticked = new Set(cells.filter((cell) => /^[0-7],[0-7]$/.test(cell)));
  const open: { from: number; to: number; top: number; bottom: number }[] = [];
  for (let row = 0; row < GRID; row++)
    for (let from = 0; from < GRID; from++) {
      if (!ticked.has(`${from},${row}`)) continue;
      let to = from + 1;
      while (ticked.has(`${to},${row}`)) to++;
      const above = open.find((run) => run.bottom === row && run.from === from && run.to === to);
      if (above) above.bottom++;
      else open.push({ from, to, top: row, bottom: row + 1 });
      from = to;
    }
  // Outward to whole pixels, so that no strip stays between two boxes.
  const edge = (n: number, length: number, way: 'floor' | 'ceil') => Math[way]((n * length) / GRID);
  return open.map(({ from, to, top, bottom }) => {
    const x = edge(from, size.width, 'floor');
    const y = edge(top, size.height, 'floor');
    return { x, y, width: edge(to, size.width, 'ceil') - x, height: edge(bottom, size.height, 'ceil') - y };
  });
}

const SIDES = ['x', 'y', 'width', 'height'] as const;

/** The rectangles of a posted form: rows of numbers, and ticked boxes. A row without any number is none. */
export function readForm(form: FormData, size: Size): { rectangles: Rectangle[]; wrong: boolean } {
  const columns = SIDES.map((side) => form.getAll(side).map((value) => String(value).trim()));
  const rows = Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, i) =>
    columns.map((column) => column[i] ?? '')
  ).filter((row) => row.some(Boolean));
  const numbers = rows.map(([x = '', y = '', width = '', height = '']) => ({
    x: whole(x),
    y: whole(y),
    width: whole(width),
    height: whole(height)
  }));
  const rectangles = [...numbers, ...fromCells(form.getAll('cell').map(String), size)];
  return { rectangles, wrong: rectangles.length > MOST_RECTANGLES || !rectangles.every((r) => isInside(r, size)) };
}

/** What is no whole number comes back to the form as it was typed, and is not inside. */
const whole = (typed: string) => (typed === '' ? NaN : Number(typed));

const isInside = ({ x, y, width, height }: Rectangle, size: Size) =>
  [x, y, width, height].every(Number.isInteger) &&
  width >= 1 &&
  height >= 1 &&
  x >= 0 &&
  y >= 0 &&
  x + width <= size.width &&
  y + height <= size.height;

/** For an address: `x,y,width,height` with a dot between rectangles. */
export const write = (rectangles: readonly Rectangle[]): string =>
  rectangles.map(({ x, y, width, height }) => [x, y, width, height].join(',')).join('.');

/** Reads what `write` wrote; null when it is anything else. */
export function read(text: string): Rectangle[] | null {
  if (text === '') return [];
  if (!/^\d{1,4}(,\d{1,4}){3}(\.\d{1,4}(,\d{1,4}){3}){0,19}$/.test(text)) return null;
  return text.split('.').map((one) => {
    const [x = 0, y = 0, width = 0, height = 0] = one.split(',').map(Number);
    return { x, y, width, height };
  });
}
