/** Places as files for others. What each field means is on /open-data. */
import type { everything } from './places.server';
import { LICENCE_PAGES, photoPath } from './photo';
import type { Place } from './place';

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/**
 * Longitude first: this is GeoJSON. An approximate point has no geometry here: in the app it says "about here", in a file
 * that is copied on nothing would say so, and its source asks not to publish it before somebody looked.
 */
export function geojson(
  { places, facilities, subdistricts }: Awaited<ReturnType<typeof everything>>,
  origin: string
): string {
  const features = places.map(({ id, lat, lng, ...place }) => ({
    type: 'Feature',
    id,
    geometry:
      lat === null || lng === null || place.position_quality === 'approximate'
        ? null
        : { type: 'Point', coordinates: [lng, lat] },
    properties: {
      ...place,
      url: `${origin}/zh/places/${place.slug}`,
      subdistricts: subdistricts.filter((one) => one.place_id === id).map((one) => one.subdistrict_code),
      facilities: facilities
        .filter((one) => one.place_id === id)
        .map(({ facility, present, checked_at, demo }) => ({ facility, present, checked_at, demo }))
    }
  }));
  return JSON.stringify({ type: 'FeatureCollection', licence: LICENCE, features });
}

const HTML_UNSAFE = /[<>&\u2028\u2029]/g;

/** schema.org for search engines, as text that is safe inside `<script>`. Facts only: nothing that is approximate or made up. */
export function jsonLd(place: Place, address: string, lang: 'zh' | 'en'): string {
  const real = place.facilities.filter(({ present, demo }) => present !== 'unknown' && !demo);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Park',
    '@id': `urn:uuid:${place.id}`,
    url: address,
    name: place[`name_${lang}`],
    alternateName: [...new Set([place.name_zh, place.name_en, ...place.names.map(({ name }) => name)])].filter(
      (name) => name !== place[`name_${lang}`]
    ),
    address: { '@type': 'PostalAddress', addressLocality: 'Chaoyang, Beijing', addressCountry: 'CN' },
    ...(place[`summary_${lang}`] ? { description: place[`summary_${lang}`] } : {}),
    ...(place.lat !== null && place.lng !== null && place.position_quality !== 'approximate'
      ? { geo: { '@type': 'GeoCoordinates', latitude: place.lat, longitude: place.lng } }
      : {}),
    ...(real.length > 0
      ? {
          amenityFeature: real.map(({ facility, present }) => ({
            '@type': 'LocationFeatureSpecification',
            name: facility,
            value: present === 'yes'
          }))
        }
      : {}),
    ...(place.photos.length > 0
      ? {
          image: place.photos.map((photo) => ({
            '@type': 'ImageObject',
            contentUrl: new URL(photoPath(photo), address).href,
            width: photo.width,
            height: photo.height,
            caption: photo[`alt_${lang}`],
            creditText: photo.credit,
            ...(LICENCE_PAGES[photo.licence] ? { license: LICENCE_PAGES[photo.licence] } : {})
          }))
        }
      : {}),
    license: LICENCE
  };
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(data).replace(HTML_UNSAFE, escaped);
}
