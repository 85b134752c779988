-- Metro stations to start a search from. Names as on the signs; points from general knowledge, about 500 m either way,
-- WGS 84: enough to put the nearest park first, never printed as a position.

insert into public.landmarks (code, kind, name_zh, name_en, name_pinyin, lat, lng, position_quality, source) values
  ('liangmaqiao', 'metro', '亮马桥', 'Liangmaqiao', 'liang ma qiao', 39.949, 116.462, 'approximate', 'General knowledge, not checked'),
  ('agricultural_exhibition_center', 'metro', '农业展览馆', 'Agricultural Exhibition Center', 'nong ye zhan lan guan', 39.941, 116.462, 'approximate', 'General knowledge, not checked'),
  ('tuanjiehu', 'metro', '团结湖', 'Tuanjiehu', 'tuan jie hu', 39.934, 116.462, 'approximate', 'General knowledge, not checked'),
  ('hujialou', 'metro', '呼家楼', 'Hujialou', 'hu jia lou', 39.923, 116.462, 'approximate', 'General knowledge, not checked'),
  ('guomao', 'metro', '国贸', 'Guomao', 'guo mao', 39.909, 116.462, 'approximate', 'General knowledge, not checked'),
  ('shuangjing', 'metro', '双井', 'Shuangjing', 'shuang jing', 39.893, 116.462, 'approximate', 'General knowledge, not checked'),
  ('jinsong', 'metro', '劲松', 'Jinsong', 'jin song', 39.884, 116.461, 'approximate', 'General knowledge, not checked'),
  ('sanyuanqiao', 'metro', '三元桥', 'Sanyuanqiao', 'san yuan qiao', 39.961, 116.457, 'approximate', 'General knowledge, not checked'),
  ('taiyanggong', 'metro', '太阳宫', 'Taiyanggong', 'tai yang gong', 39.973, 116.448, 'approximate', 'General knowledge, not checked'),
  ('zaoying', 'metro', '枣营', 'Zaoying', 'zao ying', 39.944, 116.474, 'approximate', 'General knowledge, not checked'),
  ('chaoyang_park', 'metro', '朝阳公园', 'Chaoyang Park', 'chao yang gong yuan', 39.934, 116.478, 'approximate', 'General knowledge, not checked'),
  ('jintailu', 'metro', '金台路', 'Jintailu', 'jin tai lu', 39.923, 116.478, 'approximate', 'General knowledge, not checked'),
  ('dongfengbeiqiao', 'metro', '东风北桥', 'Dongfengbeiqiao', 'dong feng bei qiao', 39.958, 116.486, 'approximate', 'General knowledge, not checked'),
  ('jiangtai', 'metro', '将台', 'Jiangtai', 'jiang tai', 39.971, 116.489, 'approximate', 'General knowledge, not checked'),
  ('wangjing', 'metro', '望京', 'Wangjing', 'wang jing', 39.998, 116.469, 'approximate', 'General knowledge, not checked'),
  ('wangjingnan', 'metro', '望京南', 'Wangjingnan', 'wang jing nan', 39.985, 116.481, 'approximate', 'General knowledge, not checked'),
  ('olympic_park', 'metro', '奥林匹克公园', 'Olympic Park', 'ao lin pi ke gong yuan', 40.002, 116.392, 'approximate', 'General knowledge, not checked'),
  ('south_gate_of_forest_park', 'metro', '森林公园南门', 'South Gate of Forest Park', 'sen lin gong yuan nan men', 40.010, 116.393, 'approximate', 'General knowledge, not checked'),
  ('qingnianlu', 'metro', '青年路', 'Qingnianlu', 'qing nian lu', 39.923, 116.517, 'approximate', 'General knowledge, not checked'),
  ('liufang', 'metro', '柳芳', 'Liufang', 'liu fang', 39.958, 116.432, 'approximate', 'General knowledge, not checked'),
  ('changying', 'metro', '常营', 'Changying', 'chang ying', 39.926, 116.600, 'approximate', 'General knowledge, not checked')
on conflict (code) do nothing;
