-- A small list of what one meets in the district, to choose from: names from general knowledge, not checked. Protection errs on the side of
-- hiding: "national" after 《国家重点保护野生动物名录》 (2021) and 《国家重点保护野生植物名录》 (2021), "beijing" after the city's own list, both
-- from general knowledge and not read here. Check both before launch.
insert into public.taxa (code, group_name, name_zh, name_en, name_latin, protection, protection_source) values
  ('magpie', 'bird', '喜鹊', 'Oriental magpie', 'Pica serica', null, null),
  ('azure_winged_magpie', 'bird', '灰喜鹊', 'Azure-winged magpie', 'Cyanopica cyanus', null, null),
  ('tree_sparrow', 'bird', '麻雀', 'Tree sparrow', 'Passer montanus', null, null),
  ('light_vented_bulbul', 'bird', '白头鹎', 'Light-vented bulbul', 'Pycnonotus sinensis', null, null),
  ('mallard', 'bird', '绿头鸭', 'Mallard', 'Anas platyrhynchos', null, null),
  ('night_heron', 'bird', '夜鹭', 'Night heron', 'Nycticorax nycticorax', null, null),
  ('beijing_swift', 'bird', '北京雨燕', 'Beijing swift', 'Apus apus', 'beijing', '北京市重点保护野生动物名录，常识，没有核对'),
  ('great_spotted_woodpecker', 'bird', '大斑啄木鸟', 'Great spotted woodpecker', 'Dendrocopos major', 'beijing', '北京市重点保护野生动物名录，常识，没有核对'),
  ('mandarin_duck', 'bird', '鸳鸯', 'Mandarin duck', 'Aix galericulata', 'national', '国家重点保护野生动物名录 2021，常识，没有核对'),
  ('kestrel', 'bird', '红隼', 'Common kestrel', 'Falco tinnunculus', 'national', '国家重点保护野生动物名录 2021，常识，没有核对'),
  ('long_eared_owl', 'bird', '长耳鸮', 'Long-eared owl', 'Asio otus', 'national', '国家重点保护野生动物名录 2021，常识，没有核对'),
  ('hedgehog', 'mammal', '东北刺猬', 'Amur hedgehog', 'Erinaceus amurensis', 'beijing', '北京市重点保护野生动物名录，常识，没有核对'),
  ('siberian_weasel', 'mammal', '黄鼬', 'Siberian weasel', 'Mustela sibirica', 'beijing', '北京市重点保护野生动物名录，常识，没有核对'),
  ('asiatic_toad', 'amphibian', '中华蟾蜍', 'Asiatic toad', 'Bufo gargarizans', 'beijing', '北京市重点保护野生动物名录，常识，没有核对'),
  ('black_cicada', 'insect', '黑蚱蝉', 'Black cicada', 'Cryptotympana atrata', null, null),
  ('lesser_emperor', 'insect', '碧伟蜓', 'Lesser emperor dragonfly', 'Anax parthenope', null, null),
  ('wild_soybean', 'plant', '野大豆', 'Wild soybean', 'Glycine soja', 'national', '国家重点保护野生植物名录 2021，常识，没有核对'),
  ('purple_violet', 'plant', '紫花地丁', 'Purple-flowered violet', 'Viola philippica', null, null),
  ('dandelion', 'plant', '蒲公英', 'Mongolian dandelion', 'Taraxacum mongolicum', null, null)
on conflict (code) do nothing;
