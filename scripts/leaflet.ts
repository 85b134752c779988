import type { Plugin } from 'vite';

/**
 * What Leaflet hangs on its classes while it is imported, so that no bundler can tell that our maps never call it: each from
 * the words at its beginning up to those behind it, as they stand in 1.9.4. The classes that are left without a use go by
 * themselves (LEAFLET_CLASSES in vite.config.ts).
 */
const UNUSED: Record<string, [from: string, to: string][]> = {
  'controls, for which BaseMap has buttons and a line of its own': [
    ['Map.include({\n\t// @method addControl(', '/*\n * @class Control.Layers'],
    ['Map.mergeOptions({\n\tzoomControl: true', '// @namespace Control.Zoom\n// @factory L.control.zoom('],
    [
      'Map.mergeOptions({\n\tattributionControl: true',
      '// @namespace Control.Attribution\n// @factory L.control.attribution('
    ],
    ['Control.Layers = Layers;', '/*\n\tL.Handler is a base class']
  ],
  GeoJSON: [
    ['Marker.include(PointToGeoJSON);', '// @namespace GeoJSON\n// @factory L.geoJSON('],
    ['GeoJSON.geometryToLayer = geometryToLayer;', '/*\n * L.Handler.BoxZoom']
  ],
  'words that open over the map': [
    ['Map.include({\n\t_initOverlay:', '/*\n * @class Popup'],
    ['/* @namespace Map\n * @section Interaction Options\n * @option closePopupOnClick', '/*\n * @class Tooltip'],
    ['Map.include({\n\n\t// @method openTooltip(', '/*\n * @class DivIcon']
  ],
  'drawing for Internet Explorer': [
    ['var vmlCreate = (function () {', '/*\n * @class SVG\n *\n *'],
    ['var vmlMixin = {', 'var create = Browser.vml'],
    ['if (Browser.vml) {\n\tSVG.include', '// @namespace SVG\n// @factory L.svg(']
  ],
  'a long press instead of a right click': [
    ["Map.addInitHook('addHandler', 'tapHold', TapHold);", '/*\n * L.Handler.TouchZoom']
  ],
  'second names of what is there': [['Map.BoxZoom = BoxZoom;', 'export { Bounds']]
};

/** What draws is always SVG here. */
const INSTEAD: [said: string, says: string][] = [
  ['(this.options.preferCanvas && canvas(options)) || svg(options)', 'svg(options)'],
  ['Browser.vml ? vmlCreate : svgCreate', 'svgCreate']
];

/** Where these words stand; another version of Leaflet, which says it otherwise, does not build until somebody has looked. */
function at(code: string, words: string, after = 0): number {
  const found = code.indexOf(words, after);
  if (found < 0) throw new Error(`scripts/leaflet.ts: Leaflet does not say ${JSON.stringify(words)} any more.`);
  return found;
}

export function trim(code: string): string {
  code = code.replaceAll('\r\n', '\n');
  for (const [from, to] of Object.values(UNUSED).flat()) {
    const begin = at(code, from);
    code = code.slice(0, begin) + code.slice(at(code, to, begin));
  }
  for (const [said, says] of INSTEAD) {
    const begin = at(code, said);
    code = code.slice(0, begin) + says + code.slice(begin + said.length);
  }
  return code;
}

/** Leaves out of Leaflet what no map here uses: a fifth of what a phone would fetch. */
export const leaflet: Plugin = {
  name: 'leaflet',
  apply: 'build',
  transform: {
    filter: { id: /leaflet-src\.esm\.js$/ },
    handler: (code) => ({ code: trim(code), map: null })
  }
};
