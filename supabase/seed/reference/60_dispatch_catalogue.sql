-- Which unit gets which category. Drafted from the duties that the laws name and from general knowledge; it is a suggestion
-- to the moderator and the first thing a district replaces with its own catalogue (派单目录).
-- lead null = the office of the subdistrict where it happened.

insert into public.dispatch_catalogue (category_code, lead_unit_code, assist_unit_codes, assist_subdistrict, source) values
  ('air.fume', null, '{ecology}', false, 'suggested'),
  ('air.bbq', null, '{enforcement}', false, 'suggested'),
  ('air.odour', null, '{ecology}', false, 'suggested'),
  ('air.dust', null, '{housing}', false, 'suggested'),
  ('air.burn', null, '{enforcement}', false, 'suggested'),
  ('air.vehicle', 'ecology', '{traffic}', false, 'suggested'),
  ('air.machinery', 'ecology', '{housing}', false, 'suggested'),
  ('noise.construction', null, '{enforcement}', false, 'suggested'),
  ('noise.traffic', 'traffic', '{ecology}', false, 'suggested'),
  ('noise.industrial', 'ecology', '{}', true, 'suggested'),
  ('noise.loudspeaker', null, '{police}', false, 'suggested'),
  ('noise.square', null, '{police}', false, 'suggested'),
  ('noise.venue', null, '{police}', false, 'suggested'),
  ('noise.equipment', 'ecology', '{}', true, 'suggested'),
  ('noise.neighbour', null, '{police}', false, 'suggested'),
  ('noise.renovation', null, '{police}', false, 'suggested'),
  ('noise.pet', null, '{police}', false, 'suggested'),
  ('water.outfall', 'water', '{ecology}', false, 'suggested'),
  ('water.odour', 'water', '{}', true, 'suggested'),
  ('water.litter', 'water', '{}', true, 'suggested'),
  ('water.deadfish', 'water', '{ecology}', false, 'suggested'),
  ('water.sewer', 'water', '{}', true, 'suggested'),
  ('waste.mixed', null, '{city_management}', false, 'suggested'),
  ('waste.overflow', null, '{city_management}', false, 'suggested'),
  ('waste.dump', null, '{enforcement}', false, 'suggested'),
  ('waste.construction', null, '{enforcement}', false, 'suggested'),
  ('waste.hazard', 'ecology', '{}', true, 'suggested'),
  ('waste.plastic', null, '{market}', false, 'suggested'),
  ('waste.point', null, '{city_management}', false, 'suggested'),
  ('greenery.damage', 'greening', '{}', true, 'suggested'),
  ('greenery.pest', 'greening', '{}', true, 'suggested'),
  ('greenery.tree', 'greening', '{}', true, 'suggested'),
  ('greenery.facility', 'greening', '{}', true, 'suggested'),
  ('land.greenland', null, '{greening}', false, 'suggested'),
  ('land.farmland', 'planning', '{}', true, 'suggested'),
  ('soil.leak', 'ecology', '{}', true, 'suggested'),
  ('soil.dump', 'ecology', '{}', true, 'suggested'),
  ('hazard.waterlogging', 'water', '{emergency}', false, 'suggested'),
  ('facility.charger', 'city_management', '{}', true, 'suggested'),
  ('other.environment', null, '{ecology}', false, 'suggested')
on conflict (category_code, subdistrict_code) do nothing;

-- The demonstration district: in 麦子店 the office leads every category and the departments assist, so that one handler can
-- show the whole way of a report.
insert into public.dispatch_catalogue (category_code, subdistrict_code, lead_unit_code, assist_unit_codes, source)
select category_code, '110105012', '110105012', array_remove(array[lead_unit_code] || assist_unit_codes, null), 'demonstration'
from public.dispatch_catalogue
where subdistrict_code is null
on conflict (category_code, subdistrict_code) do nothing;
