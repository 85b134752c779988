import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PMTiles } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coloured, partOf, pmtilesOf } from '../../../tests/support/pmtiles.ts';
import { openArchive } from './pmtiles';

// A web server with files of tiles, which answers in ranges as nginx does.
const files: Record<string, Buffer> = {};
const asked: string[] = [];
let server: Server;
let address: string;

beforeAll(async () => {
  const [green, blue] = [await coloured(0, 120, 60), await coloured(30, 60, 160)];
  const tiles = [
    { z: 11, x: 1686, y: 775, picture: blue },
    { z: 10, x: 843, y: 387, picture: green },
    { z: 10, x: 844, y: 387, picture: blue }
  ];
  files['/base.pmtiles'] = pmtilesOf(tiles);
  files['/vector.pmtiles'] = pmtilesOf(tiles, 1);
  files['/page.pmtiles'] = Buffer.from('<!doctype html><title>Not here</title>'.padEnd(200));
  server = createServer(({ url = '', headers }, answer) => {
    const file = files[url];
    asked.push(`${url} ${headers.range ?? 'whole'}`);
    if (!file) return answer.writeHead(404).end();
    const part = partOf(file, headers.range);
    answer.writeHead(206, part.headers).end(part.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => server.close());

describe('a file of tiles', () => {
  test('is one that the format’s own reader understands', async () => {
    const header = await new PMTiles(`${address}/base.pmtiles`).getHeader();
    expect(header).toMatchObject({ specVersion: 3, numTileEntries: 3, minZoom: 10, maxZoom: 11, tileType: 2 });
  });

  test('is read in ranges, tile by tile, and gives pictures', async () => {
    asked.length = 0;
    const { tile, minZoom, maxZoom } = await openArchive(`${address}/base.pmtiles`);
    expect([minZoom, maxZoom]).toEqual([10, 11]);
    const [green, blue] = [await tile(10, 843, 387), await tile(11, 1686, 775)];
    expect(green?.type).toBe('image/png');
    const original = Buffer.from(await coloured(0, 120, 60));
    expect(Buffer.from(await green!.arrayBuffer()).equals(original)).toBe(true);
    expect(Buffer.from(await blue!.arrayBuffer()).equals(original)).toBe(false);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((line) => line.endsWith('whole'))).toEqual([]);
  });

  test('has no picture where it has no tile', async () => {
    const { tile } = await openArchive(`${address}/base.pmtiles`);
    expect(await tile(10, 1, 1)).toBeUndefined();
    expect(await tile(3, 1, 1)).toBeUndefined();
  });

  test.each([
    ['is not there', '/nothing.pmtiles'],
    ['is something else', '/page.pmtiles'],
    ['holds vectors, which the map does not draw', '/vector.pmtiles']
  ])('that %s is refused', async (_what, path) => {
    await expect(openArchive(address + path)).rejects.toThrow();
  });
});
