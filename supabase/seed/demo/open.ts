import { answered, inHand, sentOn, type Scenario } from './scenario.ts';

/** Elsewhere in the district: what is still going on. */
export const open: Scenario[] = [
  // Nobody has read these yet.
  {
    slug: 'fume-shuangjing-new',
    by: 'guest',
    sent: '0 11:50',
    category: 'air.fume',
    subdistrict: '110105016',
    lat: 39.8962,
    lng: 116.4628,
    landmark: '广渠路南侧底商',
    description: '中午一开火，整条楼道都是油烟味，楼道窗户就对着饭馆的排风口。',
    time_pattern: 'workdays',
    answers: { meal_time: 'lunch', outlet: 'window', dwelling_above: 'yes' },
    contact_phone: '13800000101',
    publish: true,
    steps: []
  },
  {
    slug: 'fan-wangjing-new',
    by: 'guest',
    lang: 'en',
    sent: '1 22:05',
    category: 'noise.equipment',
    subdistrict: '110105026',
    lat: 39.9962,
    lng: 116.4711,
    landmark: 'Futong East Street, roof of a shopping building',
    description:
      'The cooling tower on the roof starts at six in the morning and drones all day. It got much worse last week.',
    time_pattern: 'daily',
    answers: { device: 'tower', hours: 'day' },
    contact_email: 'guest.three@example.com',
    contact_ok: true,
    publish: true,
    steps: []
  },
  {
    slug: 'bench-olympic-new',
    by: 'guest',
    sent: '0 09:05',
    category: 'greenery.facility',
    subdistrict: '110105031',
    lat: 40.0168,
    lng: 116.3905,
    landmark: '奥林匹克森林公园南园，湖边步道',
    description: '湖边一张长椅的木条断了两根，钉子露在外面。',
    answers: { facility: 'bench', unsafe: 'yes' },
    publish: true,
    steps: []
  },
  {
    slug: 'dance-changying-new',
    by: 'organizer',
    sent: '0 07:30',
    category: 'noise.square',
    subdistrict: '110105033',
    landmark: '常营公园南门广场',
    description: '早上六点多就开始放音乐打陀螺，鞭子声特别响，住在对面的老人和孩子都被吵醒。',
    time_pattern: 'daily',
    answers: { activity: 'sport', hours: 'morning', asked: 'no' },
    mediation: true,
    steps: []
  },
  {
    slug: 'horns-airport-new',
    by: 'guest',
    sent: '1 19:45',
    category: 'noise.traffic',
    subdistrict: '110105020',
    landmark: '南平里公交站附近',
    description: '晚高峰路口车辆长时间鸣笛，住宅楼就在路边，晚上没法开窗。',
    time_pattern: 'workdays',
    answers: { kind: 'horn', hours: 'rush' },
    steps: []
  },

  // The reporter is asked.
  {
    slug: 'odour-hujialou',
    by: 'guest',
    sent: '2 20:40',
    category: 'air.odour',
    subdistrict: '110105003',
    landmark: '关东店北街一带',
    description: '晚上总有一股怪味，说不清是什么。',
    answers: { smell: 'other', wind: 'still' },
    contact_email: 'guest.four@example.com',
    steps: [
      [
        '1 09:35',
        'moderator',
        'ask',
        {
          public_text: '感谢您的反映。为尽快找到来源，请补充气味出现的大致时间，以及您是在家里、楼道还是路上闻到的。'
        }
      ]
    ]
  },
  {
    slug: 'rubble-guanzhuang',
    by: 'resident',
    sent: '4 17:20',
    category: 'waste.construction',
    subdistrict: '110105035',
    landmark: '朝阳路北侧辅路',
    description: '路边堆了好多装修垃圾，挡着自行车道。',
    answers: { size: 'car', blocks: 'yes' },
    publish: true,
    steps: [
      [
        '3 10:05',
        'moderator2',
        'ask',
        { public_text: '朝阳路较长，请补充附近的路口、公交站或门牌号，或在地图上点出位置。' }
      ]
    ]
  },
  {
    slug: 'machine-songyu',
    by: 'guest',
    lang: 'en',
    sent: '7 08:30',
    category: 'noise.industrial',
    subdistrict: '110105018',
    landmark: 'Songyu, behind a print workshop',
    description: 'A machine thumps every few seconds during the day, you can feel it through the floor.',
    time_pattern: 'workdays',
    answers: { pattern: 'bursts' },
    contact_email: 'guest.five@example.com',
    publish: true,
    steps: [
      ...inHand(6),
      [
        '3 14:20',
        'handler',
        'ask',
        {
          public_lang: 'en',
          public_text:
            'We visited on two afternoons and the machine was not running. Could you tell us on which days and at what time you last felt it?'
        }
      ]
    ]
  },

  // Accepted, waiting for a unit.
  {
    slug: 'light-honglingjin',
    by: 'teacher',
    sent: '1 18:15',
    category: 'greenery.facility',
    subdistrict: '110105014',
    lat: 39.9262,
    lng: 116.4884,
    landmark: '红领巾公园环湖路',
    description: '环湖路东侧有四盏路灯不亮，傍晚孩子们放学经过很黑。',
    time_pattern: 'nights',
    answers: { facility: 'light', unsafe: 'yes' },
    publish: true,
    steps: [['0 09:25', 'moderator', 'accept']]
  },
  {
    slug: 'dust-cuigezhuang',
    by: 'guest',
    sent: '1 15:10',
    category: 'air.dust',
    subdistrict: '110105038',
    lat: 40.0085,
    lng: 116.5072,
    landmark: '南皋路东段',
    description: '拉土的车没有盖严，一路掉土，过一辆就一阵黄土。',
    time_pattern: 'workdays',
    answers: { source: 'lorry', covered: 'no' },
    publish: true,
    steps: [['0 09:30', 'moderator2', 'accept']]
  },
  {
    slug: 'loudspeaker-jinsong',
    by: 'guest',
    sent: '2 13:00',
    category: 'noise.loudspeaker',
    subdistrict: '110105017',
    lat: 39.8846,
    lng: 116.4581,
    landmark: '劲松中街',
    description: '一家理发店门口的喇叭循环播放优惠广告，从早到晚。',
    time_pattern: 'daily',
    answers: { content: 'advert', hours: 'all_day' },
    steps: [['1 10:20', 'moderator', 'accept']]
  },

  // With a unit that has not taken it on.
  {
    slug: 'bins-wangjing',
    by: 'guest',
    sent: '1 08:10',
    category: 'waste.overflow',
    subdistrict: '110105026',
    lat: 39.9938,
    lng: 116.4762,
    landmark: '望京西园四区北门',
    description: '厨余桶昨天起就没人收，汤水流到人行道上，很滑。',
    answers: { days: 'days', kind: 'kitchen' },
    publish: true,
    steps: sentOn(0)
  },
  {
    slug: 'litter-tonghui',
    by: 'organizer',
    sent: '2 09:30',
    category: 'water.litter',
    subdistrict: '110105022',
    lat: 39.9057,
    lng: 116.5193,
    landmark: '通惠河高碑店段步道',
    description: '河里漂着泡沫箱和塑料瓶，靠近闸口那一侧比较集中。',
    answers: { amount: 'patch', litter: 'foam' },
    publish: true,
    steps: sentOn(0)
  },
  {
    slug: 'garden-jinzhan',
    by: 'guest',
    sent: '7 10:15',
    category: 'land.greenland',
    subdistrict: '110105036',
    lat: 39.9895,
    lng: 116.5771,
    landmark: '金盏森林公园外侧绿地',
    description: '公园外面的绿地被围起来停大车，草都压没了。',
    answers: { use: 'parking', since: 'months' },
    publish: true,
    steps: sentOn(5)
  },
  {
    slug: 'bar-chaowai',
    by: 'guest',
    lang: 'en',
    sent: '5 23:50',
    category: 'noise.venue',
    subdistrict: '110105002',
    lat: 39.9223,
    lng: 116.4419,
    landmark: 'South of Workers’ Stadium, a lane with bars',
    description: 'Bass from a bar until two in the morning on every day of the week. The door is kept open.',
    time_pattern: 'nights',
    answers: { sound: 'music', past_ten: 'yes' },
    contact_email: 'guest.six@example.com',
    contact_ok: true,
    publish: true,
    steps: sentOn(4)
  },
  {
    slug: 'hedge-redispatched',
    by: 'guest',
    sent: '9 14:20',
    category: 'greenery.damage',
    subdistrict: '110105015',
    lat: 39.9178,
    lng: 116.4957,
    landmark: '十里堡路人行道绿化带',
    description: '绿化带被挖开埋管线，埋完没有恢复，绿篱扔在一边快枯死了。',
    answers: { harm: 'dug', going_on: 'no' },
    publish: true,
    steps: [
      ...sentOn(8),
      [
        '7 11:00',
        'handler',
        'object',
        { internal_text: '该绿化带由街道养护，我局可提供技术指导，建议由八里庄街道主办，我局协办。' }
      ],
      [
        '0 09:50',
        'moderator',
        'dispatch',
        { lead: '110105015', assists: ['greening'], internal_text: '采纳异议，改由街道主办。' }
      ]
    ]
  },

  // Being worked on.
  {
    slug: 'factory-shibalidian',
    by: 'guest',
    sent: '5 20:30',
    category: 'noise.industrial',
    subdistrict: '110105028',
    lat: 39.8512,
    lng: 116.4815,
    landmark: '周家庄路西侧院内',
    description: '院里的加工车间夜里还在切割，金属声特别刺耳。',
    time_pattern: 'nights',
    answers: { pattern: 'night' },
    contact_phone: '13800000112',
    contact_ok: true,
    publish: true,
    steps: inHand(4)
  },
  {
    slug: 'outfall-liangshui',
    by: 'organizer',
    sent: '1 06:50',
    category: 'water.outfall',
    subdistrict: '110105027',
    lat: 39.8386,
    lng: 116.4565,
    landmark: '凉水河小红门段北岸',
    description: '早上跑步看到岸边一个排口在往河里排乳白色的水，有泡沫，有一点刺鼻。',
    time_pattern: 'once',
    answers: { flowing_now: 'yes', colour: 'foam' },
    publish: true,
    steps: [
      ['1 08:45', 'moderator', 'accept'],
      ['1 08:50', 'moderator', 'dispatch'],
      [
        '1 08:55',
        'moderator',
        'mark_urgent',
        { duty_number: '12345', called_whom: '水务值班员，已通知河道巡查人员到场' }
      ],
      ['1 09:20', 'handler', 'take_on'],
      ['1 11:30', 'handler', 'add_note', { internal_text: '现场已取水样，正沿管线向上游排查，生态环境局同步到场。' }]
    ]
  },
  {
    slug: 'fume-shuangjing-hand',
    by: 'resident',
    sent: '4 18:40',
    category: 'air.fume',
    subdistrict: '110105016',
    lat: 39.8941,
    lng: 116.4597,
    landmark: '东三环中路东侧居民楼下',
    description: '楼下新换了一家饭馆，没有专用烟道，油烟从后窗直接排出来。',
    time_pattern: 'daily',
    answers: { meal_time: 'all_day', outlet: 'window', dwelling_above: 'yes' },
    publish: true,
    steps: [
      ...inHand(3),
      ['1 19:30', 'reporter', 'add_information', { public_text: '补充：今天看到后窗又装了一个风扇，对着二楼。' }]
    ]
  },
  {
    slug: 'mixed-datun',
    by: 'guest',
    sent: '13 06:40',
    category: 'waste.mixed',
    subdistrict: '110105025',
    lat: 40.0026,
    lng: 116.4187,
    landmark: '慧忠北路一小区收运点',
    description: '早上收垃圾的车把厨余和其他垃圾倒进同一个箱子，我们辛苦分类白分了。',
    time_pattern: 'daily',
    answers: { who: 'lorry', time: '六点半左右' },
    publish: true,
    steps: [
      ...inHand(12),
      ['9 15:00', 'assistant', 'add_note', { internal_text: '已调取车辆轨迹，请街道提供收运点监控时段。' }]
    ]
  },
  {
    slug: 'pest-taiyanggong',
    by: 'guest',
    sent: '6 10:50',
    category: 'greenery.pest',
    subdistrict: '110105024',
    lat: 39.9716,
    lng: 116.4378,
    landmark: '太阳宫公园东侧行道树',
    description: '一排树的树干上有白色的虫瘿，叶子掉得很早。',
    answers: { sign: 'insects', spread: 'row' },
    publish: true,
    steps: inHand(5)
  },
  {
    slug: 'loudspeaker-panjiayuan',
    by: 'guest',
    sent: '3 10:30',
    category: 'noise.loudspeaker',
    subdistrict: '110105018',
    lat: 39.8751,
    lng: 116.4577,
    landmark: '潘家园路路口',
    description: '路口回收旧家电的三轮车喇叭一直响，一停就是半天。',
    time_pattern: 'irregular',
    answers: { content: 'advert', hours: 'day' },
    publish: true,
    steps: inHand(2)
  },
  {
    slug: 'leak-goes-on',
    by: 'guest',
    sent: '6 17:45',
    category: 'soil.leak',
    subdistrict: '110105019',
    lat: 39.8607,
    lng: 116.5022,
    landmark: '化工路北侧停车场',
    description: '停车场角落的旧油桶在渗油，地上黑了一片，下雨会流进雨水口。',
    answers: { substance: 'oil', to_drain: 'no', continuing: 'yes' },
    contact_phone: '13800000127',
    steps: [...inHand(5), ['3 12:10', 'reporter', 'withdraw']]
  },

  // Objected to.
  {
    slug: 'bar-sanlitun',
    by: 'guest',
    lang: 'en',
    sent: '4 00:20',
    category: 'noise.venue',
    subdistrict: '110105004',
    lat: 39.9352,
    lng: 116.4501,
    landmark: 'Xingfu Village, first lane',
    description: 'Live music with the windows open until after one. We can hear every word on the fifth floor.',
    time_pattern: 'weekends',
    answers: { sound: 'music', past_ten: 'yes' },
    contact_email: 'guest.seven@example.com',
    publish: true,
    steps: [
      ...sentOn(3),
      [
        '1 10:40',
        'handler',
        'object',
        { internal_text: '经核实，经营场所噪声超时由公安机关处置更为直接，我街道可配合，建议改派。' }
      ]
    ]
  },

  // Put off to a date.
  {
    slug: 'replant-wangjing',
    by: 'guest',
    sent: '19 09:40',
    category: 'greenery.damage',
    subdistrict: '110105026',
    lat: 39.9921,
    lng: 116.4695,
    landmark: '广顺北大街街边绿地',
    description: '街边绿地被踩出一条土路，几棵小树也被压断了，一刮风就起土。',
    answers: { harm: 'trampled', going_on: 'yes' },
    publish: true,
    steps: [
      ...inHand(18),
      [
        '14 15:20',
        'handler',
        'defer',
        {
          public_text:
            '补植需要在适宜季节进行。目前已清理断枝、加装护栏并铺设临时踏步，避免继续踩踏，补植计划于近期栽植窗口实施，届时再次答复您。',
          until: 15
        }
      ]
    ]
  },
  {
    slug: 'sewer-dongba',
    by: 'resident',
    sent: '15 08:15',
    category: 'water.sewer',
    subdistrict: '110105039',
    lat: 39.9634,
    lng: 116.5521,
    landmark: '东坝中路路口',
    description: '路口的雨水箅子一下雨就往外冒水，平时也有味，走路要绕到机动车道上。',
    time_pattern: 'irregular',
    answers: { flow: 'overflow', on_road: 'yes' },
    publish: true,
    steps: [
      ...inHand(14),
      [
        '10 16:40',
        'handler',
        'defer',
        {
          public_text:
            '经管道检测，该处雨水管有约十二米塌陷，需开挖修复。已设置围挡和临时导流，正在办理占掘路手续，预计完工后再次答复您。',
          until: 12
        }
      ]
    ]
  },

  // Answered, waiting for the reporter.
  {
    slug: 'fume-wangjing',
    by: 'organizer',
    sent: '11 19:20',
    category: 'air.fume',
    subdistrict: '110105026',
    lat: 39.9974,
    lng: 116.4733,
    landmark: '望京街北侧底商',
    description: '饭点油烟味顺着楼道往上窜，楼里老人咳嗽得厉害。',
    time_pattern: 'daily',
    answers: { meal_time: 'dinner', outlet: 'roof', dwelling_above: 'yes' },
    publish: true,
    steps: [
      ...inHand(10),
      answered(
        5,
        'fixed',
        '街道会同区生态环境局检查，发现烟道接口脱开，油烟漏入楼道。餐馆已重新密封烟道并清洗净化设备，晚餐时段复查楼道内无明显油烟味。'
      )
    ]
  },
  {
    slug: 'digger-laiguangying',
    by: 'guest',
    sent: '10 14:00',
    category: 'air.machinery',
    subdistrict: '110105032',
    lat: 40.0287,
    lng: 116.4521,
    landmark: '来广营西路一处工地',
    description: '工地的挖掘机一启动就冒黑烟，味道很大。',
    time_pattern: 'workdays',
    answers: { machine: 'excavator', label: 'no' },
    contact_phone: '13800000139',
    publish: true,
    steps: [
      ...inHand(9),
      answered(6, 'fixed', '现场检测，两台挖掘机中一台排放超标且无环保标牌，已责令退场维修，检测合格后方可进场。')
    ]
  },
  {
    slug: 'dump-jiuxianqiao',
    by: 'guest',
    sent: '8 07:50',
    category: 'waste.dump',
    subdistrict: '110105011',
    lat: 39.9732,
    lng: 116.4925,
    landmark: '万红路围墙外',
    description: '围墙外一夜之间多了一堆旧沙发和床垫，挡着半条人行道。',
    answers: { kind: 'bulky', size: 'big', seen: 'no' },
    publish: true,
    steps: [
      ...inHand(7),
      answered(4, 'fixed', '大件垃圾已清运，并在该处加装监控和提示牌。附近大件垃圾暂存点位置已张贴在小区公告栏。')
    ]
  },
  {
    slug: 'bbq-changying',
    by: 'guest',
    lang: 'en',
    sent: '7 21:40',
    category: 'air.bbq',
    subdistrict: '110105033',
    lat: 39.9253,
    lng: 116.5921,
    landmark: 'Outside Changying metro station',
    description:
      'Two skewer stalls set up outside the station every evening, the smoke drifts into the flats across the road.',
    time_pattern: 'nights',
    answers: { setting: 'stall', hours: 'evening' },
    contact_email: 'guest.eight@example.com',
    publish: true,
    steps: [
      ...inHand(6),
      answered(3, 'fixed', '连续三晚在站口值守，两处流动烧烤摊已劝离，炉具依法处理，该站口列为每晚固定巡查点。'),
      [
        '3 16:30',
        'moderator',
        'translate',
        {
          public_text_translation:
            'Officers stayed at the station exit on three evenings. Both stalls were moved on and their grills dealt with under the rules; the exit is now checked every evening.'
        }
      ]
    ]
  },

  // Not solved, says the reporter.
  {
    slug: 'bins-panjiayuan',
    by: 'resident',
    sent: '18 08:00',
    category: 'waste.overflow',
    subdistrict: '110105018',
    lat: 39.8733,
    lng: 116.4549,
    landmark: '松榆里投放点',
    description: '投放点的桶常年不够用，下午就满，垃圾袋堆在地上，野猫翻得到处都是。',
    time_pattern: 'daily',
    answers: { days: 'week', kind: 'other' },
    publish: true,
    steps: [
      ...inHand(17),
      answered(12, 'fixed', '已增加两个收集桶，并将清运次数由每日一次调整为每日两次。'),
      ['1 19:10', 'reporter', 'reopen', { public_text: '桶是加了，但下午那次清运只来了两天，现在又是满的。' }]
    ]
  }
];
