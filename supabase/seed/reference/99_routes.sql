-- Garden routes: what was read about them, and no more. What is unknown is null: where a source gives no course there is no
-- line, where it names no stops there are none. The lines are drawn by hand along the schematic rivers (static/map/rivers.json) and
-- say so. Lengths are the sources' own. Many sources were read on reprint pages; the original outlet is the authority.
-- Stations at the ends of the Liangma River are from general knowledge. The ids are UUID v5 of the slug and never change.

insert into public.routes (
  id, slug, kind, name_zh, name_en, summary_zh, summary_en, length_m, start_landmark, end_landmark, stations_source,
  flower_code, months, season_zh, season_en, season_source, measure, position, source, as_of, data_quality, status
) values
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 'liangma-river', 'waterfront', '亮马河滨水步道', 'Liangma River walk',
   '沿亮马河，从香河园路到东四环北路。整治的一段长 5.57 公里，约 80 公顷：水面 16 公顷，绿地 64 公顷。一河、两湖、二十四桥、十八景；2023 年 5 月起，滨水绿道全长 18 公里。',
   'Along the Liangma River from Xiangheyuan Road to East Fourth Ring Road North. The restored stretch is 5.57 km long and about 80 hectares, 16 of them water and 64 green: one river, two lakes, 24 bridges, 18 views. Since May 2023 the waterfront greenway has been 18 km in all.',
   5570, 'liufang', 'dongfengbeiqiao', '常识，没有核对 / general knowledge, not checked', null, null, null, null, null, 6, 10,
   'bj.people.com.cn 2021-07-22; hexun 2022-09-08; nanmuxuan.com 2023-03', '2023-03-31', 'sourced', 'published'),
  ('00c0b331-2da9-543d-a57e-9f21ee15e518', 'wenyu-river-greenway', 'greenway', '温榆河绿道（朝阳段）', 'Wenyu River greenway (Chaoyang)',
   '从孙河大桥到坝河河口，约 28 公里。', 'From Sunhe Bridge to the mouth of the Ba River, about 28 km.',
   28000, null, null, null, null, null, null, null, null, 10, 20, 'dy.163.com/ECV7QUF60519AHL3', null, 'sourced', 'published'),
  ('a4085d86-2ec7-54d2-a9e0-3ca2b2dd1d54', 'wangjing-ring-greenway', 'greenway', '望京环绿道', 'Wangjing ring greenway',
   '绕望京一圈，17 公里，连起九个公园。', 'A ring of 17 km around Wangjing that joins nine parks.',
   17000, null, null, null, null, null, null, null, null, 10, 30, 'dy.163.com/ECV7QUF60519AHL3', null, 'sourced', 'published'),
  ('0f0bb6d1-81c0-5381-8370-da8dfb8be33d', 'north-greenway', 'greenway', '北部绿道（望京至朝阳站）', 'Northern greenway (Wangjing to Chaoyang Station)',
   '从望京到朝阳站，25.5 公里。整个北部绿道规划 130.8 公里，经过 26 个公园、12 个街乡、62 个社区。',
   'From Wangjing to Chaoyang railway station, 25.5 km. The whole northern greenway is planned to be 130.8 km long, through 26 parks, 12 subdistricts and 62 communities.',
   25500, null, null, null, null, null, null, null, null, 10, 40, 'tibet.cn t20221026_7295316', '2022-10-26', 'sourced', 'published'),
  ('312189d7-52d8-5a39-b0eb-d8948ced361f', 'green-belt-park-ring', 'greenway', '绿隔公园环（一期）', 'Green belt park ring, phase 1',
   '约 40 公里，串起 7 个公园、5 个街乡。', 'About 40 km, through seven parks and five subdistricts.',
   40000, null, null, null, null, null, null, null, null, 9, 50, 'ycdmf.com/82d198930 (2024-09)', '2024-09-30', 'sourced', 'published'),
  ('2106f480-ea80-58b2-9f05-40360b5c34b0', 'qinghe-lower-greenway', 'greenway', '清河下段绿道', 'Lower Qing River greenway',
   '清河下段，10 公里。', 'Along the lower Qing River, 10 km.',
   10000, null, null, null, null, null, null, null, null, 10, 60, 'dog0769.com/57915', null, 'sourced', 'published'),
  ('a7d71b7b-a0ab-515f-bce1-f00a3ba55009', 'changying-half-marathon-greenway', 'greenway', '常营半马绿道', 'Changying half-marathon greenway',
   null, null, null, null, null, null, null, null, null, null, null, 10, 70, 'dy.163.com/ECV7QUF60519AHL3', null, 'unchecked', 'published'),
  ('392bd1d6-ef35-588e-8542-ea34f7a412e5', 'wangjing-crab-apple-stream', 'garden_road', '望京海棠花溪', 'Wangjing crab-apple stream',
   '约 4 公里的海棠。', 'About 4 km of crab-apple trees.',
   4000, null, null, null, 'crab_apple', '{4}', '海棠节约从 4 月 3 日开始（元大都）', 'The crab-apple festival (Yuan Dadu) begins about 3 April',
   'bjwmb.gov.cn t20220419_886177', 10, 15, 'e993.com; platinumclinic.net', null, 'sourced', 'published'),
  ('a02aa0a8-a9c8-511e-9a2e-3a782ebad486', 'huangqu-middle-road', 'garden_road', '黄渠中路', 'Huangqu Middle Road',
   '2024 年建成的 15 条花园路之一。', 'One of the 15 garden roads of 2024.',
   null, null, null, null, null, null, null, null, null, 10, 80, 'e993.com; platinumclinic.net', '2024-12-31', 'sourced', 'published'),
  ('a30dbe74-5f50-5de4-99b4-a18552861444', 'coking-plant-sixth-street', 'garden_road', '焦化厂六街', 'Jiaohuachang (Coking Plant) Sixth Street',
   '2024 年建成的 15 条花园路之一。', 'One of the 15 garden roads of 2024.',
   null, null, null, null, null, null, null, null, null, 10, 90, 'e993.com; platinumclinic.net', '2024-12-31', 'sourced', 'published')
