// Of a page whose only living part is its map, at an address that the server knows beforehand. The map comes after the page was
// painted: asked for before, its files would take their share of a thin line from the page.
const mapScript = '__MAP__';
const openMap = () => void import(mapScript).catch(() => undefined); // without a map the page stays as it stands
if (document.hidden)
  openMap(); // nothing is painted where nobody looks
else requestAnimationFrame(() => setTimeout(openMap));
