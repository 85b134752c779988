import type { Kind } from './kinds.ts';

/** Trees, parks and land; and what flies in spring and summer. */
export const green: Kind[] = [
  {
    category: 'greenery.damage',
    hours: [8, 19],
    spot: 'street',
    pattern: 'irregular',
    answers: { harm: ['cut', 'dug', 'trampled', 'other'], going_on: ['no', 'yes'] },
    done: ['已补植并加装护栏，责任单位承担费用', '树池已松土施肥，断枝处理了伤口，养护队每周查看'],
    zh: [
      '绿篱被人踩出一条近道，冬青断了一排。',
      '共享单车成片倒在花池里，刚种的月季都压断了。',
      '有人在树干上钉钉子拉晾衣绳，树皮裂开流胶。',
      '草坪被车轧出两道深沟，下雨成了泥塘。',
      ['融雪的盐堆在树坑里，春天这几棵树没有发芽。', [3, 4, 5]]
    ],
    en: ['Somebody has hung heavy cables on two young trees; one is already bent to the ground.']
  },
  {
    category: 'greenery.pest',
    months: [4, 5, 6, 7, 8, 9],
    hours: [7, 19],
    spot: 'park',
    pattern: 'daily',
    answers: { sign: ['insects', 'holes', 'web', 'sap'], spread: ['one', 'few', 'row'] },
    done: ['已剪除网幕并喷洒生物药剂，一周后复查虫口明显下降', '树干已涂白、绑诱虫带，放置天敌两批'],
    zh: [
      '一排槐树上吊着很多绿色小虫子，走路会掉到脖子里。',
      '桃树叶子卷起来，下面一层黏黏的，地砖都发黑。',
      '法桐树干上有白色网幕，里面全是毛毛虫。',
      '几棵柳树流胶，树干上一串小洞，用手一按是空的。',
      ['月季叶子上一层白粉，今年花开得很少。', [6, 7, 8, 9]]
    ],
    en: ['Webs full of caterpillars hang over the playground; children come home with a rash.']
  },
  {
    category: 'greenery.tree',
    months: [3, 5, 6, 7, 8, 9, 11, 12],
    hours: [7, 19],
    spot: 'street',
    pattern: 'once',
    answers: { danger: ['leaning', 'branch', 'dead', 'root'], over_path: ['yes'] },
    done: ['当日到场锯除断枝并清运，其余树冠做了修剪减重', '经评估已加装支撑，死树已移除并补植'],
    zh: [
      '大风以后一根胳膊粗的树枝挂在电线上，下面就是公交站。',
      ['路边一棵杨树整棵枯了，一刮风就掉树皮。', [6, 7, 8, 9]],
      ['暴雨把树根泡松了，树往马路这边歪得厉害。', [7, 8]],
      ['雪把松枝压折了，半截搭在便道上方。', [12, 1, 2]]
    ],
    en: ['A thick dead branch hangs over the school path and swings in the wind.']
  },
  {
    category: 'greenery.facility',
    hours: [7, 20],
    spot: 'park',
    pattern: 'irregular',
    answers: { facility: ['bench', 'path', 'play', 'light', 'toilet', 'sign'], unsafe: ['no', 'yes'] },
    done: [
      '已更换损坏的木条和螺丝，周边同类座椅一并检查',
      '步道塌陷处已重新铺装，路灯线路修复',
      '滑梯破口已封边，铺面补齐，恢复开放'
    ],
    zh: [
      '木栈道有三块板子松了，一踩就翘，老人容易绊倒。',
      '儿童滑梯底下裂了个口子，边缘很锋利。',
      '公园的路灯有一片不亮，晚上跑步看不清台阶。',
      '厕所的无障碍扶手断了一边，轮椅进去用不了。',
      '健身器材少了一个把手，露出的螺丝挂破了衣服。',
      '导览牌被晒得看不清，外地来的朋友找不到出口。'
    ],
    en: ['Several boards of the wooden walkway are loose; one flips up when you step on it.']
  },
  {
    category: 'land.greenland',
    hours: [8, 19],
    spot: 'home',
    pattern: 'daily',
    answers: { use: ['parking', 'building', 'goods', 'planting'], since: ['days', 'months', 'years'] },
    done: ['已清退堆放物，翻土补种麦冬，周边加装低护栏', '私自圈占的围栏已拆除，与种菜居民约定收完这一季恢复绿地'],
    zh: [
      '一楼外面的公共绿地被围起来种了菜，还施粪肥。',
      '绿地上铺了砖当停车位，草皮已经看不到了。',
      '有人在林子里搭了棚子放货，门还上了锁。'
    ],
    en: [
      ['The green strip behind our building has been fenced off and used to store goods since spring.', [8, 9, 10, 11]]
    ]
  },
  {
    category: 'land.farmland',
    months: [3, 4, 5, 9, 10],
    hours: [8, 18],
    spot: 'street',
    pattern: 'workdays',
    answers: { use: ['building', 'hard', 'dump'], going_on: ['yes', 'no'] },
    done: ['经核对图件，该地块为设施农用地，已要求清走堆土并恢复耕作'],
    zh: ['村边一块地前年还种玉米，现在倒满了土，推土机在推平。', '田头铺了一片水泥地，停了好几辆大车。']
  },
  {
    category: 'other.environment',
    months: [4, 5],
    hours: [9, 18],
    spot: 'street',
    pattern: 'daily',
    answers: { field: ['green', 'air'] },
    done: [
      '已对该路段杨柳雌株注射抑制药剂，早晚高压水冲洗，飞絮期每天湿扫',
      '飞絮集中处已洒水清理并提示防火，明年起分批更换雌株'
    ],
    zh: [
      '杨絮像下雪一样，在墙角积了厚厚一层，孩子过敏得睁不开眼。',
      '柳絮飘进楼道和空调外机，怕着火，能不能湿扫一下。',
      '骑车上班一路飞絮，口罩都挡不住，希望早上多洒点水。'
    ],
    en: ['Catkin fluff lies ankle deep along the kerb. With all these cigarette ends it is a fire waiting to happen.']
  },
  {
    category: 'other.environment',
    months: [6, 7, 8],
    hours: [18, 22],
    spot: 'park',
    pattern: 'nights',
    answers: { field: ['water', 'green', 'unsure'] },
    done: [
      '已清除积水容器四十余处，投放灭蚊缓释剂，傍晚做了一次空间消杀',
      '枯井和轮胎积水已清空，草丛修剪到十厘米以下'
    ],
    zh: [
      '傍晚坐十分钟就被咬一身包，旁边的水景池子好久没换水了。',
      '地下车库积水里全是孑孓，蚊子多得进不了电梯。',
      '绿地里有废轮胎，里面存着雨水，蚊子都是从那里来的。'
    ],
    en: ['A row of old flower tubs holds rain water and breeds mosquitoes next to the playground.']
  },
  {
    category: 'other.environment',
    hours: [19, 22],
    spot: 'home',
    pattern: 'nights',
    answers: { field: ['light', 'unsure'] },
    done: ['店招照明已加遮光罩，22时30分自动关闭'],
    zh: ['对面楼顶的广告屏太亮，夜里卧室墙上一直在闪。', '工地的探照灯整晚照着我们这边，拉上窗帘还是亮的。']
  }
];
