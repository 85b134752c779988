import { answered, calledBack, inHand, sentOn, type Scenario } from './scenario.ts';

const subdistrict = '110105012';

/** 麦子店, where the demo handler works: something in every queue. */
export const maizidian: Scenario[] = [
  {
    slug: 'fume-zaoying',
    by: 'resident',
    sent: '36 19:10',
    category: 'air.fume',
    subdistrict,
    lat: 39.9478,
    lng: 116.4672,
    landmark: '枣营北里附近，临街底商',
    description: '楼下一家餐馆的排烟口正对居民窗户，晚饭时段油烟味很重，厨房窗户不敢开，已经持续一个多月。',
    time_pattern: 'daily',
    answers: { meal_time: 'dinner', outlet: 'window', dwelling_above: 'yes', shop: '一层东侧第二家' },
    publish: true,
    steps: [
      ...inHand(35),
      answered(
        31,
        'fixed',
        '我办会同区生态环境局于晚餐时段到现场检查，该餐馆油烟净化设备未及时清洗。已要求立即清洗并调整排烟口方向，三日后复查，设备运行正常，排烟口已改向道路一侧。请您留意用餐时段的情况。'
      ),
      calledBack(29, 'yes', '最近确实好多了，谢谢。')
    ]
  },
  {
    slug: 'fume-maizidian-street',
    by: 'resident',
    sent: '1 19:35',
    category: 'air.fume',
    subdistrict,
    lat: 39.9497,
    lng: 116.4661,
    landmark: '麦子店街中段路东',
    description: '麦子店街路东新开的一家烤串店，油烟直接往人行道上排，路过都呛，二楼住户家里也有味。',
    time_pattern: 'daily',
    answers: { meal_time: 'late', outlet: 'street', dwelling_above: 'yes' },
    publish: true,
    steps: sentOn(0)
  },
  {
    slug: 'fan-nongzhanguan',
    by: 'guest',
    lang: 'en',
    sent: '9 22:40',
    category: 'noise.equipment',
    subdistrict,
    lat: 39.9448,
    lng: 116.4641,
    landmark: 'Nongzhanguan North Road, back of an office building',
    description:
      'A large fan or cooling unit at the back of the office building runs all night. The hum is clear in our bedroom on the 6th floor even with the windows shut.',
    time_pattern: 'nights',
    answers: { device: 'fan', hours: 'night', source: 'Back of the building, about the second floor' },
    contact_email: 'guest.one@example.com',
    contact_ok: true,
    publish: true,
    steps: [
      ...inHand(8),
      [
        '4 15:30',
        'handler',
        'answer',
        {
          answer_kind: 'scheduled',
          public_text:
            '经夜间现场查看，该楼排风机减振垫老化，运行声音偏大。物业已订购减振垫并承诺22点后低速运行，更换工作安排在本月内完成，完成后我办将复查。'
        }
      ],
      [
        '4 16:20',
        'moderator',
        'translate',
        {
          public_text_translation:
            'We visited at night. The vibration pads under the fan are worn, which makes it louder than it should be. The property company has ordered new ones, will run the fan at low speed after 22:00, and will replace the pads this month. We will check again afterwards.'
        }
      ]
    ]
  },
  {
    slug: 'upstairs-steps',
    by: 'resident',
    sent: '5 21:15',
    category: 'noise.neighbour',
    subdistrict,
    landmark: '霞光里小区',
    description: '楼上每晚十点以后还在拖拽家具、跑跳，孩子睡不好。不想伤和气，希望居委会先帮忙沟通一下。',
    time_pattern: 'nights',
    answers: { sound: 'steps', hours: 'night', tried_mediation: 'no' },
    mediation: true,
    steps: inHand(4)
  },
  {
    slug: 'piano-mediated',
    by: 'guest',
    sent: '24 20:30',
    category: 'noise.neighbour',
    subdistrict,
    landmark: '农展南里',
    description: '隔壁练琴从晚上八点到十点多，每天都练，隔音又差。能不能协调一下时间？',
    time_pattern: 'daily',
    answers: { sound: 'instrument', hours: 'evening', tried_mediation: 'no' },
    contact_phone: '13800000021',
    contact_ok: true,
    mediation: true,
    steps: [
      ...inHand(23),
      answered(
        19,
        'fixed',
        '社区居委会会同物业上门沟通，对方表示今后练琴安排在19点至20点30分，并加装静音装置。如再次出现，您可以在本页要求转由主管部门办理。'
      ),
      calledBack(17, 'yes')
    ]
  },
  {
    slug: 'renovation-sent-on',
    by: 'organizer',
    sent: '13 18:50',
    category: 'noise.renovation',
    subdistrict,
    landmark: '枣营南里',
    description: '楼上装修周六周日也在打墙，物业说过一次，消停两天又开始。',
    time_pattern: 'weekends',
    answers: { days: 'rest', tried_mediation: 'yes' },
    mediation: true,
    steps: [
      ...inHand(12),
      answered(8, 'fixed', '居委会与物业已约谈施工负责人，对方承诺周末和节假日不再施工，并在单元门口张贴了施工时间。'),
      ['6 09:15', 'reporter', 'send_on', { public_text: '上个周六上午又开始砸墙了，希望由主管部门处理。' }]
    ]
  },
  {
    slug: 'river-litter',
    by: 'organizer',
    sent: '3 08:10',
    category: 'water.litter',
    subdistrict,
    lat: 39.9508,
    lng: 116.4688,
    landmark: '亮马河北岸步道，朝阳公园西路以西',
    description: '河面靠岸一侧漂着一片塑料袋和外卖盒，估计是被风吹下来的。',
    time_pattern: 'once',
    answers: { amount: 'patch', litter: 'plastic' },
    publish: true,
    steps: [
      ...inHand(2),
      answered(
        1,
        'fixed',
        '接单当日河道保洁人员已打捞完毕，并对上下游约三百米岸边进行了清理，同时要求沿线商户盖好垃圾桶。请您看看是否已经解决。'
      )
    ]
  },
  {
    slug: 'loudspeaker-dropped',
    by: 'guest',
    sent: '17 12:20',
    category: 'noise.loudspeaker',
    subdistrict,
    lat: 39.9467,
    lng: 116.4615,
    landmark: '东三环北路辅路，地铁口旁',
    description: '地铁口旁边的水果摊一天到晚用喇叭喊价，办公室里都听得见。',
    time_pattern: 'daily',
    answers: { content: 'advert', hours: 'all_day' },
    contact_phone: '13800000017',
    appeal: { filed: '2 09:40', words: '喇叭没有撤，只是换到了马路对面，中午照样响。希望再去看一次。' },
    steps: [
      ...inHand(16),
      answered(
        13,
        'inspected_nothing_found',
        '我办于工作日上午和傍晚两次到现场，均未发现使用喇叭的摊位，已请网格员加强巡查。'
      ),
      [
        '12 10:40',
        'moderator2',
        'return_answer',
        { internal_text: '反映的是中午时段，答复没有说明中午是否查看，请补查后再答复。' }
      ],
      answered(
        9,
        'fixed',
        '中午时段再次到现场，发现一处流动水果摊使用喇叭叫卖，已当场劝离并收存喇叭，纳入每日中午巡查点位。'
      ),
      ['4 10:20', 'moderator2', 'record_callback', { reached: 'no', solved: 'no_answer' }]
    ]
  },
  {
    slug: 'bbq-zaoying-road',
    by: 'guest',
    sent: '2 22:15',
    category: 'air.bbq',
    subdistrict,
    lat: 39.9489,
    lng: 116.4699,
    landmark: '枣营路与朝阳公园西路路口附近',
    description: '晚上有人在路边支炉子烤串，烟飘进小区，地上都是油。',
    time_pattern: 'nights',
    answers: { setting: 'stall', hours: 'late' },
    publish: true,
    steps: [
      ...sentOn(1),
      ['0 10:05', 'handler', 'take_on'],
      ['0 10:30', 'handler', 'add_note', { internal_text: '已联系执法队，今晚22点联合到现场。' }]
    ]
  },
  {
    slug: 'bins-overdue',
    by: 'guest',
    sent: '12 07:40',
    category: 'waste.overflow',
    subdistrict,
    lat: 39.9517,
    lng: 116.4633,
    landmark: '霞光里小区东门垃圾投放点',
    description: '其他垃圾桶连着好几天满溢，周末最严重，旁边堆了很多纸箱，有味。',
    time_pattern: 'irregular',
    answers: { days: 'week', kind: 'other' },
    contact_phone: '13800000035',
    publish: true,
    steps: inHand(11)
  },
  {
    slug: 'bins-same-place',
    by: 'guest',
    sent: '9 08:20',
    category: 'waste.overflow',
    subdistrict,
    lat: 39.9516,
    lng: 116.4635,
    landmark: '霞光里小区东门',
    description: '霞光里东门垃圾桶旁边堆成山了，没人管吗？',
    answers: { days: 'days' },
    steps: [
      [
        '8 09:50',
        'moderator',
        'merge',
        {
          target: 'bins-overdue',
          public_text: '您反映的问题已有居民先行反映，现与该件并案办理。您仍可在本页看到进展，办理结果会同样告知您。'
        }
      ]
    ]
  },
  {
    slug: 'dust-asked',
    by: 'resident',
    sent: '6 16:30',
    category: 'air.dust',
    subdistrict,
    lat: 39.9462,
    lng: 116.4668,
    landmark: '农展馆南路',
    description: '农展馆南路有一段人行道施工，刮风的时候土很大。',
    answers: { source: 'road', covered: 'no' },
    publish: true,
    steps: [
      ...inHand(5),
      [
        '2 11:20',
        'handler',
        'ask',
        { public_text: '我们沿路查看时有两处围挡，请您补充是靠近东三环一侧，还是靠近朝阳公园一侧？' }
      ]
    ]
  },
  {
    slug: 'tree-branch',
    by: 'teacher',
    sent: '1 07:50',
    category: 'greenery.tree',
    subdistrict,
    lat: 39.9443,
    lng: 116.4702,
    landmark: '朝阳公园西路人行道，公园西门以南',
    description: '一根很粗的枯枝折断后挂在半空，下面是学生上学的必经之路，风一吹就晃。',
    time_pattern: 'once',
    answers: { danger: 'branch', over_path: 'yes' },
    publish: true,
    steps: [
      ['1 09:05', 'moderator', 'accept'],
      ['1 09:12', 'moderator', 'dispatch'],
      ['1 09:15', 'moderator', 'mark_urgent', { duty_number: '12345', called_whom: '街道值班室，已安排人员到场看护' }],
      ['1 09:40', 'handler', 'take_on'],
      ['1 14:10', 'handler', 'add_note', { internal_text: '园林队15点到场，先拉警戒线。' }]
    ]
  },
  {
    slug: 'charger-deferred',
    by: 'guest',
    sent: '16 18:05',
    category: 'facility.charger',
    subdistrict,
    lat: 39.9525,
    lng: 116.4662,
    landmark: '亮马桥路一处公共停车场',
    description: '停车场里四个充电桩有三个黑屏，用不了快一个月了。',
    answers: { fault: 'dead' },
    contact_email: 'guest.two@example.com',
    steps: [
      ...inHand(15),
      [
        '11 16:10',
        'handler',
        'defer',
        {
          public_text:
            '经核实，三台充电桩的控制模块损坏，运营单位需向厂家订货。目前已张贴停用告示并标明最近可用的充电点，预计到货更换后再次答复您。',
          until: 8
        }
      ]
    ]
  },
  {
    slug: 'site-night',
    by: 'resident',
    sent: '27 23:20',
    category: 'noise.construction',
    subdistrict,
    lat: 39.9457,
    lng: 116.4628,
    landmark: '东三环北路与农展馆北路路口的工地',
    description: '工地夜里十一点多还在用破碎锤，整栋楼都在震，没有看到张贴夜间施工许可。',
    time_pattern: 'nights',
    answers: { night_work: 'yes', permit: 'no', noise_from: 'drill' },
    publish: true,
    steps: [
      ...inHand(26),
      answered(
        20,
        'fixed',
        '已约谈施工单位，责令22时至次日6时停止产生噪声的作业，施工单位已书面承诺并在工地门口公示联系人。'
      ),
      calledBack(15, 'yes')
    ]
  },
  {
    slug: 'site-again',
    by: 'guest',
    sent: '14 23:35',
    category: 'noise.construction',
    subdistrict,
    lat: 39.9456,
    lng: 116.4631,
    landmark: '东三环北路与农展馆北路路口的工地',
    description: '这个工地夜里又在卸钢筋，哐当哐当一直到一点。',
    time_pattern: 'nights',
    answers: { night_work: 'yes', noise_from: 'lorry' },
    contact_phone: '13800000048',
    contact_ok: true,
    publish: true,
    steps: [
      ...inHand(13),
      answered(
        9,
        'not_a_violation',
        '经检查，当晚为混凝土连续浇筑后的材料进场，施工单位持有夜间施工许可。已要求其卸料时加垫减噪并提前告知周边居民。'
      ),
      ['2 21:30', 'reporter', 'reopen', { public_text: '昨天夜里没有浇筑也在卸料，许可也没有贴出来，请再核实。' }]
    ]
  },
  {
    slug: 'square-dance',
    by: 'guest',
    sent: '20 20:10',
    category: 'noise.square',
    subdistrict,
    lat: 39.9503,
    lng: 116.4715,
    landmark: '亮马河边小广场',
    description: '晚上跳舞的音响开得太大，九点半还不停，家里老人需要休息。',
    time_pattern: 'daily',
    answers: { activity: 'dance', hours: 'evening', asked: 'yes' },
    steps: [
      ...inHand(19),
      answered(
        16,
        'fixed',
        '社区已与舞蹈队负责人沟通，约定21点结束，并由街道提供定向音箱。派出所夜间巡逻时会继续提醒。'
      )
    ]
  },
  {
    slug: 'fume-new-guest',
    by: 'guest',
    lang: 'en',
    sent: '0 12:10',
    category: 'air.fume',
    subdistrict,
    lat: 39.9485,
    lng: 116.4648,
    landmark: 'Zaoying North Lane, ground-floor restaurant',
    description: 'Heavy cooking smoke from a ground-floor kitchen comes straight into the stairwell at lunch time.',
    time_pattern: 'workdays',
    answers: { meal_time: 'lunch', outlet: 'unknown', dwelling_above: 'yes' },
    publish: true,
    steps: []
  },
  {
    slug: 'sorting-point-object',
    by: 'guest',
    sent: '4 10:10',
    category: 'waste.point',
    subdistrict,
    lat: 39.9529,
    lng: 116.4679,
    landmark: '亮马桥路北侧',
    description: '路北分类投放点的厨余桶盖子坏了，脚踏也踩不动。',
    answers: { fault: 'broken' },
    steps: [
      ...sentOn(3),
      [
        '2 09:50',
        'handler',
        'object',
        { internal_text: '现场核对，该投放点在将台地区一侧，不在我街道辖区，建议改派。' }
      ]
    ]
  }
];