on conflict (id) do nothing;

insert into public.route_stops (
  route_id, number, name_zh, name_en, text_zh, text_en, place_id, landmark_code, lat, lng, position_quality, source
) values
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 1, '香河园路', 'Xiangheyuan Road',
   '步道的西头，从这里沿河往东走。', 'The western end. Follow the river eastwards from here.',
   null, 'liufang', 39.948, 116.434, 'approximate', 'bj.people.com.cn 2021-07-22; point drawn by hand'),
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 2, '左家庄、三里屯河段', 'Between Zuojiazhuang and Sanlitun',
   '河北岸是左家庄，南岸是三里屯。', 'Zuojiazhuang lies on the north bank, Sanlitun on the south bank.',
   null, null, 39.9485, 116.446, 'approximate', 'bj.people.com.cn 2021-07-22; banks: general knowledge; point drawn by hand'),
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 3, '燕莎码头', 'Yansha Dock',
   '游船从这里开到红领巾湖，约 6 公里。沿线五个码头：燕莎、蓝港、碧沙、郡王府、红领巾。',
   'Boats leave from here for the lake of Honglingjin Park, about 6 km. There are five docks on the line: Yansha, Langang, Bisha, Junwangfu and Honglingjin.',
   null, 'liangmaqiao', 39.95, 116.4615, 'approximate', 'hexun 2022-09-08; bj.cri.cn 20220909; point drawn by hand'),
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 4, '麦子店河段', 'Maizidian',
   '河从麦子店街道穿过。', 'The river runs through Maizidian Subdistrict.',
   null, null, 39.9506, 116.468, 'approximate', 'bj.people.com.cn 2021-07-22; point drawn by hand'),
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 5, '蓝港码头', 'Langang Dock',
   '游船码头，在蓝色港湾旁边。', 'A dock of the boat line, beside Solana (蓝色港湾).',
   null, null, 39.951, 116.4735, 'approximate', 'hexun 2022-09-08; bj.cri.cn 20220909; Solana: general knowledge; point drawn by hand'),
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 6, '朝阳公园', 'Chaoyang Park',
   '规划面积 288.7 公顷的大公园，河从它的北边经过。想早点结束，可以从这里去地铁枣营站。',
   'A large park of 288.7 hectares; the river passes its north side. To finish early, go to Zaoying metro station from here.',
   '5d450a02-b861-569a-a989-4fc5eb51b912', 'zaoying', 39.9503, 116.478, 'approximate', 'bj.people.com.cn 2021-07-22; bjchy.gov.cn; station: general knowledge; point drawn by hand'),
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 7, '东四环北路', 'East Fourth Ring Road North',
   '这一段的东头。', 'The eastern end of this stretch.',
   null, 'dongfengbeiqiao', 39.9498, 116.489, 'approximate', 'bj.people.com.cn 2021-07-22; point drawn by hand'),
  ('00c0b331-2da9-543d-a57e-9f21ee15e518', 1, '孙河大桥', 'Sunhe Bridge', '绿道的上游一头。', 'The upstream end of the greenway.',
   null, null, 40.07, 116.5224, 'approximate', 'dy.163.com/ECV7QUF60519AHL3; point drawn by hand'),
  ('00c0b331-2da9-543d-a57e-9f21ee15e518', 2, '坝河河口', 'Mouth of the Ba River', '坝河在这里流入温榆河。', 'The Ba River flows into the Wenyu River here.',
   null, null, 39.991, 116.6317, 'approximate', 'dy.163.com/ECV7QUF60519AHL3; point drawn by hand'),
  ('0f0bb6d1-81c0-5381-8370-da8dfb8be33d', 1, '望京', 'Wangjing', null, null,
   null, null, null, null, null, 'tibet.cn t20221026_7295316'),
  ('0f0bb6d1-81c0-5381-8370-da8dfb8be33d', 2, '朝阳站', 'Chaoyang railway station', null, null,
   null, null, null, null, null, 'tibet.cn t20221026_7295316')
