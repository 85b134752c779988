import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { trim } from './leaflet.ts';

test('what no map here uses is left out of Leaflet, and what draws stays', () => {
  const trimmed = trim(readFileSync('node_modules/leaflet/dist/leaflet-src.esm.js', 'utf8'));
  for (const gone of ['openPopup: function', 'bindTooltip: function', '.include(PointToGeoJSON)', 'vmlCreate'])
    expect(trimmed).not.toContain(gone);
  for (const stays of ["'keyboard', Keyboard", "'touchZoom', TouchZoom", 'getRenderer: function', 'export { Bounds'])
    expect(trimmed).toContain(stays);
});

test('another Leaflet is not trimmed by guessing', () => {
  expect(() => trim('var Map = Evented.extend({});')).toThrow('Leaflet does not say');
});
