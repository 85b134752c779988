-- The district's departments by their usual names, and one office for each subdistrict, which shares its code.

insert into public.units (code, name_zh, name_en, kind) values
  ('ecology', '朝阳区生态环境局', 'District Ecology and Environment Bureau', 'department'),
  ('enforcement', '朝阳区城市管理综合行政执法局', 'District Urban Management Enforcement Bureau', 'department'),
  ('city_management', '朝阳区城市管理委员会', 'District Urban Management Commission', 'department'),
  ('water', '朝阳区水务局', 'District Water Bureau', 'department'),
  ('greening', '朝阳区园林绿化局', 'District Gardening and Greening Bureau', 'department'),
  ('housing', '朝阳区住房和城乡建设委员会', 'District Housing and Urban-Rural Development Commission', 'department'),
  ('planning', '市规划自然资源委朝阳分局', 'Chaoyang Branch of the Municipal Planning and Natural Resources Commission', 'department'),
  ('police', '朝阳公安分局', 'Chaoyang Public Security Sub-bureau', 'department'),
  ('traffic', '朝阳交通支队', 'Chaoyang Traffic Police Detachment', 'department'),
  ('emergency', '朝阳区应急管理局', 'District Emergency Management Bureau', 'department'),
  ('market', '朝阳区市场监督管理局', 'District Market Regulation Bureau', 'department')
on conflict (code) do nothing;

-- 麦子店街道 → 麦子店街道办事处 · 高碑店地区 → 高碑店地区办事处
insert into public.units (code, name_zh, name_en, kind, subdistrict_code)
select
  code,
  name_zh || '办事处',
  regexp_replace(name_en, ' \(.*\)$', '') || ' Office',
  'subdistrict',
  code
from public.subdistricts
on conflict (code) do nothing;
