import type { Kind } from './kinds.ts';

const winter = [11, 12, 1, 2];

export const air: Kind[] = [
  {
    category: 'air.fume',
    hours: [11, 21],
    spot: 'street',
    pattern: 'daily',
    answers: {
      meal_time: ['lunch', 'dinner', 'all_day'],
      outlet: ['window', 'street', 'roof', 'unknown'],
      dwelling_above: ['yes', 'no']
    },
    done: [
      '净化设备的滤网积油较多，已当场要求清洗，并在一周后复查，排口无明显油烟',
      '排烟管道接口松脱，已重新密封并加高排口，晚餐时段复查楼上无明显异味',
      '风机与净化器没有联动，已改为同开同停，并约定每月清洗、留存记录',
      '排口原来朝向居民窗户，现已改向道路一侧并加装导流罩'
    ],
    zh: [
      '一到饭点，厨房的烟就从底商后窗冒出来，四楼以下都不敢开窗。',
      '楼下换了经营者以后油烟大了很多，晾在阳台的床单一股炒菜味。',
      '小馆子把排风扇装在了单元门旁边，进出门都要憋着气。',
      '中午十一点半开始排烟，一直到下午两点，孩子午睡只能关窗。',
      '烟道好像漏了，卫生间的通风口里往外冒辣椒味，呛得直咳嗽。',
      '净化器看着是装了，可是灯从来没亮过，排出来的还是黄烟。',
      '夜宵档开到凌晨，油烟顺着楼梯间往上走，早上楼道里还有味。',
      '排烟口滴油，把楼下的自行车座都弄黏了，地砖也发滑。',
      '沿街一排小饭馆共用一根烟道，哪家开火哪层楼都闻得到。',
      '早上炸油条的摊子就支在窗根底下，六点就开始冒烟。',
      '后厨门常年敞着，油烟和热气往院子里排，老人在院里坐不住。',
      '上次检查后好了两个星期，最近又开始白天不开净化器了。'
    ],
    en: [
      'The kitchen vent of a small restaurant ends right under our balcony. From six in the evening we cannot open a window.',
      'Every lunchtime a cloud of frying smoke fills our stairwell. It settles only at about three.',
      'The duct on the back wall drips grease on the path where children walk to school.'
    ]
  },
  {
    category: 'air.bbq',
    months: [5, 6, 7, 8, 9],
    hours: [19, 22],
    spot: 'metro',
    pattern: 'nights',
    answers: { setting: ['stall', 'shop', 'private'], hours: ['evening', 'late'] },
    done: [
      '连续两晚到现场，露天烧烤摊已撤离，炭火当场熄灭，地面油污已冲洗',
      '已约谈店铺，炉具全部移入室内并接入净化设备，门外不再设摊',
      '公园管理人员已劝离并补设禁止明火的提示牌，周末傍晚加派巡查'
    ],
    zh: [
      '天一热，路口的烤串摊又出来了，炭火烟直往公交站里灌。',
      '晚上九点以后有人推着炉子来卖烤冷面和肉串，烟大得看不清红绿灯。',
      '店里坐不下就把桌子和炉子搬到便道上，一直烤到半夜，满地竹签。',
      '草坪边上有人支炭炉野餐，火星子被风吹到干草上，看着害怕。',
      '烧烤的烟飘进对面居民楼，纱窗都熏黄了，夏天没法通风。',
      '站口两侧各有一个烤肠摊，液化气罐就放在人流中间。',
      '球赛那几天夜里烤串摊连成一片，烟味到两点还没散。',
      '便道上的地砖被炭火烤裂了两块，油渍渗进去洗不掉。'
    ],
    en: ['People grill on charcoal on the lawn every warm evening; the smoke drifts into the flats across the road.']
  },
  {
    category: 'air.odour',
    hours: [7, 22],
    spot: 'home',
    pattern: 'irregular',
    answers: { smell: ['waste', 'drain', 'other', 'paint'], wind: ['still', 'windy', 'any'] },
    done: [
      '气味来自破损的污水井，已更换井圈并清掏管段，三天后复查无异味',
      '已联系产权单位清运积存的厨余并消毒，改为每日早晚各清一次',
      '排查后确认是防水施工使用的涂料，已要求改用低气味材料并在白天施工'
    ],
    zh: [
      '楼道里总有一股下水道的酸臭味，越闷热的天越明显。',
      '地下室排风口对着小路，出来的风又潮又霉，路过都捂鼻子。',
      '傍晚会飘来一阵像塑料烧焦的味道，十几分钟就没了，找不到来源。',
      '垃圾房的门关不严，酸味能飘到五层。',
      '刷外墙的油漆味很冲，家里有孕妇，窗户整天不敢开。',
      '化粪池清掏以后井盖没盖严，连着三天都臭。'
    ],
    en: ['A sour smell of drains comes up through the floor gullies whenever it is hot and still.']
  },
  {
    category: 'air.odour',
    months: winter,
    hours: [6, 22],
    spot: 'home',
    pattern: 'nights',
    answers: { smell: ['other'], wind: ['still'] },
    done: [
      '夜间查看，锅炉房除尘设备维护不及时，已清灰并更换滤袋，排口恢复正常',
      '走访确认是平房取暖用了散煤，已上门更换为清洁取暖设备并回收余煤'
    ],
    zh: [
      '一到供暖季，晚上平房那边就飘来呛人的烧煤味，嗓子发干。',
      '锅炉房烟囱夜里冒灰白色的烟，早上车顶一层细灰。',
      '清早开窗全是煤烟味，雾蒙蒙的，孩子上学路上直咳嗽。'
    ],
    en: ['On cold nights a smell of coal smoke creeps into the bedroom, strongest between ten and midnight.']
  },
  {
    category: 'air.dust',
    months: [2, 3, 4, 5, 10, 11],
    hours: [8, 18],
    spot: 'street',
    pattern: 'workdays',
    answers: { source: ['site', 'bare', 'lorry', 'road'], covered: ['no', 'yes'] },
    done: [
      '裸土已用密目网全部苫盖，出入口增加冲洗和人工清扫，每天洒水四次',
      '破损的围挡已更换，堆料全部盖好，车辆出场必须冲洗轮胎',
      '该路段已安排雾炮车和洗地车，早晚高峰前各作业一次'
    ],
    zh: [
      ['春天风大，待建空地上的土整片扬起来，对面楼的窗台一天擦三遍。', [3, 4, 5]],
      '渣土堆了半个月没盖网，一刮风整条街都是黄的。',
      '拉沙子的车不冲轮胎，出来带一路泥，晒干以后车一过就起土。',
      '切割地砖没有喷水，白灰飘出去几十米，路人都绕着走。',
      '绿化带换土，土就堆在便道上，已经被踩得到处都是。',
      '围挡破了个大口子，里面的沙土往外漏，骑车经过迷眼睛。',
      '拆下来的砖块直接往下扔，每扔一次就是一团灰。'
    ],
    en: [
      'Bare soil on the lot across the road is not covered; on windy afternoons the dust comes in through closed windows.'
    ]
  },
  {
    category: 'air.burn',
    months: [10, 11, 12],
    hours: [15, 20],
    spot: 'park',
    pattern: 'once',
    answers: { material: ['leaves'], burning_now: ['yes', 'no'] },
    done: [
      '巡查人员到场时火已熄灭，余烬已浇透，落叶改由环卫车统一清运堆肥',
      '已劝止并清走落叶堆，对养护人员重新交代：落叶一律不烧'
    ],
    zh: [
      '林子边上有人把扫成堆的落叶点着了，白烟贴着地面走。',
      '清洁的人图省事，落叶就在墙角烧，烟飘到操场上。',
      '傍晚树林里冒烟，走近看是一堆树叶和枯草在闷烧，没人看着。',
      '深秋每天这个点都有烧叶子的味道，洗好的衣服全是烟味。',
      '河坡上的干草被人点了，黑了一大片，幸亏没有风。'
    ],
    en: ['Somebody burns raked leaves behind the wall almost every afternoon; the smoke hangs over the path.']
  },
  {
    category: 'air.burn',
    months: [12, 1, 2, 3],
    hours: [8, 21],
    spot: 'street',
    pattern: 'irregular',
    answers: { material: ['waste', 'wire', 'unknown'], burning_now: ['no', 'yes'] },
    done: ['现场为取暖烧木料，已熄灭并清走木料，现场改用电暖设备', '已清理焚烧残留物，并在该处加装照明和提示牌'],
    zh: [
      '拆房的空地上有人烧旧木板取暖，油漆烧出来的烟特别呛。',
      '晚上有人烧废电线，黑烟一股一股的，地上留下一滩黑印。',
      '铁桶里烧垃圾，风一吹带火星的纸片到处飞。'
    ]
  },
  {
    category: 'air.vehicle',
    hours: [7, 19],
    spot: 'street',
    pattern: 'irregular',
    answers: { vehicle: ['bus', 'lorry', 'muck'] },
    done: [
      '已按线索调取卡口记录，联系车主到检测站复检，尾气超标，维修后复检合格',
      '已在该路段设点抽检，当天检查二十六辆，两辆超标的已责令维修'
    ],
    zh: [
      '每天早上有一辆送货的厢式车起步时喷黑烟，后面骑车的人什么都看不见。',
      '渣土车爬坡的时候排气管冒黑烟，一串三四辆都这样。',
      '一辆旧旅游车停在路边不熄火，尾气发蓝，半小时没走。'
    ],
    en: ['A delivery lorry that stops here every morning leaves a black cloud each time it pulls away.']
  },
  {
    category: 'air.machinery',
    hours: [8, 18],
    spot: 'street',
    pattern: 'workdays',
    answers: { machine: ['excavator', 'loader', 'generator'], label: ['no', 'yes'] },
    done: ['现场检测一台装载机排放超标，已退场维修；其余机械标牌齐全', '临时发电机已换成接市电，柴油机组撤走'],
    zh: [
      '修路的发电机就放在公交站后面，从早到晚冒黑烟。',
      '装载机没有环保标牌，一踩油门就一股黑烟往楼上飘。',
      '钻孔的机器烟很大，像烧机油，工人自己都戴着口罩。'
    ]
  }
];
