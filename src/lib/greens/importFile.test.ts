import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, fromGcj02, toGcj02 } from '../map/coordinates.ts';
import { placesCsv, placesGeoJson } from './exportFile.server.ts';
import { lineIn } from './lineFile.server.ts';
import { pinyinOf, readCsv, readGeoJson, slugOf, toWgs84 } from './importFile.server.ts';

const draft = { status: 'draft' };
const read = (text: string, crs: 'wgs84' | 'gcj02' | 'bd09' = 'wgs84') => readCsv(text, crs, draft);

describe('coordinate systems', () => {
  // Pairs printed in the documentation of gcoord (https://github.com/hujiulong/gcoord), the other way round where it goes the other way.
  const pairs = [
    {
      crs: 'bd09',
      there: { lng: 116.41661560068297, lat: 39.92196580126834 },
      wgs84: { lng: 116.403988, lat: 39.914266 }
    },
    { crs: 'gcj02', there: { lng: 123, lat: 45 }, wgs84: { lng: 122.99395597, lat: 44.99804071 } }
  ] as const;
  test.each(pairs)('the golden pair of $crs is met within half a metre', ({ crs, there, wgs84 }) => {
    expect(distance(toWgs84(there, crs), wgs84)).toBeLessThan(0.5);
  });

  // What the map services answer themselves: Amap (高德, GCJ-02) in the example of its converter
  // (https://lbs.amap.com/api/webservice/guide/api/convert), a point in Wangjing; Baidu (BD-09) in that of its own
  // (https://lbsyun.baidu.com/index.php?title=webapi/guide/changeposition); Aliyun, which converts one point into all of them
  // (https://help.aliyun.com/zh/address-purification/addrpapi/developer-reference/coordinate-system-conversion).
  const answers = [
    {
      of: 'Amap',
      crs: 'gcj02',
      there: { lng: 116.487585177952, lat: 39.991754014757 },
      wgs84: { lng: 116.481499, lat: 39.990475 },
      within: 0.1
    },
    {
      of: 'Baidu',
      crs: 'bd09',
      there: { lng: 114.2307519546763, lat: 29.57908428837437 },
      wgs84: { lng: 114.21892734521, lat: 29.575429778924 },
      within: 1
    },
    {
      of: 'Aliyun, from GCJ-02',
      crs: 'gcj02',
      there: { lng: 120.026268, lat: 30.279164 },
      wgs84: { lng: 120.021519, lat: 30.281543 },
      within: 2 // its answers back to WGS 84 are approached less closely
    },
    {
      of: 'Aliyun, from BD-09',
      crs: 'bd09',
      there: { lng: 120.032768, lat: 30.285238 },
      wgs84: { lng: 120.021519, lat: 30.281543 },
      within: 2
    }
  ] as const;
  test.each(answers)('the answer of $of is met within $within m', ({ crs, there, wgs84, within }) => {
    expect(distance(toWgs84(there, crs), wgs84)).toBeLessThan(within);
  });

  test('GCJ-02 agrees with the converter of the map, which somebody else wrote, all over Beijing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 39.4, max: 41, noNaN: true }),
        fc.double({ min: 115.4, max: 117.6, noNaN: true }),
        (lat, lng) => {
          expect(distance(toWgs84({ lat, lng }, 'gcj02'), fromGcj02({ lat, lng }))).toBeLessThan(1);
          expect(distance(toWgs84(toGcj02({ lat, lng }), 'gcj02'), { lat, lng })).toBeLessThan(1);
        }
      )
    );
  });

  test('WGS 84 is left as it is', () => {
    expect(toWgs84({ lat: 39.123456789, lng: 116.1 }, 'wgs84')).toEqual({ lat: 39.123456789, lng: 116.1 });
  });
});

describe('a CSV file', () => {
  test('gives a sheet a line, with pinyin and an address where it has none', () => {
    const [row] = read(
      'name_zh,name_en,kind,source,lat,lng,position_quality,subdistricts,toilet\n小月公园,Moon Park,park,us,39.9,116.5,sourced,110105012,有\n'
    );
    expect(row).toEqual({
      line: 2,
      name_zh: '小月公园',
      name_en: 'Moon Park',
      kind: 'park',
      source: 'us',
      lat: 39.9,
      lng: 116.5,
      position_quality: 'sourced',
      subdistricts: ['110105012'],
      facilities: { toilet: { present: 'yes', checked_at: null, source: 'us', demo: false } },
      name_pinyin: 'xiao yue gong yuan',
      new_slug: 'moon-park',
      status: 'draft'
    });
  });

  test('leaves alone what it has no column for, and a facility it says nothing of', () => {
    const [row] = read('slug,toilet\nmoon-park,\n');
    // Only where the database finds no place with this address.
    expect(row).toEqual({ line: 2, slug: 'moon-park', new_status: 'draft' });
  });

  test.each([
    ['lat', 'x', 'number_wrong'],
    ['lat', '999', 'position_far'],
    ['lat', '1e9', 'number_wrong'],
    ['lat', 'NaN', 'number_wrong'],
    ['area_m2', '-3', 'number_wrong'],
    ['checked_at', '2026-02-30', 'date_wrong'],
    ['fence_free', 'perhaps', 'flag_wrong'],
    ['hours', '{', 'hours_wrong'],
    ['toilet', 'maybe', 'facility_wrong']
  ])('names %s = %s with its reason', (column, value, code) => {
    expect(read(`name_zh,${column}\n园,"${value}"\n`)[0]).toEqual({ line: 2, error: { code, field: column, value } });
  });

  test('tells lines as an editor counts them, also behind a cell of several lines', () => {
    expect(read('name_zh,summary_zh\n甲,"一\n二"\n乙,三\n').map(({ line }) => line)).toEqual([3, 4]);
  });

  test.each([
    ['', 'empty'],
    ['name_zh\n', 'empty'],
    ['a,b\n1,2\n', 'columns_missing'],
    ['name_zh,name_zh\n1,2\n', 'columns_twice'],
    ['name_zh\n"open', 'no_csv']
  ])('that cannot be read says why: %j', (text, code) => {
    expect(() => read(text)).toThrow(code);
  });

  test('never stops at what somebody typed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.dictionary(
            fc.constantFrom('name_zh', 'lat', 'lng', 'hours', 'names', 'flowers', 'toilet', 'opened', 'as_of'),
            fc.string()
          )
        ),
        (rows) => {
          const features = rows.map((properties) => ({ type: 'Feature', geometry: null, properties }));
          if (features.length === 0) return;
          expect(readGeoJson(JSON.stringify({ type: 'FeatureCollection', features }), 'bd09', draft)).toHaveLength(
            rows.length
          );
        }
      )
    );
  });
});

