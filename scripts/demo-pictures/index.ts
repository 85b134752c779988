/**
 * Draws the photos of the demo district: invented scenes in the colours of the app, each with the word 演示 DEMO on it.
 * They go through what a resident's photo goes through (two WebP pictures, without metadata), and one of each scene
 * is covered as a moderator covers it. Run it after a scene changed; what it writes is committed. It needs a font with 汉字.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { HEIGHT, lights, mark, sky, WIDTH, type LightName } from './paint.ts';
import { placeScenes } from './places.ts';
import { scenes, type Scene } from './scenes.ts';
import { suggestionScenes, wildlifeScenes } from './wildlife.ts';

const folder = path.resolve('supabase/seed/demo/pictures');

/** Angle and light of each picture of a scene: as it is, mirrored and nearer, and by another light. */
const views: { light: LightName; mirrored: boolean; near: number }[] = [
  { light: 'day', mirrored: false, near: 1 },
  { light: 'dusk', mirrored: true, near: 1.08 },
  { light: 'night', mirrored: false, near: 1.04 }
];
/** What happens by day only, or in the dark only. */
const without: Record<string, LightName[]> = { puddle: ['day'], catkins: ['night'], dust: ['night'], fans: ['dusk'] };
/** What is covered in the first picture of a scene, in pixels of 960 × 720: the sign or the number plate. */
const covered: Record<string, [x: number, y: number, width: number, height: number]> = {
  fume: [192, 390, 166, 56],
  bins: [18, 322, 146, 56],
  site: [328, 582, 166, 56],
  bbq: [400, 392, 160, 56],
  strip: [840, 506, 78, 38],
  fans: [38, 532, 166, 56],
  dump: [412, 298, 166, 56],
  rubble: [577, 212, 166, 56],
  dust: [878, 534, 70, 34],
  charger: [134, 578, 74, 36],
  drain: [692, 254, 166, 56],
  'corner-dusk': [232, 652, 98, 44]
};
/** Scenes of the green part that are not, or not only, drawn by day. */
const others: Record<string, LightName[]> = {
  lake: ['day', 'dusk'],
  riverside: ['dusk'],
  corner: ['day', 'dusk'],
  heron: ['dusk'],
  hedgehog: ['night']
};

const all: Record<string, Scene> = { ...scenes, ...placeScenes, ...wildlifeScenes, ...suggestionScenes };

function drawn(scene: string, { light, mirrored, near }: (typeof views)[number]): string {
  const l = lights[light];
  const dark = light !== 'day';
  const turn = mirrored ? `translate(${WIDTH} 0) scale(-1 1)` : '';
  const zoom = `translate(${WIDTH / 2} ${HEIGHT * 0.62}) scale(${near}) translate(${-WIDTH / 2} ${-HEIGHT * 0.62})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${sky(l, light)}<g transform="${turn} ${zoom}">${all[scene]!(l, dark)}</g>${mark()}</svg>`;
}

const photos: { name: string; sent: Buffer; rectangle?: (typeof covered)[string] | undefined }[] = [];
const draw = async (scene: string, view: (typeof views)[number], rectangle: (typeof covered)[string] | undefined) =>
  photos.push({
    name: `${scene}-${view.light}`,
    sent: await sharp(Buffer.from(drawn(scene, view)))
      .jpeg({ quality: 92 })
      .toBuffer(),
    rectangle
  });
for (const scene of Object.keys(scenes)) {
  const seen = views.filter(({ light }) => !without[scene]?.includes(light));
  for (const view of seen) await draw(scene, view, view === seen[0] ? covered[scene] : undefined);
}
for (const scene of Object.keys({ ...placeScenes, ...wildlifeScenes, ...suggestionScenes }))
  for (const light of others[scene] ?? ['day'])
    await draw(scene, { light, mirrored: false, near: 1 }, covered[`${scene}-${light}`]);

// Not before: the server's own module forbids the library to read drawings.
const { develop } = await import('../../src/lib/server/pictures.ts');
const { cover } = await import('../../src/lib/server/covered.ts');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const list: Record<string, unknown> = {};
for (const { name, sent, rectangle } of photos) {
  const { large, small, width, height } = await develop(sent);
  writeFileSync(path.join(folder, `${name}.large.webp`), large);
  writeFileSync(path.join(folder, `${name}.small.webp`), small);
  const rectangles = [];
  if (rectangle) {
    const [x, y, w, h] = rectangle;
    rectangles.push({ x, y, width: w, height: h });
    const hidden = await cover(large, rectangles);
    writeFileSync(path.join(folder, `${name}.covered.large.webp`), hidden.large);
    writeFileSync(path.join(folder, `${name}.covered.small.webp`), hidden.small);
  }
  const sha256 = createHash('sha256').update(sent).digest('hex');
  list[name] = { sha256, width, height, bytes: large.length + small.length, rectangles };
}
writeFileSync(path.join(folder, 'pictures.json'), `${JSON.stringify(list, null, 2)}\n`);
console.log(`${photos.length} pictures in ${folder}`);
