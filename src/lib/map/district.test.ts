import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { frame, outlineUrl, riversUrl, type Outline, type Rivers } from './district.ts';

const text = (url: string) => readFileSync(`static${url}`, 'utf8');
const outline = JSON.parse(text(outlineUrl)) as Outline;
const rivers = JSON.parse(text(riversUrl)) as Rivers;

test('both files together stay under 12 KB', () => {
  expect(Buffer.byteLength(text(outlineUrl) + text(riversUrl))).toBeLessThan(12 * 1024);
});

test('the sketch says that it is a sketch, where it comes from and under which licence', () => {
  for (const sketch of [outline.properties, rivers]) {
    expect(sketch.mark_zh).toContain('示意图');
    expect(sketch.mark_en).toContain('Schematic');
    expect(sketch.source && sketch.licence).toBeTruthy();
  }
});

test('the outline has two closed rings inside the frame', () => {
  const rings = outline.geometry.coordinates.map(([ring]) => ring!);
  expect(rings.length).toBe(2);
  for (const ring of rings) {
    expect(ring.at(-1)).toEqual(ring[0]);
    for (const [lng, lat] of ring) {
      expect(lng > frame.west && lng < frame.east).toBe(true);
      expect(lat > frame.south && lat < frame.north).toBe(true);
    }
  }
});

test('all eight main rivers are there, in both languages', () => {
  expect(rivers.features.map((river) => river.properties.name_zh)).toEqual([
    '清河',
    '温榆河',
    '北小河',
    '坝河',
    '亮马河',
    '通惠河',
    '萧太后河',
    '凉水河'
  ]);
  for (const { properties } of rivers.features) expect(properties.name_en).toMatch(/ River$/);
});
