-- What can be reported. Cooking fumes and neighbourhood noise lead their groups because they lead the district's complaints.
-- `mediation`: neighbourhood noise, where the Noise Pollution Law (art. 70) puts persuasion by the residents' committee first.
-- `public_hazard`: whoever passes by is at risk (fire, poison, a falling tree, open drains, flood), not only who reported it.

insert into public.category_groups (code, name_zh, name_en, position) values
  ('air', '空气', 'Air', 1),
  ('noise', '噪声', 'Noise', 2),
  ('water', '水体', 'Water', 3),
  ('waste', '垃圾', 'Waste', 4),
  ('greenery', '绿地', 'Greenery', 5),
  ('land', '土地与土壤', 'Land and soil', 6),
  ('safety', '安全', 'Safety', 7),
  ('facility', '设施', 'Facilities', 8),
  ('other', '其他', 'Other', 9)
on conflict (code) do nothing;

insert into public.categories (code, group_code, name_zh, name_en, precision, measure, mediation, public_hazard, position) values
  ('air.fume', 'air', '餐饮油烟', 'Cooking fumes', 'rounded', 5, false, false, 1),
  ('air.bbq', 'air', '露天烧烤', 'Open-air barbecue', 'rounded', 5, false, false, 2),
  ('air.odour', 'air', '异味', 'Bad smell', 'rounded', 5, false, false, 3),
  ('air.dust', 'air', '扬尘', 'Dust', 'exact', 5, false, false, 4),
  ('air.burn', 'air', '露天焚烧', 'Open burning', 'rounded', 5, false, true, 5),
  ('air.vehicle', 'air', '机动车冒黑烟', 'Smoky vehicle', 'subdistrict', 5, false, false, 6),
  ('air.machinery', 'air', '非道路移动机械冒黑烟', 'Smoky construction machinery', 'exact', 5, false, false, 7),
  ('noise.construction', 'noise', '建筑施工噪声', 'Construction noise', 'exact', 5, false, false, 8),
  ('noise.traffic', 'noise', '交通运输噪声', 'Traffic noise', 'exact', 5, false, false, 9),
  ('noise.industrial', 'noise', '工业噪声', 'Industrial noise', 'rounded', 5, false, false, 10),
  ('noise.loudspeaker', 'noise', '商业喇叭噪声', 'Commercial loudspeakers', 'rounded', 5, false, false, 11),
  ('noise.square', 'noise', '广场健身娱乐噪声', 'Square dancing and street music', 'rounded', 5, true, false, 12),
  ('noise.venue', 'noise', '娱乐场所噪声', 'Bars and entertainment venues', 'rounded', 5, false, false, 13),
  ('noise.equipment', 'noise', '固定设备噪声（风机、冷却塔等）', 'Fixed equipment (fans, cooling towers)', 'rounded', 5, false, false, 14),
  ('noise.neighbour', 'noise', '邻里生活噪声', 'Neighbours', 'subdistrict', 5, true, false, 15),
  ('noise.renovation', 'noise', '室内装修噪声', 'Home renovation', 'subdistrict', 5, true, false, 16),
  ('noise.pet', 'noise', '宠物噪声', 'Pets', 'subdistrict', 5, true, false, 17),
  ('water.outfall', 'water', '排污口排放异常', 'Suspicious outfall', 'exact', 6, false, true, 18),
  ('water.odour', 'water', '水体黑臭', 'Black or smelly water', 'exact', 6, false, false, 19),
  ('water.litter', 'water', '河面漂浮垃圾', 'Floating litter', 'exact', 6, false, false, 20),
  ('water.deadfish', 'water', '死鱼或水生态异常', 'Dead fish', 'exact', 6, false, true, 21),
  ('water.sewer', 'water', '雨污管网溢流或堵塞', 'Overflowing or blocked drains', 'exact', 6, false, true, 22),
  ('waste.mixed', 'waste', '垃圾混装混运', 'Sorted waste mixed again', 'exact', 8, false, false, 23),
  ('waste.overflow', 'waste', '垃圾桶满溢', 'Overfull bins', 'exact', 8, false, false, 24),
  ('waste.dump', 'waste', '乱倒垃圾', 'Dumped rubbish', 'exact', 8, false, false, 25),
  ('waste.construction', 'waste', '建筑垃圾乱堆乱倒', 'Dumped construction waste', 'exact', 8, false, false, 26),
  ('waste.hazard', 'waste', '疑似危险废物', 'Suspected hazardous waste', 'exact', 14, false, true, 27),
  ('waste.plastic', 'waste', '一次性塑料污染', 'Single-use plastic pollution', 'exact', 8, false, false, 28),
  ('waste.point', 'waste', '分类投放点设施问题', 'Problem at a sorting point', 'exact', 8, false, false, 29),
  ('greenery.damage', 'greenery', '毁坏树木绿地', 'Damaged trees or lawns', 'exact', 9, false, false, 30),
  ('greenery.pest', 'greenery', '林木病虫害', 'Tree pests or disease', 'exact', 13, false, false, 31),
  ('greenery.tree', 'greenery', '危险树木', 'Dangerous tree', 'exact', 9, false, true, 32),
  ('greenery.facility', 'greenery', '公园设施损坏', 'Broken park facility', 'exact', 10, false, false, 33),
  ('land.greenland', 'land', '侵占绿地', 'Occupied green land', 'exact', 1, false, false, 34),
  ('land.farmland', 'land', '疑似占用耕地', 'Suspected occupation of farmland', 'exact', 1, false, false, 35),
  ('soil.leak', 'land', '油品或化学品渗漏', 'Leaking oil or chemicals', 'exact', 7, false, true, 36),
  ('soil.dump', 'land', '倾倒疑似污染土壤', 'Dumped suspicious soil', 'exact', 7, false, true, 37),
  ('hazard.waterlogging', 'safety', '积水内涝', 'Standing water', 'exact', 13, false, true, 38),
  ('facility.charger', 'facility', '充电桩故障', 'Broken EV charger', 'exact', 3, false, false, 39),
  ('other.environment', 'other', '其他环境问题', 'Another environmental problem', 'rounded', 20, false, false, 40)
on conflict (code) do nothing;
