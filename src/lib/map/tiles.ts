/** A base map that the district has chosen by setting; without one the map shows our own schematic. */
export interface Tiles {
  /** `server`: an address with `{x}`, `{y}`, `{z}` and perhaps `{s}`. `archive`: one file of PMTiles that is read in ranges. */
  kind: 'server' | 'archive';
  url: string;
  attribution: string;
  /** 审图号: the approval that a public map of China must show; blank where none was set. */
  approvalNo: string;
  crs: 'wgs84' | 'gcj02' | 'bd09';
}
