/** As in SQL, `place_facility`. */
export const FACILITIES = [
  'toilet',
  'shade',
  'seating',
  'playground',
  'step_free',
  'drinking_water',
  'lighting',
  'dogs',
  'bike_parking'
] as const;
