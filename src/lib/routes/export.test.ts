import { gpx as readGpx } from '@tmcw/togeojson';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { geojson, gpx, jsonLd } from './export.server';
import type { Route, Stop } from './route';

const stop = (number: number, more: Partial<Stop> = {}): Stop => ({
  number,
  name_zh: '门',
  name_en: 'Gate <"&> \u0001',
  text_zh: null,
  text_en: null,
  source: 'us',
  lat: 39.9,
  lng: 116.4,
  position_quality: 'sourced',
  metro: null,
  place: null,
  ...more
});
const route: Route = {
  id: 'bbfa5a45-dfbf-5b19-8d74-00d13fe8653f',
  slug: 'a-walk',
  kind: 'nature',
  name_zh: '路 & 河',
  name_en: '</script><b>',
  summary_zh: '话',
  summary_en: 'words',
  length_m: 900,
  line_quality: 'schematic',
  step_free: 'yes',
  step_free_demo: true,
  step_free_source: null,
  needs: [],
  needs_demo: false,
  start: null,
  end: null,
  stations_source: null,
  flower: null,
  flower_zh: null,
  flower_en: null,
  months: null,
  season_zh: null,
  season_en: null,
  season_source: null,
  measure: 10,
  source: 'us',
  as_of: null,
  checked_at: null,
  data_quality: 'sourced',
  changed_at: '2026-11-27T08:00:00.123456+00:00',
  stops: [stop(1), stop(2, { position_quality: 'approximate' }), stop(3, { lat: null, lng: null })],
  line: {
    quality: 'schematic',
    line: [
      { lat: 39.9, lng: 116.4 },
      { lat: 39.91, lng: 116.412345678 }
    ],
    source: 'by hand',
    licence: 'CC0-1.0'
  }
};
const origin = 'https://chaoyang.example';

/** Strict: whatever is not well-formed is an error. */
const parse = (text: string) =>
  new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    }
  }).parseFromString(text, 'application/xml');
const children = (element: Element) =>
  Array.from(element.childNodes).flatMap((node) => (node.nodeType === 1 ? [node as Element] : []));

test('a GPX file is read by another program as the same line, stop and names', () => {
  const read = readGpx(parse(gpx(route, origin)!) as unknown as Document);
  const line = read.features.find(({ geometry }) => geometry?.type === 'LineString')!;
  expect(line.geometry).toMatchObject({
    coordinates: [
      [116.4, 39.9],
      [116.412346, 39.91]
    ]
  });
  expect(line.properties).toMatchObject({ name: '路 & 河 · </script><b>', type: 'nature' });
  // The others are only about there, or nowhere.
  const points = read.features.filter(({ geometry }) => geometry?.type === 'Point');
  expect(points).toHaveLength(1);
  expect(points[0]!.properties).toMatchObject({ name: '门 · Gate <"&> ' });
});

test('it keeps to the schema of GPX 1.1: names, order, and what each must have', () => {
  const ORDER: Record<string, string[]> = {
    gpx: ['metadata', 'wpt', 'rte', 'trk', 'extensions'],
    metadata: ['name', 'desc', 'author', 'copyright', 'link', 'time', 'keywords', 'bounds', 'extensions'],
    author: ['name', 'email', 'link'],
    copyright: ['year', 'license'],
    link: ['text', 'type'],
    wpt: ['ele', 'time', 'magvar', 'geoidheight', 'name', 'cmt', 'desc', 'src', 'link', 'sym', 'type'],
    trk: ['name', 'cmt', 'desc', 'src', 'link', 'number', 'type', 'extensions', 'trkseg'],
    trkseg: ['trkpt'],
    trkpt: []
  };
  const root = parse(gpx(route, origin)!).documentElement!;
  expect(root.namespaceURI).toBe('http://www.topografix.com/GPX/1/1');
  expect([root.getAttribute('version'), !!root.getAttribute('creator')]).toEqual(['1.1', true]);
  const visit = (element: Element) => {
    const order = ORDER[element.localName!];
    const places = children(element).map((child) => {
      if (order) expect(order, `${element.localName!} holds ${child.localName!}`).toContain(child.localName);
      visit(child);
      return order?.indexOf(child.localName!) ?? 0;
    });
    expect(places, `the order within ${element.localName!}`).toEqual([...places].sort((a, b) => a - b));
    for (const name of ['lat', 'lon'])
      if (['wpt', 'trkpt'].includes(element.localName!)) expect(element.getAttribute(name)).toMatch(/^\d+\.?\d*$/);
  };
  visit(root);
  expect(root.getElementsByTagName('time')[0]!.textContent).toBe('2026-11-27T08:00:00.123Z');
  expect(root.getElementsByTagName('copyright')[0]!.textContent).toContain('creativecommons.org/licenses/by/4.0');
  expect(root.getElementsByTagName('cmt')[0]!.textContent).toBe(`urn:uuid:${route.id}`);
});

test('a line drawn by hand says so, in both languages, wherever a program may look; a surveyed one does not', () => {
  const descs = (text: string) =>
    Array.from(parse(text).getElementsByTagName('desc'), (element) => element.textContent ?? '');
  const drawn = descs(gpx(route, origin)!);
  expect(drawn).toHaveLength(2);
  for (const desc of drawn) expect(desc).toMatch(/示意.*Schematic/);
  const surveyed: Route = { ...route, line: { ...route.line!, quality: 'surveyed' } };
  for (const desc of descs(gpx(surveyed, origin)!)) expect(desc).not.toMatch(/示意|Schematic/);
  expect(JSON.parse(geojson(route, origin))).toMatchObject({
    features: [{ properties: { warning: /示意/.exec(drawn[0]!) && expect.stringContaining('Schematic') } }, {}, {}, {}]
  });
});

test('without a line there is nothing to follow', () => {
  expect(gpx({ ...route, line: null }, origin)).toBeNull();
  expect(JSON.parse(geojson({ ...route, line: null }, origin))).toMatchObject({
    features: [{ geometry: null }, {}, {}, {}]
  });
});

test('GeoJSON has stable ids, the licence, and passes on nothing that is made up or only about right', () => {
  const file = JSON.parse(geojson(route, origin)) as {
    licence: string;
    features: { id: string; geometry: { coordinates: unknown } | null; properties: Record<string, unknown> }[];
  };
  expect(file.licence).toContain('by/4.0');
  expect(file.features.map(({ id }) => id)).toEqual([route.id, ...[1, 2, 3].map((n) => `${route.id}/${String(n)}`)]);
  expect(file.features.map(({ geometry }) => geometry !== null)).toEqual([true, true, false, false]);
  expect(file.features[1]!.geometry).toEqual({ type: 'Point', coordinates: [116.4, 39.9] });
  expect(file.features[0]!.properties).toMatchObject({
    step_free: 'unknown',
    length_m: 900,
    line_quality: 'schematic'
  });
});

test('what search engines read cannot end its script, and is a trip with its stops', () => {
  const text = jsonLd(route, `${origin}/en/routes/a-walk`, 'en');
  expect(text).not.toMatch(/[<>&]/);
  expect(JSON.parse(text)).toMatchObject({
    '@type': 'TouristTrip',
    name: '</script><b>',
    itinerary: { numberOfItems: 3, itemListElement: [{ position: 1, item: { geo: { latitude: 39.9 } } }, {}, {}] }
  });
  expect(text.match(/GeoCoordinates/g)).toHaveLength(1);
});
