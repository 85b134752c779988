/** The same Leaflet as modules: the package's main file is one piece, of which nothing can be left out. */
declare module 'leaflet/dist/leaflet-src.esm.js' {
  export * from 'leaflet';
}
