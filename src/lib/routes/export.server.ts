/** A route as files for others: GPX 1.1, GeoJSON, and schema.org for search engines. What each field means is on /open-data. */
import { rounded, type Point } from '$lib/map/coordinates';
import { xml } from '$lib/server/xml';
import type { Route, Stop } from './route';

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';
const WARNING =
  '示意：线是手绘的，不是实际走向，请以现场道路和标志为准。 Schematic: the line was drawn by hand and is not where the path is on the ground; follow the paths and signs you see.';

const tag = (name: string, text: string | null | undefined) => (text ? `<${name}>${xml(text)}</${name}>` : '');

const both = (zh: string | null, en: string | null) => [zh, en].filter(Boolean).join(' · ');
const pageOf = ({ slug }: Pick<Route, 'slug'>, origin: string) => `${origin}/zh/routes/${slug}`;

/** A stop whose point may be passed on: in a file that is copied on nothing would say "about here" (decision 10). */
const known = (stop: Stop): stop is Stop & Point =>
  stop.lat !== null && stop.lng !== null && stop.position_quality !== 'approximate';

const warningOf = ({ line }: Route) => (line?.quality === 'schematic' ? WARNING : null);

/** GPX 1.1, elements in the order of its schema; null where there is no line to follow. A schematic one says so in every `desc`. */
export function gpx(route: Route, origin: string): string | null {
  const { line } = route;
  if (!line) return null;
  const name = both(route.name_zh, route.name_en);
  const desc = [warningOf(route), route.summary_zh, route.summary_en].filter(Boolean).join(' ');
  const at = (element: string, point: Point, inner = '') => {
    const { lat, lng } = rounded(point);
    return `<${element} lat="${lat}" lon="${lng}">${inner}</${element}>`;
  };
  const link = `<link href="${xml(pageOf(route, origin))}"><text>${xml(name)}</text></link>`;
  const lats = line.line.map(({ lat }) => lat);
  const lngs = line.line.map(({ lng }) => lng);
  const stops = route.stops
    .filter(known)
    .map((stop) =>
      at(
        'wpt',
        stop,
        tag('name', both(stop.name_zh, stop.name_en)) +
          tag('desc', both(stop.text_zh, stop.text_en)) +
          tag('src', stop.source)
      )
    );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Beautiful Chaoyang" xmlns="http://www.topografix.com/GPX/1/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd">
<metadata>
${tag('name', name)}
${tag('desc', desc)}
<author><name>美丽朝阳 Beautiful Chaoyang</name></author>
<copyright author="美丽朝阳 Beautiful Chaoyang"><license>${LICENCE}</license></copyright>
${link}
${tag('time', new Date(route.changed_at).toISOString())}
<bounds minlat="${Math.min(...lats)}" minlon="${Math.min(...lngs)}" maxlat="${Math.max(...lats)}" maxlon="${Math.max(...lngs)}"/>
</metadata>
${stops.map((stop) => `${stop}\n`).join('')}<trk>
${tag('name', name)}
${tag('cmt', `urn:uuid:${route.id}`)}
${tag('desc', desc)}
${tag('src', `${route.source}; ${line.source}`)}
${link}
${tag('type', route.kind)}
<trkseg>
${line.line.map((point) => at('trkpt', point)).join('\n')}
</trkseg>
</trk>
</gpx>
`;
}

/** Longitude first: this is GeoJSON. The route is the first feature; a route without a line has no geometry. */
export function geojson(route: Route, origin: string): string {
  const { line, stops } = route;
  const pair = (point: Point) => {
    const { lat, lng } = rounded(point);
    return [lng, lat];
  };
  const whole = {
    type: 'Feature',
    id: route.id,
    geometry: line && { type: 'LineString', coordinates: line.line.map(pair) },
    properties: {
      slug: route.slug,
      url: pageOf(route, origin),
      kind: route.kind,
      name_zh: route.name_zh,
      name_en: route.name_en,
      summary_zh: route.summary_zh,
      summary_en: route.summary_en,
      length_m: route.length_m,
      step_free: route.step_free_demo ? 'unknown' : route.step_free,
      months: route.months,
      line_quality: line?.quality ?? null,
      line_source: line?.source ?? null,
      line_licence: line?.licence ?? null,
      warning: warningOf(route),
      source: route.source,
      as_of: route.as_of,
      data_quality: route.data_quality,
      changed_at: route.changed_at
    }
  };
  const features = stops.map((stop) => ({
    type: 'Feature',
    id: `${route.id}/${String(stop.number)}`,
    geometry: known(stop) ? { type: 'Point', coordinates: pair(stop) } : null,
    properties: {
      number: stop.number,
      name_zh: stop.name_zh,
      name_en: stop.name_en,
      place: stop.place?.slug ?? null,
      position_quality: stop.position_quality,
      source: stop.source
    }
  }));
  return JSON.stringify({ type: 'FeatureCollection', licence: LICENCE, features: [whole, ...features] });
}

const HTML_UNSAFE = /[<>&\u2028\u2029]/g;

/** schema.org/TouristTrip, as text that is safe inside `<script>`. No point that is only about right, nothing made up. */
export function jsonLd(route: Route, address: string, lang: 'zh' | 'en'): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'TouristTrip',
    '@id': `urn:uuid:${route.id}`,
    url: address,
    name: route[`name_${lang}`],
    alternateName: lang === 'zh' ? route.name_en : route.name_zh,
    ...(route[`summary_${lang}`] ? { description: route[`summary_${lang}`] } : {}),
    provider: { '@type': 'GovernmentOrganization', name: '美丽朝阳 Beautiful Chaoyang' },
    itinerary: {
      '@type': 'ItemList',
      numberOfItems: route.stops.length,
      itemListElement: route.stops.map((stop) => ({
        '@type': 'ListItem',
        position: stop.number,
        item: {
          '@type': 'Place',
          name: stop[`name_${lang}`],
          ...(known(stop) ? { geo: { '@type': 'GeoCoordinates', latitude: stop.lat, longitude: stop.lng } } : {})
        }
      }))
    },
    license: LICENCE
  };
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(data).replace(HTML_UNSAFE, escaped);
}
