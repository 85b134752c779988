/** Run by pictures.test.ts in a process of its own: prints by how many megabytes the memory rose while large photos came in. */
import sharp from 'sharp';
import { develop } from './pictures.ts';

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#8899aa' } });
const files = await Promise.all([
  blank(8160, 6120).jpeg().toBuffer(),
  blank(7000, 7000).png().toBuffer(),
  blank(4000, 3000).webp().toBuffer(),
  blank(3500, 3500).png({ progressive: true }).toBuffer(),
  blank(4600, 3500).jpeg({ progressive: true }).toBuffer(),
  blank(10_000, 9_000).png().toBuffer()
]);
const memory = () => process.memoryUsage().rss;
const before = memory();
let most = before;
const clock = setInterval(() => (most = Math.max(most, memory())), 5);
await Promise.all([...files, ...files].map((file) => develop(file).catch(() => undefined)));
clearInterval(clock);
process.stdout.write(String(Math.round((most - before) / 1e6)));
