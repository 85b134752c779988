-- When the flowers open in Beijing, as far as a source was read that says so. Pear and orychophragmus: none was found, left blank.
-- Months of a place itself stand in 96_places.sql. Only what is blank is filled in.
update public.flowers f set months = s.months::smallint[], months_source = s.source
from (values
  ('mountain_peach', '{3,4}', '北京市公园管理中心, 新京报 (cs.miaodongshenghuo.com/c/030514EV2022)'),
  ('cherry', '{3,4}', '京城各大公园花期 2017-04-02 (m.hbcasj.com)'),
  ('crab_apple', '{4}', '紫竹院公园主要植物观赏日历 (360docs.net/doc/17506369)'),
  ('peach', '{4,5}', '京城各大公园花期 2017-04-02 (m.hbcasj.com)'),
  ('chinese_rose', '{4,5}', '紫竹院公园主要植物观赏日历 (360docs.net/doc/17506369)'),
  ('lotus', '{6,7,8}', '莲花池公园, 人民日报 2023-06-27 (kstxie.cn)'),
  ('sunflower', '{7}', '奥林匹克森林公园 2012-07-03 (haywardtinfu.com)'),
  ('crape_myrtle', '{7,8,9}', '紫竹院公园主要植物观赏日历 (360docs.net/doc/17506369)')
) s (code, months, source)
where f.code = s.code and f.months is null;
