import type { Kind } from './kinds.ts';

/** Water, waste, soil and what stands in the street. */
export const ground: Kind[] = [
  {
    category: 'water.outfall',
    hours: [6, 18],
    spot: 'park',
    pattern: 'once',
    answers: { flowing_now: ['yes', 'no'], colour: ['grey', 'foam', 'coloured'] },
    done: ['沿管线上溯，查到一处雨污混接，已封堵并改接污水管'],
    zh: ['雨停两天了，岸边的雨水口还在往湖里流灰白色的水。', '一个圆管口出来的水带泡沫，闻着像洗衣粉。']
  },
  {
    category: 'water.odour',
    months: [5, 6, 7, 8, 9],
    hours: [7, 20],
    spot: 'park',
    pattern: 'daily',
    answers: { smell: ['near', 'path', 'home'], colour: ['green', 'grey', 'black'] },
    done: ['已打捞藻类并开启曝气机，补水后透明度恢复到约六十厘米', '清淤船已作业三天，岸边异味基本消除'],
    zh: [
      '连着高温，水面一层绿藻，走在步道上一股腥味。',
      '水渠末端不流动，颜色发黑，晚上开窗能闻到。',
      '湖心岛旁边漂着一层油绿的东西，孩子往里扔石头都不散。'
    ],
    en: ['The pond has turned pea green and smells of rotten weed; people move away from the benches.']
  },
  {
    category: 'water.litter',
    months: [3, 4, 5, 6, 7, 8, 9, 10, 11],
    hours: [6, 19],
    spot: 'park',
    pattern: 'irregular',
    answers: { amount: ['few', 'patch', 'bank'], litter: ['plastic', 'plants', 'foam', 'mixed'] },
    done: ['保洁船当日打捞完毕，并把该段由两天一巡改为每天一巡', '连同上下游一并打捞，岸边设了临时堆放点并当天运走'],
    zh: [
      '下过雨以后水面漂来很多塑料瓶，都挤在桥墩边上。',
      '放生的人留下一堆塑料袋，风一吹全进了水里。',
      '岸边芦苇里卡着外卖盒和泡沫箱，看样子有日子了。',
      ['秋天落叶铺了半个湖面，开始沤烂发臭。', [10, 11]],
      '钓鱼的人把饵料袋和烟头都丢在水边。'
    ],
    en: ['A raft of bottles and takeaway boxes has collected under the footbridge after the rain.']
  },
  {
    category: 'water.deadfish',
    months: [6, 7, 8],
    hours: [6, 9],
    spot: 'park',
    pattern: 'once',
    answers: { count: ['few', 'tens'], spreading: ['no', 'yes'] },
    done: ['死鱼已打捞作无害化处理，水样显示凌晨溶解氧偏低，已开启增氧'],
    zh: ['闷热了一夜，早上水面漂着二三十条小白鱼。', '湖边有几条大鲤鱼翻了肚皮，水面还有鱼在浮头。']
  },
  {
    category: 'water.sewer',
    months: [5, 6, 7, 8, 9, 12],
    hours: [7, 20],
    spot: 'street',
    pattern: 'irregular',
    answers: { flow: ['overflow', 'blocked', 'cover'], on_road: ['yes', 'no'] },
    done: ['已清掏管段并冲洗，取出油脂块约两桶，对上游商户做了告知', '井盖已更换并加固，周边地面找平'],
    zh: [
      '污水井往外返水，便道上流成一条小河，还有厕纸。',
      '雨水箅子被落叶和泥糊住了，一下雨路边就积水。',
      '井盖缺了一角，晚上骑车差点摔倒。',
      '饭馆门前的下水口油腻腻的，每到中午就往外冒。'
    ],
    en: ['The drain by the crossing has been bubbling over since Monday. People step into the road to get around it.']
  },
  {
    category: 'waste.mixed',
    hours: [6, 10],
    spot: 'home',
    pattern: 'daily',
    answers: { who: ['lorry', 'staff', 'residents'] },
    done: [
      '调取监控核实，已对收运班组通报批评，并恢复厨余专车专运',
      '物业已重新培训保洁人员，分类驳运时间张贴在投放点'
    ],
    zh: [
      '眼看着保洁员把厨余和其他垃圾倒进同一个大桶里。',
      '可回收的纸箱最后也被压进了其他垃圾车。',
      '分好的四个袋子，收的时候一车拉走，孩子问我为什么还要分。'
    ]
  },
  {
    category: 'waste.overflow',
    hours: [7, 20],
    spot: 'home',
    pattern: 'irregular',
    answers: { days: ['today', 'days', 'week'], kind: ['kitchen', 'recyclable', 'other'] },
    done: [
      '当天已清运并冲洗地面，清运由每日一次增加到两次',
      '增设了两组桶，周末另派一车机动清运',
      '投放点改设在通风处，桶盖全部更换，安排人员早晚守桶'
    ],
    zh: [
      ['过完节以后垃圾桶一直是满的，礼盒和泡沫堆到路中间。', [10, 2]],
      '其他垃圾桶早上就满，晚上下班只能放在地上。',
      ['厨余桶盖子合不上，西瓜皮招来一片苍蝇。', [6, 7, 8]],
      '可回收桶被大纸箱塞住了，后面的人只好往外堆。',
      '车站旁边的果皮箱三天没人掏，风一吹满地奶茶杯。',
      ['开学季好多人搬家，桶边旧被褥和衣架堆成了小山。', [8, 9]],
      '晚上遛狗的人把狗便袋都丢在满了的桶上，味道很大。',
      ['雪后垃圾车进不来，桶满了四天。', [12, 1, 2]],
      '促销节之后快递箱爆仓，分类驿站门都打不开。',
      '桶少人多，新搬来两栋楼以后一直不够用。'
    ],
    en: [
      ['The bins by the gate have been overflowing since the holiday; cartons block half of the pavement.', [10, 2, 5]],
      'The food waste bin has no lid left and draws flies and cats.'
    ]
  },
  {
    category: 'waste.dump',
    hours: [6, 21],
    spot: 'street',
    pattern: 'once',
    answers: { kind: ['household', 'bulky', 'garden', 'mixed'], size: ['bag', 'car', 'big'], seen: ['no', 'yes'] },
    done: [
      '已清运三车并平整地面，加装照明和提示牌',
      '大件垃圾已拉走，附近的暂存点位置已贴在公告栏',
      '联系到倾倒人，由其自行清走并书面承诺'
    ],
    zh: [
      '围墙根底下谁扔了两张旧床垫，已经有人跟着往上扔。',
      '绿化带后面堆了十几袋垃圾，狗刨得到处都是。',
      '一夜之间路边多了一排旧沙发和柜子，堵住了盲道。',
      '修剪下来的树枝堆在便道上一个多星期，没人拉走。',
      '有人把整车的旧衣服倒在桥下。',
      '三轮车收废品，挑剩的就倒在停车场角落。'
    ],
    en: ['Somebody left a wardrobe, two mattresses and a broken bicycle on the pavement; the pile grows every night.']
  },
  {
    category: 'waste.construction',
    hours: [8, 20],
    spot: 'home',
    pattern: 'irregular',
    answers: { size: ['bag', 'car', 'big'], blocks: ['yes', 'no'] },
    done: ['已联系装修户清运，并在物业处登记今后的堆放点和时间', '无主渣土已由街道兜底清走，围挡起的暂存点改为预约制'],
    zh: [
      '拆下来的门窗和瓷砖堆在消防通道上，车都掉不了头。',
      '装修渣土装在编织袋里，一排靠着单元门，袋子都破了。',
      '半夜有小货车来倒渣土，早上看见一大堆红砖。',
      '车棚里堆满了别人家的旧石膏板，自行车没地方放。'
    ],
    en: ['Bags of rubble from a renovation have stood in the fire lane for two weeks.']
  },
  {
    category: 'waste.hazard',
    hours: [9, 18],
    spot: 'street',
    pattern: 'once',
    answers: { container: ['drum', 'bag', 'unknown'], leaking: ['no', 'yes'], label: ['no', 'yes'] },
    done: ['已按疑似危险废物封存转运，空桶为防水涂料包装，地面已处理'],
    zh: ['墙角有几只铁桶，标签撕了一半，靠近有刺鼻的味道。', '垃圾堆里混着一袋旧荧光灯管，碎了不少。']
  },
  {
    category: 'waste.plastic',
    hours: [8, 19],
    spot: 'park',
    pattern: 'weekends',
    answers: { setting: ['park', 'street', 'market'], kind: ['bags', 'tableware', 'film'] },
    done: ['已清理并在入口设了可借用的环保袋，露营区周末加派保洁', '市场已更换可降解袋，抽查三个摊位均已停用'],
    zh: ['周末露营的草坪上到处是一次性餐具和保鲜膜。', '早市还在发那种很薄的塑料袋，风大的时候挂满树枝。'],
    en: ['After every sunny weekend the lawn is covered with single-use plates and cups.']
  },
  {
    category: 'waste.point',
    hours: [7, 21],
    spot: 'home',
    pattern: 'irregular',
    answers: { fault: ['broken', 'dirty', 'missing', 'sign', 'locked'] },
    done: ['损坏的脚踏和桶盖已更换，投放点地面做了防滑处理', '已补齐有害垃圾桶，并更换中英文标识'],
    zh: [
      '投放点的脚踏坏了，只能用手掀盖子，大家干脆放地上。',
      '分类亭的灯不亮，晚上倒垃圾看不清哪个是哪个。',
      '有害垃圾桶被锁着，旧电池攒了一抽屉没处扔。',
      ['洗手池的水龙头冻裂以后一直没修。', [1, 2, 3]]
    ],
    en: ['The signs at the sorting point have faded so much that nobody can tell the bins apart.']
  },
  {
    category: 'soil.leak',
    hours: [9, 18],
    spot: 'street',
    pattern: 'irregular',
    answers: { substance: ['oil', 'fuel', 'unknown'], to_drain: ['no'], continuing: ['no', 'yes'] },
    done: ['已用吸油毡清理，更换漏油的设备底座，土壤取样结果正常'],
    zh: ['停车场角落一台旧机器漏油，地面黑了两平方米。', '修车的摊位把废机油倒在树坑里，树叶都黄了。']
  },
  {
    category: 'soil.dump',
    hours: [8, 20],
    spot: 'street',
    pattern: 'once',
    answers: { look: ['smell', 'colour', 'mixed'], seen_lorry: ['yes', 'no'] },
    done: ['已取样送检，结果未见异常，土堆已清运并恢复地面'],
    zh: ['空地上新倒了一堆发黑的土，有股药水味。']
  },
  {
    category: 'hazard.waterlogging',
    months: [7, 8],
    hours: [6, 22],
    spot: 'metro',
    pattern: 'once',
    answers: { depth: ['sole', 'ankle', 'knee'], passable: ['yes', 'no'], after: ['rain'] },
    done: ['雨后一小时内抽排完毕，疏通了六处雨水箅子，纳入汛期值守点', '已抬高井圈、改造箅子，之后两场雨没有再积水'],
    zh: [
      '一场大雨，下穿道里水到脚踝，电动车都推着走。',
      '站口台阶下面积成水坑，雨停半天都不退。',
      '便道低洼，每次下雨都要从积水里蹚过去上班。'
    ],
    en: ['Ten minutes of rain and the underpass is ankle deep. There is no sign and no other way to the station.']
  },
  {
    category: 'facility.charger',
    hours: [8, 22],
    spot: 'home',
    pattern: 'irregular',
    answers: { fault: ['dead', 'connector', 'payment', 'blocked'] },
    done: ['故障模块已更换，三个车位全部恢复', '已划线并安装地锁，占位车辆由物业提醒驶离'],
    zh: [
      '两个充电桩一个黑屏、一个枪头卡住，跑了三趟都没充上。',
      '充电车位天天被油车占着，物业说没办法。',
      '扫码以后扣了钱却不通电，客服电话打不通。'
    ],
    en: ['The screen takes the payment and then nothing happens. It has been like this for ten days.']
  }
];
