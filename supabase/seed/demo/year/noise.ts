import type { Kind } from './kinds.ts';

export const noise: Kind[] = [
  {
    category: 'noise.construction',
    hours: [21, 23],
    spot: 'street',
    pattern: 'nights',
    answers: { night_work: ['yes'], permit: ['no', 'yes'], noise_from: ['drill', 'lorry', 'metal', 'concrete'] },
    done: [
      '已约谈施工单位，22时以后停止产生噪声的作业，门口公示了负责人和夜间值守安排',
      '确因浇筑需要连续施工的，须提前两天张贴公告；现场已加装隔声屏',
      '破碎作业改到白天8时以后，并更换了低噪声设备'
    ],
    zh: [
      '夜里十一点半还在打桩，床都跟着震，第二天要上早班。',
      '卸钢管的声音一阵一阵的，从半夜持续到凌晨三点。',
      '没有看到夜间施工的公告，塔吊和对讲机的喊声整宿不停。',
      '清晨五点多就开始用切割机，周末也是，一家人都被吵醒。',
      '混凝土泵车停在小区围墙外面，轰轰响了一夜。',
      '管线施工挖路面，风镐从晚上十点打到十二点。',
      '工地倒车提示音特别尖，夜里隔几分钟响一次，比机器还烦人。',
      ['高考前几天夜里还在施工，孩子没法休息，希望能停一停。', [6]],
      '拆围挡的敲击声半夜最响，邻居群里好多人都在问。'
    ],
    en: [
      'Breaking concrete at half past eleven at night, third night in a row. No permit is posted at the gate.',
      'Lorries unload steel between two and four in the morning; each drop shakes the windows.'
    ]
  },
  {
    category: 'noise.traffic',
    hours: [7, 23],
    spot: 'street',
    pattern: 'daily',
    answers: { kind: ['road', 'modified', 'horn', 'rail'], hours: ['rush', 'night', 'day'] },
    done: [
      '路口已增设禁鸣标志，早晚高峰安排人员疏导',
      '松动的井盖已更换防响胶圈，夜间复测下降明显',
      '已在该路段设卡查改装车，连续两个周末夜间值守'
    ],
    zh: [
      '改装摩托车半夜在主路上来回轰，隔着双层玻璃都听得见。',
      '路中间的井盖松了，每过一辆车就咣当一声，一晚上几百次。',
      '早高峰路口堵住就一片喇叭声，楼上住户没法在家办公。',
      '桥下减速带装得太密，夜里大车过去像打雷。',
      '高架边的声屏障少了两块，正对着我们这栋楼。'
    ],
    en: ['A loose manhole cover clanks under every car, all night long, right below the bedrooms.']
  },
  {
    category: 'noise.industrial',
    hours: [9, 22],
    spot: 'street',
    pattern: 'daily',
    answers: { pattern: ['constant', 'bursts', 'night'] },
    done: ['夜间测得超标，已责令停用该冲床，加装减振基础后方可使用', '空压机已移入室内并加隔声罩，复测达标'],
    zh: [
      '院子里的空压机一天到晚嗡嗡响，午休时间也不停。',
      '木工车间电锯声尖，周末加班更厉害，窗户关着也没用。',
      '冷库的压缩机夜里启动时整面墙都在抖。'
    ]
  },
  {
    category: 'noise.loudspeaker',
    hours: [8, 20],
    spot: 'metro',
    pattern: 'daily',
    answers: { content: ['advert', 'music', 'announcement'], hours: ['morning', 'day', 'evening', 'all_day'] },
    done: [
      '已当场劝阻，店铺改用店内音响并调低音量，门外喇叭已拆除',
      '流动摊点已劝离，喇叭由其自行带走，列为每日巡查点'
    ],
    zh: [
      '手机店门口的音箱从开门放到关门，一首歌循环一整天。',
      '卖水果的三轮车用录好的喇叭喊价，停在站口一喊就是一上午。',
      '新开的健身店在便道上搞促销，大音箱对着居民楼。',
      '超市门口每天八点放促销广播，老人睡不了回笼觉。',
      '磨剪子的喇叭没人管，人走开了喇叭还在响。',
      '培训班门口的宣传喇叭放到晚上八点，孩子写作业都受影响。'
    ],
    en: ['A shop by the station plays the same advertisement through a loudspeaker from nine to nine.']
  },
  {
    category: 'noise.square',
    months: [4, 5, 6, 7, 8, 9, 10],
    hours: [19, 22],
    spot: 'park',
    pattern: 'daily',
    answers: { activity: ['dance', 'singing', 'sport'], hours: ['evening', 'late', 'morning'], asked: ['yes', 'no'] },
    done: [
      '社区与两支队伍议定：音响不超过约定音量，21时结束，轮流使用远离住宅的一侧',
      '已装分贝显示屏，管理人员每晚提醒，超过约定音量就换小音箱',
      '清晨打陀螺已引导到公园内侧的空地，7时以前不再甩鞭'
    ],
    zh: [
      '广场舞有两拨人，音响对着比谁大声，九点半还没散。',
      '早上六点就有人甩鞭子打陀螺，啪啪的像放炮。',
      ['天一暖和，唱歌的人带着大音箱来，一直唱到夜里十点多。', [4, 5]],
      '萨克斯天天在同一个亭子里吹同一首曲子，旁边楼里都会背了。',
      '跳舞的音箱低音太重，关上窗户还是咚咚咚。',
      '周末下午好几拨人唱歌，公园里找不到一处安静的长椅。',
      '合唱队排练用扩音器，湖对岸都听得清清楚楚。'
    ],
    en: ['Two dance groups turn their speakers up against each other until after half past nine. Could they share one?']
  },
  {
    category: 'noise.venue',
    months: [4, 5, 6, 7, 8, 9, 10],
    hours: [22, 23],
    spot: 'street',
    pattern: 'weekends',
    answers: { sound: ['music', 'people', 'both'], past_ten: ['yes'] },
    done: ['夜间联合检查，店方已关闭室外音箱，22时后关门窗营业', '露台区22时清场，门口安排专人提醒客人小声'],
    zh: [
      '露台酒吧的驻唱到凌晨一点，歌词听得一字不差。',
      '散场的客人在楼下大声聊天、叫车，闹到两点多。',
      '低音炮把我家杯子都震响了，保安说已经关小了，其实没有。'
    ],
    en: [
      'The terrace of a bar plays music with heavy bass until two at weekends. The door is never closed.',
      'Crowds leaving the bars shout under our windows long after midnight, every Friday and Saturday.'
    ]
  },
  {
    category: 'noise.equipment',
    months: [5, 6, 7, 8, 9],
    hours: [20, 23],
    spot: 'home',
    pattern: 'nights',
    answers: { device: ['fan', 'tower', 'ac'], hours: ['night', 'always'] },
    done: [
      '已更换冷却塔轴承并加装隔声百叶，夜间复测下降六分贝',
      '空调外机支架已加固，减振垫全部更换',
      '风机改为变频，22时以后低速运行'
    ],
    zh: [
      ['写字楼的冷却塔正对卧室，入夏以后整夜嗡嗡响。', [6, 7, 8, 9]],
      '底商的空调外机装在二层窗户下面，热风和噪声一起往屋里灌。',
      '楼顶风机轴承坏了，吱呀吱呀转了一个星期。',
      '七八台外机挤在天井里，声音被墙来回反射，特别吵。',
      '一栋楼的水泵房在我家楼下，半夜抽水像开拖拉机。'
    ],
    en: [['Since June the cooling tower hums all night. We sleep with the windows shut at thirty degrees.', [7, 8, 9]]]
  },
  {
    category: 'noise.equipment',
    months: [11, 12, 1, 2, 3],
    hours: [19, 23],
    spot: 'home',
    pattern: 'nights',
    answers: { device: ['pump', 'fan', 'unknown'], hours: ['night', 'always'] },
    done: ['换热站水泵已加软连接，墙体管道支架改为弹性支架', '已对地下风机房做吸声处理，夜间复测达标'],
    zh: [
      '供暖一开始，地下换热站的水泵就顺着墙体传声，枕头上都听得见。',
      '暖气管道里有持续的水流啸叫，物业说是循环泵的问题。',
      '车库排烟风机夜里自己启动，响十分钟停十分钟。'
    ]
  },
  {
    category: 'noise.neighbour',
    hours: [19, 23],
    spot: 'home',
    pattern: 'nights',
    answers: {
      sound: ['steps', 'music', 'voices', 'instrument'],
      hours: ['evening', 'night'],
      tried_mediation: ['yes', 'no']
    },
    done: [
      '居委会上门沟通，对方已铺地垫，约定22时后不搬动家具',
      '双方在居委会见面，约定练琴时间为19时至20时30分',
      '社区民警和居委会一起走访，对方表示今后注意音量'
    ],
    zh: [
      '楼上夜里十一点还在拖椅子，像在头顶上推磨。',
      '隔壁音箱放球赛，进一个球全楼都知道。',
      '楼上的孩子晚上跑跳到十点半，敲过一次门，好两天又这样。',
      '有人半夜用跑步机，咚咚的节奏一小时不停。',
      '邻居吵架摔东西，一个月里第四次了，希望居委会去看看。',
      '隔壁小提琴初学，从放学拉到睡觉，能不能商量个时间。',
      '合租的房子常有聚会，凌晨两点还有人唱歌。'
    ],
    en: [
      'Somebody above us moves furniture between eleven and one almost every night. We would like help to talk to them.'
    ]
  },
  {
    category: 'noise.renovation',
    hours: [8, 20],
    spot: 'home',
    pattern: 'weekends',
    answers: { days: ['noon', 'evening', 'rest'], tried_mediation: ['yes', 'no'] },
    done: [
      '物业已与施工负责人签订时段承诺书，中午和休息日不施工',
      '居委会在单元门口张贴了施工时间，超时由物业停电提醒'
    ],
    zh: [
      '周六早上七点半开始砸墙，全家人都被震醒。',
      '中午十二点到两点还在用电钻，单元里有刚出生的婴儿。',
      '装修队说赶工期，晚上八点还在锯瓷砖。',
      '楼下装修三个月了，节假日也不停，物业说管不了。',
      '打孔的声音顺着钢筋传，分不清是哪一户，整栋楼都在找。',
      ['大年初三还有人在装修，实在不知道该找谁。', [1, 2]]
    ],
    en: ['Drilling on Sunday mornings for the fourth week, although the notice in the lift says weekdays only.']
  },
  {
    category: 'noise.pet',
    hours: [7, 22],
    spot: 'home',
    pattern: 'daily',
    answers: { animal: ['dog', 'birds'], hours: ['day', 'evening', 'night'], tried_mediation: ['no', 'yes'] },
    done: ['居委会已上门，主人白天把狗送到家人处照看', '鸽舍已加装隔音板，清晨放飞推迟到7时以后'],
    zh: [
      '楼上的狗一听见电梯响就叫，夜里也一样。',
      '顶楼养的鸽子天不亮就咕咕叫，窗台上全是羽毛。',
      '主人上班以后，狗在阳台上叫一整天，声音很可怜也很吵。'
    ]
  }
];