describe('a GeoJSON file', () => {
  const collection = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });

  test('may speak the words of OpenStreetMap; its points have longitude first', () => {
    const feature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [116.5, 39.9] },
      properties: {
        name: '小月公园',
        'name:en': 'Moon Park',
        leisure: 'park',
        toilets: 'yes',
        lit: 'no',
        source: 'OSM',
        surface: 'grass'
      }
    };
    const [row] = readGeoJson(collection([feature]), 'wgs84', draft);
    expect(row).toMatchObject({
      line: 1,
      name_zh: '小月公园',
      name_en: 'Moon Park',
      kind: 'park',
      lat: 39.9,
      lng: 116.5
    });
    expect(row!.facilities).toMatchObject({ toilet: { present: 'yes', source: 'OSM' }, lighting: { present: 'no' } });
  });

  test('is refused by line where a geometry is no point, and whole where it is no collection', () => {
    const line = { type: 'Feature', geometry: { type: 'LineString', coordinates: [] }, properties: {} };
    expect(readGeoJson(collection([line]), 'wgs84', draft)[0]!.error).toEqual({
      code: 'no_point',
      field: 'geometry',
      value: 'LineString'
    });
    for (const text of ['{}', '[]', 'null', '{"type":"Feature"}', 'x'])
      expect(() => readGeoJson(text, 'wgs84', draft)).toThrow('no_geojson');
  });
});

describe('what was exported', () => {
  const sheet = {
    slug: 'moon-park',
    kind: 'park',
    name_zh: '=cmd()',
    name_en: '-Moon "Park"',
    name_pinyin: 'xiao yue',
    summary_zh: '一\n二',
    summary_en: '@one',
    lat: 39.9123456,
    lng: 116.5,
    position_quality: 'approximate',
    area_m2: 1200,
    opened: '2021-10',
    fence_free: false,
    hours: [{ days: [1, 2], from: '06:00', to: '21:00' }],
    hours_note_zh: null,
    hours_note_en: null,
    hours_demo: false,
    how_to_get_zh: null,
    how_to_get_en: null,
    measure: 10,
    source: 'us',
    as_of: '2026-01-02',
    checked_at: null,
    data_quality: 'sourced',
    status: 'published',
    subdistricts: ['110105012', '110105026'],
    names: [{ name: '月', lang: 'zh', pinyin: 'yue' }],
    flowers: [{ flower_code: 'lotus', months: [6], note_zh: null, note_en: null, source: 'us' }],
    facilities: {
      toilet: { present: 'yes', checked_at: '2026-01-02', source: 'us', demo: false },
      shade: { present: 'yes', checked_at: null, source: null, demo: true }
    }
  };
  const place = { id: '0e000000-0000-4000-8000-000000000001', sheet };
  const expected = { ...sheet, id: place.id };

  test('comes back as it was, from CSV, where no cell is a formula', () => {
    const file = placesCsv([place]);
    expect(file).not.toMatch(/(^|,)"?[=@-]/m);
    const [{ line: _, ...row }] = read(file) as unknown as [Record<string, unknown>];
    expect(row).toEqual(expected);
  });

  test('and from GeoJSON', () => {
    const [{ line: _, ...row }] = readGeoJson(placesGeoJson([place]), 'wgs84', draft) as unknown as [
      Record<string, unknown>
    ];
    expect(row).toEqual(expected);
  });
});

test('names become pinyin and addresses', () => {
  expect(pinyinOf('朝阳公园')).toBe('chao yang gong yuan');
  expect(pinyinOf('798艺术区 A')).toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/);
  expect(slugOf('Liangma River: Café & Park!')).toBe('liangma-river-cafe-park');
  expect(slugOf('公园')).toBe('');
});

describe('the line of a route', () => {
  const points = [
    { lat: 39.9, lng: 116.4 },
    { lat: 39.91, lng: 116.41 }
  ];
  test('is read from GPX and GeoJSON', () => {
    const gpx = `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points.map(({ lat, lng }) => `<trkpt lat="${lat}" lon="${lng}"/>`).join('')}</trkseg></trk></gpx>`;
    const geojson = JSON.stringify({
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates: points.map(({ lat, lng }) => [lng, lat]) }
    });
    expect(lineIn('a.gpx', gpx, 'wgs84')).toEqual(points);
    expect(lineIn('a.geojson', geojson, 'wgs84')).toEqual(points);
  });
  test.each([
    '',
    '<gpx',
    '{}',
    'null',
    '{"type":"LineString","coordinates":[[1]]}',
    '{"type":"LineString","coordinates":"x"}',
    '[[1,2],[3,4]]'
  ])('is none in %j', (text) => expect(lineIn('a.geojson', text, 'wgs84')).toBeNull());
});