on conflict do nothing;

insert into public.route_lines (route_id, quality, line, source, licence) values
  ('bbfa5a45-dfbf-5b19-8d74-00d13fe8653f', 'schematic',
   '[{"lat": 39.948, "lng": 116.434}, {"lat": 39.9485, "lng": 116.446}, {"lat": 39.9495, "lng": 116.457}, {"lat": 39.9505, "lng": 116.466}, {"lat": 39.951, "lng": 116.475}, {"lat": 39.949, "lng": 116.484}, {"lat": 39.9498, "lng": 116.489}]',
   'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  ('00c0b331-2da9-543d-a57e-9f21ee15e518', 'schematic',
   '[{"lat": 40.07, "lng": 116.5224}, {"lat": 40.0544, "lng": 116.542}, {"lat": 40.039, "lng": 116.5587}, {"lat": 40.0284, "lng": 116.5722}, {"lat": 40.0138, "lng": 116.5954}, {"lat": 40.0066, "lng": 116.6215}, {"lat": 39.991, "lng": 116.6317}]',
   'drawn by hand for this project from general knowledge', 'CC0-1.0'),
  -- The last 10 km of the drawn river, up to where it runs into the Wenyu: which reach the greenway follows is not said more exactly.
  ('2106f480-ea80-58b2-9f05-40360b5c34b0', 'schematic',
   '[{"lat": 40.035, "lng": 116.3886}, {"lat": 40.036, "lng": 116.398}, {"lat": 40.0405, "lng": 116.42}, {"lat": 40.048, "lng": 116.442}, {"lat": 40.06, "lng": 116.458}, {"lat": 40.075, "lng": 116.462}, {"lat": 40.0894, "lng": 116.4617}]',
   'drawn by hand for this project from general knowledge', 'CC0-1.0')
on conflict (route_id) do nothing;
