/** A tile server that the district has chosen by setting; without one the map shows our own schematic. */
export interface Tiles {
  /** With `{x}`, `{y}`, `{z}` and perhaps `{s}`. */
  url: string;
  attribution: string;
  /** 审图号: the approval that a public map of China must show; blank where none was set. */
  approvalNo: string;
  crs: 'wgs84' | 'gcj02' | 'bd09';
}
