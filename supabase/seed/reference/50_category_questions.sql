-- Questions that help the unit find and judge the problem. None is compulsory; the form may show the first two or three.
-- `address_like`: the answer could give the place away, so it is never public where the place is not shown exactly.

insert into public.category_questions
  (category_code, code, kind, options, label_zh, label_en, address_like, position) values
  ('air.fume', 'meal_time', 'choice', '[
      {"code": "lunch", "label_zh": "午餐时段", "label_en": "Lunch"},
      {"code": "dinner", "label_zh": "晚餐时段", "label_en": "Dinner"},
      {"code": "late", "label_zh": "夜间", "label_en": "Late at night"},
      {"code": "all_day", "label_zh": "全天", "label_en": "All day"}
    ]',
    '什么时段最重？', 'When is it worst?', false, 1),
  ('air.fume', 'outlet', 'choice', '[
      {"code": "window", "label_zh": "对着居民窗户", "label_en": "Facing flats"},
      {"code": "street", "label_zh": "临街", "label_en": "On the street"},
      {"code": "roof", "label_zh": "楼顶烟道", "label_en": "On the roof"},
      {"code": "unknown", "label_zh": "看不清", "label_en": "Not visible"}
    ]',
    '排烟口在哪里？', 'Where is the outlet?', true, 2),
  ('air.fume', 'dwelling_above', 'yes_no', '[]', '楼上或紧邻是住宅吗？', 'Are there homes above or next door?', false, 3),
  ('air.fume', 'shop', 'text', '[]', '哪一家？招牌或门牌号', 'Which one? Name on the sign or door number', true, 4),
  ('air.bbq', 'setting', 'choice', '[
      {"code": "stall", "label_zh": "流动摊点", "label_en": "A mobile stall"},
      {"code": "shop", "label_zh": "店铺门外", "label_en": "Outside a shop"},
      {"code": "private", "label_zh": "个人聚会", "label_en": "A private gathering"}
    ]',
    '是什么情形？', 'What is it?', false, 1),
  ('air.bbq', 'hours', 'choice', '[
      {"code": "early_evening", "label_zh": "20点前", "label_en": "Before 20:00"},
      {"code": "evening", "label_zh": "20点到22点", "label_en": "20:00 to 22:00"},
      {"code": "late", "label_zh": "22点以后", "label_en": "After 22:00"}
    ]',
    '一般几点？', 'At what time?', false, 2),
  ('air.odour', 'smell', 'choice', '[
      {"code": "waste", "label_zh": "垃圾", "label_en": "Waste"},
      {"code": "paint", "label_zh": "油漆、溶剂", "label_en": "Paint or solvent"},
      {"code": "food", "label_zh": "餐饮", "label_en": "Cooking"},
      {"code": "drain", "label_zh": "下水道", "label_en": "Drains"},
      {"code": "other", "label_zh": "说不清", "label_en": "Hard to say"}
    ]',
    '像什么气味？', 'What does it smell of?', false, 1),
  ('air.odour', 'wind', 'choice', '[
      {"code": "still", "label_zh": "无风闷热时", "label_en": "Hot and still"},
      {"code": "windy", "label_zh": "刮风时", "label_en": "Windy"},
      {"code": "any", "label_zh": "都一样", "label_en": "No difference"}
    ]',
    '什么天气更明显？', 'In what weather is it stronger?', false, 2),
  ('air.odour', 'source', 'text', '[]', '可能从哪里来？', 'Where might it come from?', true, 3),
  ('air.dust', 'source', 'choice', '[
      {"code": "site", "label_zh": "工地", "label_en": "A building site"},
      {"code": "bare", "label_zh": "裸露地面", "label_en": "Bare ground"},
      {"code": "lorry", "label_zh": "运输车辆", "label_en": "Lorries"},
      {"code": "road", "label_zh": "道路", "label_en": "The road"}
    ]',
    '扬尘来自哪里？', 'Where does the dust come from?', false, 1),
  ('air.dust', 'covered', 'yes_no', '[]', '裸土或料堆盖了网吗？', 'Are bare soil or heaps covered?', false, 2),
  ('air.dust', 'site_board', 'text', '[]', '工地公示牌上的名称', 'Name on the sites notice board', true, 3),
  ('air.burn', 'material', 'choice', '[
      {"code": "leaves", "label_zh": "落叶、杂草", "label_en": "Leaves or weeds"},
      {"code": "waste", "label_zh": "垃圾", "label_en": "Rubbish"},
      {"code": "wire", "label_zh": "电线、塑料", "label_en": "Cables or plastic"},
      {"code": "unknown", "label_zh": "看不清", "label_en": "Cannot tell"}
    ]',
    '在烧什么？', 'What is burning?', false, 1),
  ('air.burn', 'burning_now', 'yes_no', '[]', '现在还在烧吗？', 'Is it burning now?', false, 2),
  ('air.vehicle', 'vehicle', 'choice', '[
      {"code": "bus", "label_zh": "客车", "label_en": "Bus or coach"},
      {"code": "lorry", "label_zh": "货车", "label_en": "Lorry"},
      {"code": "muck", "label_zh": "渣土车", "label_en": "Muck truck"},
      {"code": "car", "label_zh": "小客车", "label_en": "Car"}
    ]',
    '什么车？', 'What kind of vehicle?', false, 1),
  ('air.vehicle', 'plate', 'text', '[]', '车牌号（不会公开）', 'Number plate (never made public)', true, 2),
  ('air.vehicle', 'direction', 'text', '[]', '在哪条路、往哪个方向？', 'Which road, which direction?', true, 3),
  ('air.machinery', 'machine', 'choice', '[
      {"code": "excavator", "label_zh": "挖掘机", "label_en": "Excavator"},
      {"code": "loader", "label_zh": "装载机", "label_en": "Loader"},
      {"code": "generator", "label_zh": "发电机", "label_en": "Generator"},
      {"code": "other", "label_zh": "其他", "label_en": "Other"}
    ]',
    '什么机械？', 'What machine?', false, 1),
  ('air.machinery', 'label', 'yes_no', '[]', '看得到环保标牌吗？', 'Can you see an environmental label on it?', false, 2),
  ('air.machinery', 'site_board', 'text', '[]', '工地公示牌上的名称', 'Name on the site''s notice board', true, 3),
  ('noise.construction', 'night_work', 'yes_no', '[]', '22点以后或6点以前还在施工吗？', 'Is work going on after 22:00 or before 6:00?', false, 1),
  ('noise.construction', 'permit', 'yes_no', '[]', '看到张贴的夜间施工许可了吗？', 'Have you seen a night-work permit posted?', false, 2),
  ('noise.construction', 'noise_from', 'choice', '[
      {"code": "drill", "label_zh": "打桩、破碎", "label_en": "Piling or breaking"},
      {"code": "lorry", "label_zh": "车辆", "label_en": "Lorries"},
      {"code": "metal", "label_zh": "敲击、切割", "label_en": "Hammering or cutting"},
      {"code": "concrete", "label_zh": "浇筑", "label_en": "Pouring concrete"}
    ]',
    '主要是什么声音？', 'What is the main noise?', false, 3),
  ('noise.traffic', 'kind', 'choice', '[
      {"code": "road", "label_zh": "道路车辆", "label_en": "Road traffic"},
      {"code": "modified", "label_zh": "改装车、摩托车", "label_en": "Modified cars or motorcycles"},
      {"code": "rail", "label_zh": "铁路、地铁", "label_en": "Rail or metro"},
      {"code": "air", "label_zh": "飞机", "label_en": "Aircraft"},
      {"code": "horn", "label_zh": "鸣笛", "label_en": "Horns"}
    ]',
    '哪一类？', 'Which kind?', false, 1),
  ('noise.traffic', 'hours', 'choice', '[
      {"code": "rush", "label_zh": "早晚高峰", "label_en": "Rush hours"},
      {"code": "day", "label_zh": "白天", "label_en": "Daytime"},
      {"code": "night", "label_zh": "夜间", "label_en": "At night"}
    ]',
    '什么时段最吵？', 'When is it loudest?', false, 2),
  ('noise.traffic', 'road', 'text', '[]', '哪条路、哪一段？', 'Which road, which stretch?', true, 3),
  ('noise.industrial', 'pattern', 'choice', '[
      {"code": "constant", "label_zh": "持续", "label_en": "Constant"},
      {"code": "bursts", "label_zh": "间歇", "label_en": "In bursts"},
      {"code": "night", "label_zh": "夜间更响", "label_en": "Louder at night"}
    ]',
    '声音是怎样的？', 'What is the noise like?', false, 1),
  ('noise.industrial', 'source', 'text', '[]', '哪家单位或哪处厂房？', 'Which firm or building?', true, 2),
  ('noise.loudspeaker', 'content', 'choice', '[
      {"code": "advert", "label_zh": "叫卖、促销", "label_en": "Advertising"},
      {"code": "music", "label_zh": "音乐", "label_en": "Music"},
      {"code": "announcement", "label_zh": "广播通知", "label_en": "Announcements"}
    ]',
    '在播什么？', 'What is being played?', false, 1),
  ('noise.loudspeaker', 'hours', 'choice', '[
      {"code": "morning", "label_zh": "早晨", "label_en": "Morning"},
      {"code": "day", "label_zh": "白天", "label_en": "Daytime"},
      {"code": "evening", "label_zh": "晚上", "label_en": "Evening"},
      {"code": "all_day", "label_zh": "全天", "label_en": "All day"}
    ]',
    '什么时段？', 'At what time?', false, 2),
  ('noise.loudspeaker', 'shop', 'text', '[]', '哪一家？招牌或门牌号', 'Which one? Name on the sign or door number', true, 3),
  ('noise.square', 'activity', 'choice', '[
      {"code": "dance", "label_zh": "广场舞", "label_en": "Square dancing"},
      {"code": "singing", "label_zh": "唱歌、乐器", "label_en": "Singing or instruments"},
      {"code": "sport", "label_zh": "健身、打陀螺", "label_en": "Exercise, whip tops"},
      {"code": "other", "label_zh": "其他", "label_en": "Other"}
    ]',
    '是什么活动？', 'What is the activity?', false, 1),
  ('noise.square', 'hours', 'choice', '[
      {"code": "morning", "label_zh": "早晨", "label_en": "Morning"},
      {"code": "afternoon", "label_zh": "下午", "label_en": "Afternoon"},
      {"code": "evening", "label_zh": "22点前的晚上", "label_en": "Evening, before 22:00"},
      {"code": "late", "label_zh": "22点以后", "label_en": "After 22:00"}
    ]',
    '一般几点？', 'At what time?', false, 2),
  ('noise.square', 'asked', 'yes_no', '[]', '有人劝过吗？', 'Has anyone asked them to turn it down?', false, 3),
  ('noise.venue', 'sound', 'choice', '[
      {"code": "music", "label_zh": "音乐、低音", "label_en": "Music, bass"},
      {"code": "people", "label_zh": "人声", "label_en": "People talking"},
      {"code": "both", "label_zh": "都有", "label_en": "Both"}
    ]',
    '主要是什么声音？', 'What is the main noise?', false, 1),
  ('noise.venue', 'past_ten', 'yes_no', '[]', '22点以后还在响吗？', 'Does it go on after 22:00?', false, 2),
  ('noise.venue', 'shop', 'text', '[]', '哪一家？招牌或门牌号', 'Which one? Name on the sign or door number', true, 3),
  ('noise.equipment', 'device', 'choice', '[
      {"code": "fan", "label_zh": "排风机", "label_en": "Extractor fan"},
      {"code": "tower", "label_zh": "冷却塔", "label_en": "Cooling tower"},
      {"code": "ac", "label_zh": "空调外机", "label_en": "Air conditioner"},
      {"code": "pump", "label_zh": "水泵", "label_en": "Pump"},
      {"code": "unknown", "label_zh": "不确定", "label_en": "Not sure"}
    ]',
    '什么设备？', 'What equipment?', false, 1),
  ('noise.equipment', 'hours', 'choice', '[
      {"code": "day", "label_zh": "白天", "label_en": "Daytime"},
      {"code": "night", "label_zh": "夜间也响", "label_en": "At night too"},
      {"code": "always", "label_zh": "一直响", "label_en": "All the time"}
    ]',
    '什么时候响？', 'When does it run?', false, 2),
  ('noise.equipment', 'source', 'text', '[]', '设备在哪栋楼、什么位置？', 'Which building, which part of it?', true, 3),
  ('noise.neighbour', 'sound', 'choice', '[
      {"code": "steps", "label_zh": "走动、拖拽", "label_en": "Steps, dragging"},
      {"code": "music", "label_zh": "音乐、电视", "label_en": "Music or television"},
      {"code": "voices", "label_zh": "吵闹", "label_en": "Shouting"},
      {"code": "instrument", "label_zh": "练琴", "label_en": "An instrument"}
    ]',
    '是什么声音？', 'What is the noise?', false, 1),
  ('noise.neighbour', 'hours', 'choice', '[
      {"code": "day", "label_zh": "白天", "label_en": "Daytime"},
      {"code": "evening", "label_zh": "22点前的晚上", "label_en": "Evening, before 22:00"},
      {"code": "night", "label_zh": "22点到6点", "label_en": "22:00 to 6:00"}
    ]',
    '什么时段？', 'At what time?', false, 2),
  ('noise.neighbour', 'tried_mediation', 'yes_no', '[]', '和对方、物业或居委会谈过吗？', 'Have you talked to them, the property company or the residents'' committee?', false, 3),
  ('noise.renovation', 'days', 'choice', '[
      {"code": "noon", "label_zh": "工作日12点到14点", "label_en": "Workdays 12:00 to 14:00"},
      {"code": "evening", "label_zh": "工作日18点到次日8点", "label_en": "Workdays 18:00 to 8:00"},
      {"code": "rest", "label_zh": "周末或节假日", "label_en": "Weekends or holidays"},
      {"code": "other", "label_zh": "其他时段", "label_en": "Other times"}
    ]',
    '什么时候施工？', 'When is the work going on?', false, 1),
  ('noise.renovation', 'tried_mediation', 'yes_no', '[]', '和物业或居委会谈过吗？', 'Have you talked to the property company or the residents'' committee?', false, 2),
  ('noise.renovation', 'door', 'text', '[]', '哪栋楼、哪一户？（不会公开）', 'Which building and flat? (never made public)', true, 3),
  ('noise.pet', 'animal', 'choice', '[
      {"code": "dog", "label_zh": "狗", "label_en": "Dog"},
      {"code": "birds", "label_zh": "鸟、鸽子", "label_en": "Birds or pigeons"},
      {"code": "other", "label_zh": "其他", "label_en": "Other"}
    ]',
    '什么动物？', 'What animal?', false, 1),
  ('noise.pet', 'hours', 'choice', '[
      {"code": "day", "label_zh": "白天", "label_en": "Daytime"},
      {"code": "evening", "label_zh": "22点前的晚上", "label_en": "Evening, before 22:00"},
      {"code": "night", "label_zh": "22点到6点", "label_en": "22:00 to 6:00"}
    ]',
    '什么时段？', 'At what time?', false, 2),
  ('noise.pet', 'tried_mediation', 'yes_no', '[]', '和对方、物业或居委会谈过吗？', 'Have you talked to them, the property company or the residents'' committee?', false, 3),
  ('water.outfall', 'flowing_now', 'yes_no', '[]', '现在还在排吗？', 'Is it flowing now?', false, 1),
  ('water.outfall', 'colour', 'choice', '[
      {"code": "clear", "label_zh": "清", "label_en": "Clear"},
      {"code": "grey", "label_zh": "灰白", "label_en": "Grey or white"},
      {"code": "black", "label_zh": "发黑", "label_en": "Black"},
      {"code": "coloured", "label_zh": "有颜色", "label_en": "Coloured"},
      {"code": "foam", "label_zh": "有泡沫", "label_en": "Foam"}
    ]',
    '水是什么样的？', 'What does the water look like?', false, 2),
  ('water.outfall', 'board', 'text', '[]', '最近的河长公示牌或排口编号', 'Code on the nearest river-chief board or outfall', true, 3),
  ('water.odour', 'smell', 'choice', '[
      {"code": "near", "label_zh": "走近才闻到", "label_en": "Only close by"},
      {"code": "path", "label_zh": "岸边能闻到", "label_en": "On the bank"},
      {"code": "home", "label_zh": "家里能闻到", "label_en": "At home"}
    ]',
    '气味有多重？', 'How strong is the smell?', false, 1),
  ('water.odour', 'colour', 'choice', '[
      {"code": "green", "label_zh": "发绿", "label_en": "Green"},
      {"code": "grey", "label_zh": "灰白", "label_en": "Grey"},
      {"code": "black", "label_zh": "发黑", "label_en": "Black"}
    ]',
    '水色怎样？', 'What colour is the water?', false, 2),
  ('water.odour', 'board', 'text', '[]', '最近的河长公示牌编号', 'Code on the nearest river-chief board', true, 3),
  ('water.litter', 'amount', 'choice', '[
      {"code": "few", "label_zh": "几件", "label_en": "A few pieces"},
      {"code": "patch", "label_zh": "一片", "label_en": "A patch"},
      {"code": "bank", "label_zh": "沿岸都是", "label_en": "All along the bank"}
    ]',
    '有多少？', 'How much is there?', false, 1),
  ('water.litter', 'litter', 'choice', '[
      {"code": "plastic", "label_zh": "塑料、包装", "label_en": "Plastic, packaging"},
      {"code": "plants", "label_zh": "水草、落叶", "label_en": "Weeds, leaves"},
      {"code": "foam", "label_zh": "泡沫板", "label_en": "Foam board"},
      {"code": "mixed", "label_zh": "混杂", "label_en": "Mixed"}
    ]',
    '主要是什么？', 'What is it mostly?', false, 2),
  ('water.litter', 'board', 'text', '[]', '最近的河长公示牌编号', 'Code on the nearest river-chief board', true, 3),
  ('water.deadfish', 'count', 'choice', '[
      {"code": "few", "label_zh": "10条以内", "label_en": "Up to 10"},
      {"code": "tens", "label_zh": "几十条", "label_en": "Tens"},
      {"code": "many", "label_zh": "上百条", "label_en": "A hundred or more"}
    ]',
    '大约多少条？', 'About how many?', false, 1),
  ('water.deadfish', 'spreading', 'yes_no', '[]', '水色或气味也异常吗？', 'Are the colour or the smell of the water unusual too?', false, 2),
  ('water.deadfish', 'board', 'text', '[]', '最近的河长公示牌编号', 'Code on the nearest river-chief board', true, 3),
  ('water.sewer', 'flow', 'choice', '[
      {"code": "overflow", "label_zh": "往外冒水", "label_en": "Water is coming up"},
      {"code": "blocked", "label_zh": "堵了不下水", "label_en": "Blocked, does not drain"},
      {"code": "cover", "label_zh": "井盖移位、破损", "label_en": "Cover moved or broken"}
    ]',
    '是什么情况？', 'What is happening?', false, 1),
  ('water.sewer', 'on_road', 'yes_no', '[]', '影响走路或行车吗？', 'Does it get in the way of people or traffic?', false, 2),
  ('water.sewer', 'manhole', 'text', '[]', '井盖上的字或编号', 'Words or number on the cover', true, 3),
  ('waste.mixed', 'who', 'choice', '[
      {"code": "lorry", "label_zh": "收运车", "label_en": "The collection lorry"},
      {"code": "staff", "label_zh": "保洁人员", "label_en": "Cleaning staff"},
      {"code": "residents", "label_zh": "居民", "label_en": "Residents"}
    ]',
    '谁在混装？', 'Who is mixing it?', false, 1),
  ('waste.mixed', 'vehicle', 'text', '[]', '车牌或车身编号（不会公开）', 'Plate or number of the vehicle (never made public)', true, 2),
  ('waste.mixed', 'time', 'text', '[]', '一般几点来收？', 'At what time is it collected?', false, 3),
  ('waste.overflow', 'days', 'choice', '[
      {"code": "today", "label_zh": "今天", "label_en": "Since today"},
      {"code": "days", "label_zh": "两三天", "label_en": "Two or three days"},
      {"code": "week", "label_zh": "一周以上", "label_en": "More than a week"}
    ]',
    '满了多久？', 'How long has it been full?', false, 1),
  ('waste.overflow', 'kind', 'choice', '[
      {"code": "kitchen", "label_zh": "厨余", "label_en": "Kitchen waste"},
      {"code": "recyclable", "label_zh": "可回收", "label_en": "Recyclables"},
      {"code": "hazardous", "label_zh": "有害", "label_en": "Hazardous"},
      {"code": "other", "label_zh": "其他", "label_en": "Other waste"}
    ]',
    '哪种桶？', 'Which bin?', false, 2),
  ('waste.dump', 'kind', 'choice', '[
      {"code": "household", "label_zh": "生活垃圾", "label_en": "Household rubbish"},
      {"code": "bulky", "label_zh": "大件", "label_en": "Bulky items"},
      {"code": "garden", "label_zh": "园林垃圾", "label_en": "Garden waste"},
      {"code": "mixed", "label_zh": "混杂", "label_en": "Mixed"}
    ]',
    '倒的是什么？', 'What was dumped?', false, 1),
  ('waste.dump', 'size', 'choice', '[
      {"code": "bag", "label_zh": "几袋", "label_en": "A few bags"},
      {"code": "car", "label_zh": "一车左右", "label_en": "About a carload"},
      {"code": "big", "label_zh": "更多", "label_en": "More"}
    ]',
    '有多大一堆？', 'How big is the heap?', false, 2),
  ('waste.dump', 'seen', 'yes_no', '[]', '看到倾倒了吗？', 'Did you see it being dumped?', false, 3),
  ('waste.construction', 'size', 'choice', '[
      {"code": "bag", "label_zh": "几袋", "label_en": "A few bags"},
      {"code": "car", "label_zh": "一车左右", "label_en": "About a carload"},
      {"code": "big", "label_zh": "更多", "label_en": "More"}
    ]',
    '有多大一堆？', 'How big is the heap?', false, 1),
  ('waste.construction', 'blocks', 'yes_no', '[]', '占了人行道或消防通道吗？', 'Does it block a pavement or a fire lane?', false, 2),
  ('waste.construction', 'vehicle', 'text', '[]', '运输车的车牌（不会公开）', 'Plate of the lorry (never made public)', true, 3),
  ('waste.hazard', 'container', 'choice', '[
      {"code": "drum", "label_zh": "桶", "label_en": "Drums"},
      {"code": "bag", "label_zh": "袋", "label_en": "Bags"},
      {"code": "loose", "label_zh": "散落", "label_en": "Loose"},
      {"code": "unknown", "label_zh": "看不清", "label_en": "Cannot tell"}
    ]',
    '装在什么里？', 'What is it in?', false, 1),
  ('waste.hazard', 'leaking', 'yes_no', '[]', '在漏或有刺鼻气味吗？', 'Is it leaking or does it smell sharp?', false, 2),
  ('waste.hazard', 'label', 'yes_no', '[]', '看得到危险标志吗？', 'Can you see a hazard label?', false, 3),
  ('waste.plastic', 'setting', 'choice', '[
      {"code": "market", "label_zh": "市场、商户", "label_en": "Market or shop"},
      {"code": "river", "label_zh": "河边", "label_en": "By the river"},
      {"code": "park", "label_zh": "公园", "label_en": "Park"},
      {"code": "street", "label_zh": "街上", "label_en": "Street"}
    ]',
    '在哪里？', 'Where is it?', false, 1),
  ('waste.plastic', 'kind', 'choice', '[
      {"code": "bags", "label_zh": "塑料袋", "label_en": "Bags"},
      {"code": "tableware", "label_zh": "一次性餐具", "label_en": "Tableware"},
      {"code": "film", "label_zh": "地膜、包装膜", "label_en": "Film"},
      {"code": "other", "label_zh": "其他", "label_en": "Other"}
    ]',
    '主要是什么？', 'What is it mostly?', false, 2),
  ('waste.point', 'fault', 'choice', '[
      {"code": "broken", "label_zh": "桶或设施坏了", "label_en": "Bin or fixture broken"},
      {"code": "dirty", "label_zh": "脏、有积液", "label_en": "Dirty, leaking"},
      {"code": "missing", "label_zh": "缺一种桶", "label_en": "A kind of bin is missing"},
      {"code": "sign", "label_zh": "标识不清", "label_en": "Signs unclear"},
      {"code": "locked", "label_zh": "打不开", "label_en": "Locked"}
    ]',
    '哪里有问题？', 'What is wrong?', false, 1),
  ('waste.point', 'point', 'text', '[]', '投放点名称或编号', 'Name or number of the sorting point', true, 2),
  ('greenery.damage', 'harm', 'choice', '[
      {"code": "cut", "label_zh": "砍伐、折枝", "label_en": "Cut or broken"},
      {"code": "dug", "label_zh": "挖掘", "label_en": "Dug up"},
      {"code": "trampled", "label_zh": "踩踏、碾压", "label_en": "Trampled or driven over"},
      {"code": "other", "label_zh": "其他", "label_en": "Other"}
    ]',
    '是什么情况？', 'What happened?', false, 1),
  ('greenery.damage', 'going_on', 'yes_no', '[]', '现在还在继续吗？', 'Is it still going on?', false, 2),
  ('greenery.damage', 'park_code', 'text', '[]', '公园或绿地标牌编号', 'Code on the park sign', true, 3),
  ('greenery.pest', 'sign', 'choice', '[
      {"code": "insects", "label_zh": "虫子", "label_en": "Insects"},
      {"code": "holes", "label_zh": "叶片孔洞、枯黄", "label_en": "Holes or yellow leaves"},
      {"code": "web", "label_zh": "网幕", "label_en": "Webs"},
      {"code": "sap", "label_zh": "流胶、溃烂", "label_en": "Sap or rot"}
    ]',
    '看到了什么？', 'What do you see?', false, 1),
  ('greenery.pest', 'spread', 'choice', '[
      {"code": "one", "label_zh": "一棵", "label_en": "One"},
      {"code": "few", "label_zh": "几棵", "label_en": "A few"},
      {"code": "row", "label_zh": "一片", "label_en": "A whole row"}
    ]',
    '多少棵？', 'How many trees?', false, 2),
  ('greenery.tree', 'danger', 'choice', '[
      {"code": "leaning", "label_zh": "倾斜", "label_en": "Leaning"},
      {"code": "branch", "label_zh": "枝条要掉", "label_en": "Branch about to fall"},
      {"code": "dead", "label_zh": "枯死", "label_en": "Dead"},
      {"code": "root", "label_zh": "根部外露", "label_en": "Roots exposed"}
    ]',
    '是什么危险？', 'What is the danger?', false, 1),
  ('greenery.tree', 'over_path', 'yes_no', '[]', '下面有人或车经过吗？', 'Do people or cars pass underneath?', false, 2),
  ('greenery.tree', 'tag', 'text', '[]', '树牌编号', 'Number on the tree tag', true, 3),
  ('greenery.facility', 'facility', 'choice', '[
      {"code": "bench", "label_zh": "座椅", "label_en": "Bench"},
      {"code": "path", "label_zh": "园路、坡道", "label_en": "Path or ramp"},
      {"code": "play", "label_zh": "儿童或健身设施", "label_en": "Play or exercise equipment"},
      {"code": "light", "label_zh": "照明", "label_en": "Lights"},
      {"code": "toilet", "label_zh": "厕所", "label_en": "Toilet"},
      {"code": "sign", "label_zh": "标牌", "label_en": "Sign"}
    ]',
    '什么设施？', 'What is broken?', false, 1),
  ('greenery.facility', 'unsafe', 'yes_no', '[]', '会伤到人吗？', 'Could it hurt someone?', false, 2),
  ('greenery.facility', 'park_code', 'text', '[]', '公园标牌编号', 'Code on the park sign', true, 3),
  ('land.greenland', 'use', 'choice', '[
      {"code": "parking", "label_zh": "停车", "label_en": "Parking"},
      {"code": "building", "label_zh": "搭建", "label_en": "Building"},
      {"code": "goods", "label_zh": "堆物", "label_en": "Storing goods"},
      {"code": "planting", "label_zh": "种菜", "label_en": "Growing vegetables"}
    ]',
    '占来做什么？', 'What is it used for?', false, 1),
  ('land.greenland', 'since', 'choice', '[
      {"code": "days", "label_zh": "几天", "label_en": "Days"},
      {"code": "months", "label_zh": "几个月", "label_en": "Months"},
      {"code": "years", "label_zh": "一年以上", "label_en": "More than a year"}
    ]',
    '什么时候开始的？', 'Since when?', false, 2),
  ('land.farmland', 'use', 'choice', '[
      {"code": "building", "label_zh": "盖房", "label_en": "Building"},
      {"code": "hard", "label_zh": "硬化地面", "label_en": "Paving"},
      {"code": "dump", "label_zh": "堆土、堆物", "label_en": "Heaping soil or goods"},
      {"code": "other", "label_zh": "其他", "label_en": "Other"}
    ]',
    '占来做什么？', 'What is it used for?', false, 1),
  ('land.farmland', 'going_on', 'yes_no', '[]', '现在还在施工吗？', 'Is work going on now?', false, 2),
  ('soil.leak', 'substance', 'choice', '[
      {"code": "oil", "label_zh": "油", "label_en": "Oil"},
      {"code": "fuel", "label_zh": "汽油、柴油味", "label_en": "Petrol or diesel"},
      {"code": "chemical", "label_zh": "化学品", "label_en": "Chemicals"},
      {"code": "unknown", "label_zh": "不知道", "label_en": "Cannot tell"}
    ]',
    '像是什么？', 'What does it look like?', false, 1),
  ('soil.leak', 'to_drain', 'yes_no', '[]', '流进雨水口或河里了吗？', 'Has it reached a drain or a river?', false, 2),
  ('soil.leak', 'continuing', 'yes_no', '[]', '还在漏吗？', 'Is it still leaking?', false, 3),
  ('soil.dump', 'look', 'choice', '[
      {"code": "smell", "label_zh": "有异味", "label_en": "It smells"},
      {"code": "colour", "label_zh": "颜色异常", "label_en": "Odd colour"},
      {"code": "mixed", "label_zh": "混有垃圾", "label_en": "Mixed with rubbish"},
      {"code": "plain", "label_zh": "看不出异常", "label_en": "Looks ordinary"}
    ]',
    '土是什么样的？', 'What is the soil like?', false, 1),
  ('soil.dump', 'seen_lorry', 'yes_no', '[]', '看到运输车了吗？', 'Did you see a lorry?', false, 2),
  ('soil.dump', 'vehicle', 'text', '[]', '运输车的车牌（不会公开）', 'Plate of the lorry (never made public)', true, 3),
  ('hazard.waterlogging', 'depth', 'choice', '[
      {"code": "sole", "label_zh": "没过鞋底", "label_en": "Over the sole"},
      {"code": "ankle", "label_zh": "到脚踝", "label_en": "Ankle"},
      {"code": "knee", "label_zh": "到膝盖", "label_en": "Knee"},
      {"code": "over", "label_zh": "更深", "label_en": "Deeper"}
    ]',
    '水有多深？', 'How deep is the water?', false, 1),
  ('hazard.waterlogging', 'passable', 'yes_no', '[]', '还能走人或行车吗？', 'Can people or cars still get through?', false, 2),
  ('hazard.waterlogging', 'after', 'choice', '[
      {"code": "rain", "label_zh": "雨后", "label_en": "After rain"},
      {"code": "dry", "label_zh": "没下雨也积", "label_en": "Without rain"}
    ]',
    '什么时候积的？', 'When did it collect?', false, 3),
  ('facility.charger', 'fault', 'choice', '[
      {"code": "dead", "label_zh": "没电、黑屏", "label_en": "No power, blank screen"},
      {"code": "connector", "label_zh": "枪头损坏", "label_en": "Connector damaged"},
      {"code": "payment", "label_zh": "付不了款", "label_en": "Payment fails"},
      {"code": "blocked", "label_zh": "被占用", "label_en": "Blocked by other cars"}
    ]',
    '是什么故障？', 'What is wrong?', false, 1),
  ('facility.charger', 'number', 'text', '[]', '桩号', 'Number of the charger', true, 2),
  ('other.environment', 'field', 'choice', '[
      {"code": "air", "label_zh": "空气", "label_en": "Air"},
      {"code": "noise", "label_zh": "噪声", "label_en": "Noise"},
      {"code": "water", "label_zh": "水", "label_en": "Water"},
      {"code": "waste", "label_zh": "垃圾", "label_en": "Waste"},
      {"code": "green", "label_zh": "绿地", "label_en": "Greenery"},
      {"code": "light", "label_zh": "灯光", "label_en": "Light"},
      {"code": "unsure", "label_zh": "说不清", "label_en": "Not sure"}
    ]',
    '最接近哪一类？', 'What is it closest to?', false, 1),
  ('other.environment', 'source', 'text', '[]', '可能从哪里来？', 'Where might it come from?', true, 2)
on conflict (category_code, code) do nothing;
