-- The eight main rivers of Chaoyang (chyzx.bjchy.gov.cn 2019: four systems, 222 rivers and ditches, 610 km) and what was read about their chiefs.
-- One reach a river, because nobody has published where one chief's reach ends and the next begins. The lines are those of
-- static/map/rivers.json, drawn by hand (示意). Posts are those that sources name; no phone and no board code was found, so there is none.
-- Nothing was found about field chiefs (田长) in Chaoyang: left blank. The ids are UUID v5 and never change.

insert into public.waterways (
  id, slug, kind, name_zh, name_en, summary_zh, summary_en, position, source, as_of, data_quality, status
) values
  ('c209c397-288e-5cba-9e3b-efe029e815f5', 'liangma', 'river', '亮马河', 'Liangma River', '整治的一段从香河园路到东四环北路，长 5.57 公里。', 'The restored stretch runs from Xiangheyuan Road to East Fourth Ring Road North, 5.57 km.', 10, 'chyzx.bjchy.gov.cn 2019; bj.people.com.cn 2021-07-22', '2021-07-22', 'sourced', 'published'),
  ('834df668-822c-5253-b84c-c85df85d9f94', 'wenyu', 'river', '温榆河', 'Wenyu River', '朝阳段绿道约 28 公里，从孙河大桥到坝河河口。', 'Its greenway in Chaoyang is about 28 km long, from Sunhe Bridge to the mouth of the Ba River.', 20, 'chyzx.bjchy.gov.cn 2019; dy.163.com/ECV7QUF60519AHL3', '2019-12-31', 'sourced', 'published'),
  ('2434239b-581f-5f91-917f-d5eb6bb6cc8d', 'qing', 'river', '清河', 'Qing River', '下段有 10 公里绿道。', 'There is a greenway of 10 km along its lower part.', 30, 'chyzx.bjchy.gov.cn 2019; dog0769.com/57915', '2019-12-31', 'sourced', 'published'),
  ('eb708710-10d7-5321-8df1-3616cdc15ee1', 'ba', 'river', '坝河', 'Ba River', null, null, 40, 'chyzx.bjchy.gov.cn 2019', '2019-12-31', 'sourced', 'published'),
  ('2f9e5f22-4e07-52cb-bf79-5dc6f775c3a3', 'beixiao', 'river', '北小河', 'Beixiao River', null, null, 50, 'chyzx.bjchy.gov.cn 2019', '2019-12-31', 'sourced', 'published'),
  ('59d717a6-efab-58e7-8f0a-90a4c3d8af70', 'tonghui', 'river', '通惠河', 'Tonghui River', null, null, 60, 'chyzx.bjchy.gov.cn 2019', '2019-12-31', 'sourced', 'published'),
  ('6e7ce2a5-601d-52fd-941c-fdf0563f98a1', 'xiaotaihou', 'river', '萧太后河', 'Xiaotaihou River', '豆各庄的马家湾湿地公园在河边。', 'Majiawan Wetland Park in Dougezhuang lies on it.', 70, 'chyzx.bjchy.gov.cn 2019; 新华社 2017', '2019-12-31', 'sourced', 'published'),
  ('c30690bf-dfa3-564f-86ba-ec952518ce67', 'liangshui', 'river', '凉水河', 'Liangshui River', null, null, 80, 'chyzx.bjchy.gov.cn 2019', '2019-12-31', 'sourced', 'published')
on conflict (id) do nothing;

