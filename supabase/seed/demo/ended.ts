import { answered, calledBack, inHand, sentOn, type Scenario } from './scenario.ts';

/** Elsewhere in the district: what has come to an end, in every way there is. */
export const ended: Scenario[] = [
  // Solved.
  {
    slug: 'dust-dongba',
    by: 'guest',
    sent: '38 10:30',
    category: 'air.dust',
    subdistrict: '110105039',
    lat: 39.9668,
    lng: 116.5474,
    landmark: '东坝中路南段工地',
    description: '工地大片裸土没有覆盖，车辆出来也不冲洗，路面全是土。',
    contact_phone: '13800000240',
    contact_ok: true,
    time_pattern: 'workdays',
    answers: { source: 'site', covered: 'no' },
    publish: true,
    steps: [
      ...inHand(37),
      answered(33, 'fixed', '已责令施工单位对裸土全部苫盖，出入口加装冲洗设备并安排专人保洁，复查已落实。'),
      [
        '30 10:30',
        'moderator',
        'record_callback',
        { reached: 'yes', solved: 'yes', satisfied: 'yes', words: '反映人表示土盖上了，路也天天冲。' }
      ]
    ]
  },
  {
    slug: 'litter-ba',
    by: 'organizer',
    sent: '34 09:00',
    category: 'water.litter',
    subdistrict: '110105024',
    lat: 39.9688,
    lng: 116.4447,
    landmark: '坝河太阳宫段',
    description: '坝河转弯处积了一片水草和塑料袋，有味道。',
    answers: { amount: 'patch', litter: 'mixed' },
    publish: true,
    steps: [
      ...inHand(33),
      answered(30, 'fixed', '已组织打捞水草和垃圾约两车，并在转弯处增设拦截浮筒，每周清理两次。'),
      calledBack(28, 'yes', '第二天就清了，效率很高。')
    ]
  },
  {
    slug: 'tree-anzhen',
    by: 'guest',
    sent: '32 16:20',
    category: 'greenery.tree',
    subdistrict: '110105008',
    lat: 39.9706,
    lng: 116.4031,
    landmark: '安贞路人行道',
    description: '一棵树倾斜得厉害，树根把地砖都顶起来了，下面停着车。',
    answers: { danger: 'leaning', over_path: 'yes' },
    contact_phone: '13800000204',
    contact_ok: true,
    publish: true,
    steps: [
      ...inHand(31),
      answered(29, 'fixed', '经专业人员评估，已对该树修剪减重、加装支撑，并修复树池和地砖。'),
      [
        '26 11:00',
        'moderator2',
        'record_callback',
        { reached: 'yes', solved: 'yes', satisfied: 'yes', words: '反映人表示已经支撑好，走路放心了。' }
      ]
    ]
  },
  {
    slug: 'gym-fangyuan',
    by: 'guest',
    lang: 'en',
    sent: '30 14:15',
    category: 'noise.equipment',
    subdistrict: '110105023',
    lat: 39.9692,
    lng: 116.4986,
    landmark: 'Fangyuan, rear of a gym',
    description:
      'Air-conditioning units behind the gym rattle loudly from early morning. Please have someone look at them.',
    time_pattern: 'daily',
    answers: { device: 'ac', hours: 'day' },
    contact_email: 'guest.nine@example.com',
    contact_ok: true,
    publish: true,
    steps: [
      ...inHand(29),
      [
        '25 15:30',
        'handler',
        'answer',
        {
          answer_kind: 'fixed',
          public_text: '经检测，两台空调外机支架松动。场所已加固支架、更换减振垫，复测噪声明显下降。'
        }
      ],
      [
        '25 16:10',
        'moderator',
        'translate',
        {
          public_text_translation:
            'The brackets of two units were loose. They have been fastened and given new vibration pads; a second measurement was clearly lower.'
        }
      ],
      calledBack(23, 'yes', 'Much quieter now, thank you.')
    ]
  },
  {
    slug: 'washbasin-datun',
    by: 'resident',
    sent: '26 15:40',
    category: 'waste.point',
    subdistrict: '110105025',
    lat: 40.0041,
    lng: 116.4152,
    landmark: '慧忠北里投放点',
    description: '分类投放点的洗手池坏了一个多星期，扔完厨余没法洗手。',
    answers: { fault: 'broken' },
    publish: true,
    steps: [
      ...inHand(25),
      answered(22, 'fixed', '洗手池龙头已更换，并检查了附近另外三处投放点。'),
      calledBack(20, 'yes')
    ]
  },

  // Not solved, or nobody can say.
  {
    slug: 'fume-shuangjing-no',
    by: 'resident',
    sent: '33 19:30',
    category: 'air.fume',
    subdistrict: '110105016',
    lat: 39.8957,
    lng: 116.4606,
    landmark: '百子湾路口附近底商',
    description: '小吃街油烟大，晚上整条街都是烟，阳台上的衣服没法晾。',
    time_pattern: 'daily',
    answers: { meal_time: 'dinner', outlet: 'street', dwelling_above: 'no' },
    publish: true,
    steps: [
      ...inHand(32),
      answered(
        27,
        'not_a_violation',
        '经检查，六家餐饮单位均安装净化设备并有清洗记录，当日检测未超标。已建议商户错峰排风。'
      ),
      calledBack(24, 'no', '检查那天当然没事，平时还是那么大烟。')
    ]
  },
  {
    slug: 'square-reopened-closed',
    by: 'guest',
    sent: '37 20:20',
    category: 'noise.square',
    subdistrict: '110105018',
    lat: 39.8747,
    lng: 116.4571,
    landmark: '华威路街边小广场',
    description: '跳舞的音响声音大，冬天关着窗户都能听见。',
    time_pattern: 'daily',
    answers: { activity: 'dance', hours: 'evening', asked: 'yes' },
    contact_phone: '13800000218',
    contact_ok: true,
    steps: [
      ...inHand(36),
      answered(32, 'fixed', '已与领舞人约定20点30分结束并调低音量。'),
      ['29 21:00', 'reporter', 'reopen', { public_text: '只好了三天，现在又到九点多。' }],
      [
        '28 10:15',
        'moderator',
        'dispatch',
        { lead: '110105018', assists: ['police'], internal_text: '请街道会同派出所晚间到场，说明限定措施。' }
      ],
      ['27 09:40', 'handler', 'take_on'],
      answered(23, 'fixed', '街道会同派出所晚间到场，设置了分贝显示屏，活动移至远离居民楼一侧，20点30分结束。'),
      [
        '20 10:30',
        'moderator',
        'record_callback',
        { reached: 'yes', solved: 'no', satisfied: 'no', words: '反映人表示音量小了，但周末仍有超时。' }
      ]
    ]
  },
  {
    slug: 'dog-no-answer',
    by: 'guest',
    sent: '31 21:50',
    category: 'noise.pet',
    subdistrict: '110105004',
    landmark: '幸福一村',
    description: '楼里有只狗白天主人上班后一直叫，叫一整天。',
    time_pattern: 'workdays',
    answers: { animal: 'dog', hours: 'day', tried_mediation: 'no' },
    mediation: true,
    steps: [...inHand(30), answered(26, 'fixed', '居委会已与养犬人沟通，对方白天将犬只送到家人处照看。')]
  },
  {
    slug: 'odour-no-information',
    by: 'guest',
    sent: '22 22:30',
    category: 'air.odour',
    subdistrict: '110105007',
    landmark: '和平街附近',
    description: '有味。',
    contact_email: 'guest.ten@example.com',
    steps: [
      [
        '21 09:30',
        'moderator',
        'ask',
        { public_text: '请补充是什么样的气味、大致位置和时间，方便工作人员到现场查找。' }
      ]
    ]
  },
  {
    slug: 'deadfish-unanswered',
    by: 'guest',
    sent: '28 07:20',
    category: 'water.deadfish',
    subdistrict: '110105037',
    lat: 40.0478,
    lng: 116.5385,
    landmark: '温榆河公园湖边',
    description: '湖边漂着十几条死鱼，水看着有点绿。',
    answers: { count: 'tens', spreading: 'yes' },
    publish: true,
    steps: [
      ...inHand(27),
      answered(24, 'fixed', '死鱼已打捞并作无害化处理。水样检测显示夜间溶解氧偏低，已开启增氧设备并补水。')
    ]
  },
  {
    slug: 'site-reinstated',
    by: 'guest',
    sent: '25 22:55',
    category: 'noise.construction',
    subdistrict: '110105026',
    lat: 39.9958,
    lng: 116.4768,
    landmark: '望京东路工地',
    description: '夜里十一点还在打磨，声音尖得睡不着。',
    contact_phone: '13800000252',
    time_pattern: 'nights',
    answers: { night_work: 'yes', noise_from: 'metal' },
    publish: true,
    steps: [
      [
        '24 09:40',
        'moderator',
        'refuse',
        { public_text: '您就同一事项的反映已在办理，没有新的情况，因此不再另行受理。' }
      ],
      ['22 14:00', 'moderator2', 'reinstate', { internal_text: '核对后不是同一工地，恢复受理。' }],
      ['22 14:20', 'moderator2', 'dispatch'],
      ['21 10:00', 'handler', 'take_on'],
      answered(17, 'fixed', '已责令施工单位22时后停止打磨作业，并处以警告；连续两晚复查未再发现夜间施工。'),
      ['14 10:40', 'moderator', 'record_callback', { reached: 'no', solved: 'no_answer' }]
    ]
  },
  {
    slug: 'reopened-closed',
    by: 'organizer',
    sent: '35 17:30',
    category: 'facility.charger',
    subdistrict: '110105011',
    lat: 39.9741,
    lng: 116.4899,
    landmark: '酒仙桥路公共停车场',
    description: '充电桩被燃油车占着，三次去都充不上。',
    answers: { fault: 'blocked' },
    steps: [
      ['34 09:20', 'moderator', 'accept'],
      ['34 09:40', 'moderator', 'dispatch', { lead: '110105011' }],
      ['33 10:00', 'handler', 'take_on'],
      answered(29, 'fixed', '停车场已划设充电专用车位并安排人员引导。'),
      ['26 18:40', 'reporter', 'reopen', { public_text: '今天去还是被占，没有人引导。' }],
      [
        '24 11:00',
        'moderator',
        'close',
        {
          public_text:
            '经与停车场确认，专用车位由其自行管理，街道已两次督促，无进一步执法依据。建议占用时联系现场管理人员，或使用旁边二号停车场的充电点。',
          outcome: 'not_solved'
        }
      ]
    ]
  },

  // Joined with another, sent elsewhere, not accepted, taken back.
  {
    slug: 'fume-wangjing-same',
    by: 'guest',
    sent: '9 19:45',
    category: 'air.fume',
    subdistrict: '110105026',
    lat: 39.9975,
    lng: 116.4731,
    landmark: '望京街北侧底商楼上',
    description: '晚饭时楼道里全是油烟，和邻居说的应该是同一家。',
    answers: { meal_time: 'dinner' },
    contact_phone: '13800000231',
    steps: [
      [
        '8 09:40',
        'moderator2',
        'merge',
        {
          target: 'fume-wangjing',
          public_text:
            '经核对，您与其他居民反映的是同一处来源，现合并为一件，由承办单位一并查处。每位反映人都会收到答复。'
        }
      ]
    ]
  },
  {
    slug: 'outfall-same',
    by: 'guest',
    lang: 'en',
    sent: '1 07:30',
    category: 'water.outfall',
    subdistrict: '110105027',
    lat: 39.8388,
    lng: 116.4561,
    landmark: 'Liangshui River, north bank',
    description: 'White foam is coming out of a pipe into the river near the footbridge.',
    answers: { flowing_now: 'yes', colour: 'foam' },
    steps: [
      [
        '1 09:30',
        'moderator',
        'merge',
        {
          target: 'outfall-liangshui',
          public_lang: 'en',
          public_text:
            'Another resident reported this outfall an hour earlier and people are on the way. Your report is handled together with theirs; you can follow it here.'
        }
      ]
    ]
  },
  {
    slug: 'parking-redirected',
    by: 'guest',
    sent: '15 11:20',
    category: 'other.environment',
    subdistrict: '110105013',
    landmark: '团结湖路',
    description: '小区门口总有车乱停，出入不方便。',
    steps: [
      [
        '14 10:00',
        'moderator',
        'redirect',
        {
          channel: '12345',
          public_text:
            '乱停车不属于环境问题，请拨打12345市民服务热线（24小时，有英语服务）反映。您可以在本页打开反映单，直接念给话务员。'
        }
      ]
    ]
  },
  {
    slug: 'fight-redirected',
    by: 'guest',
    lang: 'en',
    sent: '21 23:40',
    category: 'noise.neighbour',
    subdistrict: '110105001',
    landmark: 'Yong’anli',
    description: 'People are shouting and throwing things in the flat next door again.',
    time_pattern: 'nights',
    answers: { sound: 'voices', hours: 'night' },
    appeal: {
      filed: '18 20:10',
      words: 'I would still like somebody to talk to them about the noise.',
      decided: '17 10:30',
      by: 'moderator',
      public_text: '维持原决定：打斗和摔东西请当场拨打110。若平时也有噪声，可以单独反映，由居委会先行沟通。',
      internal_text: '已告知可另行反映邻里噪声。'
    },
    steps: [
      [
        '20 09:10',
        'moderator2',
        'redirect',
        {
          channel: '110',
          public_lang: 'en',
          public_text:
            'This needs the police on the spot. If it happens again, please call 110 at once; an interpreter can join the call.'
        }
      ]
    ]
  },
  {
    slug: 'advert-refused',
    by: 'guest',
    sent: '18 13:15',
    category: 'other.environment',
    subdistrict: '110105021',
    landmark: '南新园',
    description: '专业疏通管道，价格优惠，欢迎来电。',
    appeal: {
      filed: '15 11:20',
      words: '我写的是管道堵塞的事，请再看看。',
      decided: '14 15:10',
      by: 'moderator2',
      public_text: '您的反映中只有服务介绍，没有需要查看的环境问题，维持原决定。如有管道外溢，请写明位置再次反映。',
      internal_text: '与另一位审核员核对过原文。'
    },
    steps: [
      [
        '17 09:30',
        'moderator',
        'refuse',
        { public_text: '内容中没有可以查看的具体环境问题，因此不予受理。如有具体的时间、地点和情形，欢迎再次反映。' }
      ]
    ]
  },
  {
    slug: 'angry-refused',
    by: 'guest',
    sent: '6 08:55',
    category: 'other.environment',
    subdistrict: '110105034',
    landmark: '双桥路附近',
    description: '这一片环境就是不行，你们都来看看吧！',
    steps: [
      [
        '5 10:25',
        'moderator2',
        'refuse',
        {
          public_text:
            '感谢关注。您的反映中没有具体的问题和位置，工作人员无法查看，因此暂不受理。请说明看到、听到或闻到了什么、在哪里，再次反映即可。'
        }
      ]
    ]
  },
  {
    slug: 'horn-withdrawn',
    by: 'resident',
    sent: '11 08:25',
    category: 'noise.loudspeaker',
    subdistrict: '110105013',
    landmark: '团结湖公园北门',
    description: '早餐车的喇叭太吵。',
    answers: { content: 'advert', hours: 'morning' },
    steps: [...sentOn(10), ['10 19:30', 'reporter', 'withdraw']]
  },
  {
    slug: 'smell-withdrawn',
    by: 'guest',
    sent: '23 18:20',
    category: 'air.odour',
    subdistrict: '110105010',
    landmark: '惠新里',
    description: '楼道里有油漆味。',
    answers: { smell: 'paint' },
    steps: [['23 20:40', 'reporter', 'withdraw']]
  }
];
