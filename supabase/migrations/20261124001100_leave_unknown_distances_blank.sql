-- `least` passes over null, so a missing point came out as half the way round the earth.

create or replace function private.distance_m(lat1 double precision, lng1 double precision, lat2 double precision, lng2 double precision)
returns double precision
language sql immutable strict parallel safe set search_path = '' as $$
  select 2 * 6371000 * asin(sqrt(least(
    1,
    sind((lat2 - lat1) / 2) ^ 2 + cosd(lat1) * cosd(lat2) * sind((lng2 - lng1) / 2) ^ 2
  )))
$$;

comment on function private.distance_m is 'Metres between two points on a round earth (haversine); null when one of them is not known.';