insert into public.reaches (id, waterway_id, number, name_zh, name_en, quality, line, source, licence) values
  ('517c79c4-02a9-55d0-a80f-5db6411db25c', 'c209c397-288e-5cba-9e3b-efe029e815f5', 1, '亮马河朝阳段', 'Liangma River in Chaoyang', 'schematic', '[{"lat": 39.948, "lng": 116.434}, {"lat": 39.9485, "lng": 116.446}, {"lat": 39.9495, "lng": 116.457}, {"lat": 39.9505, "lng": 116.466}, {"lat": 39.951, "lng": 116.475}, {"lat": 39.949, "lng": 116.484}, {"lat": 39.951, "lng": 116.495}, {"lat": 39.958, "lng": 116.506}, {"lat": 39.968, "lng": 116.512}, {"lat": 39.981, "lng": 116.514}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('6665fd26-df37-5823-8aa5-29174ac5f811', '834df668-822c-5253-b84c-c85df85d9f94', 1, '温榆河朝阳段', 'Wenyu River in Chaoyang', 'schematic', '[{"lat": 40.0894, "lng": 116.4617}, {"lat": 40.0794, "lng": 116.4943}, {"lat": 40.07, "lng": 116.5224}, {"lat": 40.0544, "lng": 116.542}, {"lat": 40.039, "lng": 116.5587}, {"lat": 40.0284, "lng": 116.5722}, {"lat": 40.0138, "lng": 116.5954}, {"lat": 40.0066, "lng": 116.6215}, {"lat": 39.991, "lng": 116.6317}, {"lat": 39.9784, "lng": 116.6366}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('9fd5f72e-c646-5906-b4cc-3556ba2f25e8', '2434239b-581f-5f91-917f-d5eb6bb6cc8d', 1, '清河朝阳段', 'Qing River in Chaoyang', 'schematic', '[{"lat": 40.033, "lng": 116.352}, {"lat": 40.0335, "lng": 116.375}, {"lat": 40.036, "lng": 116.398}, {"lat": 40.0405, "lng": 116.42}, {"lat": 40.048, "lng": 116.442}, {"lat": 40.06, "lng": 116.458}, {"lat": 40.075, "lng": 116.462}, {"lat": 40.0894, "lng": 116.4617}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('5be96c7c-1cc3-5fae-87c9-8649d26494e4', 'eb708710-10d7-5321-8df1-3616cdc15ee1', 1, '坝河朝阳段', 'Ba River in Chaoyang', 'schematic', '[{"lat": 39.966, "lng": 116.43}, {"lat": 39.969, "lng": 116.445}, {"lat": 39.967, "lng": 116.46}, {"lat": 39.974, "lng": 116.478}, {"lat": 39.979, "lng": 116.497}, {"lat": 39.982, "lng": 116.515}, {"lat": 39.983, "lng": 116.53}, {"lat": 39.985, "lng": 116.55}, {"lat": 39.99, "lng": 116.575}, {"lat": 39.996, "lng": 116.602}, {"lat": 39.991, "lng": 116.6317}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('10305b0b-b999-5c76-adf1-fa95bb3b1270', '2f9e5f22-4e07-52cb-bf79-5dc6f775c3a3', 1, '北小河朝阳段', 'Beixiao River in Chaoyang', 'schematic', '[{"lat": 39.998, "lng": 116.402}, {"lat": 40.003, "lng": 116.42}, {"lat": 40.007, "lng": 116.44}, {"lat": 40.007, "lng": 116.458}, {"lat": 40.006, "lng": 116.478}, {"lat": 39.999, "lng": 116.498}, {"lat": 39.99, "lng": 116.514}, {"lat": 39.983, "lng": 116.53}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('4782e21f-20f9-5e6f-8887-e412a7ef7bec', '59d717a6-efab-58e7-8f0a-90a4c3d8af70', 1, '通惠河朝阳段', 'Tonghui River in Chaoyang', 'schematic', '[{"lat": 39.9045, "lng": 116.436}, {"lat": 39.9055, "lng": 116.45}, {"lat": 39.9065, "lng": 116.47}, {"lat": 39.9065, "lng": 116.495}, {"lat": 39.9055, "lng": 116.52}, {"lat": 39.9045, "lng": 116.545}, {"lat": 39.9055, "lng": 116.57}, {"lat": 39.9085, "lng": 116.595}, {"lat": 39.911, "lng": 116.622}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('131c056c-2862-5ee2-8bc1-77c8018a6362', '6e7ce2a5-601d-52fd-941c-fdf0563f98a1', 1, '萧太后河朝阳段', 'Xiaotaihou River in Chaoyang', 'schematic', '[{"lat": 39.868, "lng": 116.455}, {"lat": 39.866, "lng": 116.475}, {"lat": 39.866, "lng": 116.497}, {"lat": 39.865, "lng": 116.517}, {"lat": 39.862, "lng": 116.537}, {"lat": 39.857, "lng": 116.56}, {"lat": 39.855, "lng": 116.585}, {"lat": 39.855, "lng": 116.61}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('b3f99dfd-96e6-52ba-976c-65e1cb2d75d4', 'c30690bf-dfa3-564f-86ba-ec952518ce67', 1, '凉水河朝阳段', 'Liangshui River in Chaoyang', 'schematic', '[{"lat": 39.851, "lng": 116.42}, {"lat": 39.843, "lng": 116.436}, {"lat": 39.835, "lng": 116.452}, {"lat": 39.826, "lng": 116.47}, {"lat": 39.818, "lng": 116.488}, {"lat": 39.811, "lng": 116.507}]', 'drawn by hand for this project from general knowledge', 'CC0-1.0')
on conflict (id) do nothing;

insert into public.reach_subdistricts (reach_id, subdistrict_code, source) values
  ('517c79c4-02a9-55d0-a80f-5db6411db25c', '110105004', 'bj.people.com.cn 2021-07-22'),
  ('517c79c4-02a9-55d0-a80f-5db6411db25c', '110105005', 'bj.people.com.cn 2021-07-22'),
  ('517c79c4-02a9-55d0-a80f-5db6411db25c', '110105012', 'bj.people.com.cn 2021-07-22'),
  ('6665fd26-df37-5823-8aa5-29174ac5f811', '110105037', 'dy.163.com/ECV7QUF60519AHL3 (孙河大桥)'),
  ('5be96c7c-1cc3-5fae-87c9-8649d26494e4', '110105024', 'scholarmate (坝河 × 太阳宫北街)'),
  ('131c056c-2862-5ee2-8bc1-77c8018a6362', '110105041', '新华社 2017')
on conflict do nothing;

-- Six hundred and more chiefs in three levels (2017); boards give post, office phone, duty and reach.
insert into public.chiefs (id, kind, level, post_zh, post_en, duty_zh, duty_en, source, as_of, status) values
  ('68b46fdc-89c6-576c-8654-33c1483f64b1', 'river', 'district', '区级河长', 'District river chief', null, null, '416w.cn (2017)', '2017-12-31', 'published'),
  ('7ac85e4d-a4a6-529e-bb00-da38c8c97cf8', 'river', 'subdistrict', '街乡级河长', 'Subdistrict river chief', null, null, '416w.cn (2017)', '2017-12-31', 'published'),
  ('44f46f4b-20ce-5f27-ab72-599b9f9d7a39', 'river', 'community', '社区（村）级河长', 'Community (village) river chief', '沿河走看，每周至少一次。', 'Walks along the river at least once a week.', '416w.cn (2017)', '2017-12-31', 'published'),
  ('85dd4f95-b1bc-5853-9629-91ee7244ac6e', 'forest', 'subdistrict', '街乡级林长', 'Subdistrict forest chief', '每月巡查。', 'Goes round once a month.', '中新网 2021-03-29 (zycstore.cn)', '2021-03-29', 'published'),
  ('d6f6b26b-0479-56fd-aa5e-f19fb8b455da', 'forest', 'community', '社区（村）级林长', 'Community (village) forest chief', '每周巡查。', 'Goes round once a week.', '中新网 2021-03-29 (zycstore.cn)', '2021-03-29', 'published')
on conflict (id) do nothing;
