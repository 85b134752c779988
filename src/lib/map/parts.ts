/** What our maps use of Leaflet. The rest is left out of the bundle (`manualPureFunctions` in vite.config.ts). */
export {
  GridLayer,
  circle,
  divIcon,
  latLngBounds,
  layerGroup,
  map,
  marker,
  polygon,
  polyline,
  tileLayer
} from 'leaflet/dist/leaflet-src.esm.js';
