import type { Release } from './scenario.ts';

const zh = (public_text: string, more: Partial<Release> = {}): Release => ({ public_text, public_lang: 'zh', ...more });
const en = (public_text: string, more: Partial<Release> = {}): Release => ({ public_text, public_lang: 'en', ...more });

/** What is shown of the reports that are told one by one. */
export const released: Record<string, Release> = {
  'river-litter': zh('河面靠岸一侧漂着一片塑料袋和外卖盒，估计是被风吹下来的。', {
    landmark: true,
    answers: true,
    answer_text: '接单当日河道保洁人员已打捞完毕，并清理了上下游约三百米岸边。'
  }),
  'bins-overdue': zh('其他垃圾桶连着好几天满溢，周末最严重，旁边堆了很多纸箱，有味。', { answers: true }),
  'light-honglingjin': zh('环湖路东侧有四盏路灯不亮，傍晚经过很黑。', { landmark: true }),
  'litter-tonghui': zh('河里漂着泡沫箱和塑料瓶，靠近闸口那一侧比较集中。', { landmark: true }),
  'sewer-dongba': zh('路口的雨水箅子一下雨就往外冒水，走路要绕到机动车道上。', { landmark: true }),
  'bar-sanlitun': en('Live music with the windows open until after one at night.'),
  'bar-chaowai': en('Bass from a bar until two in the morning on every day of the week.'),
  'fume-wangjing': zh('饭点油烟味顺着楼道往上窜。', {
    answer_text: '检查发现烟道接口脱开，餐馆已重新密封烟道并清洗净化设备，晚餐时段复查无明显油烟味。'
  }),
  'dump-jiuxianqiao': zh('围墙外一夜之间多了一堆旧沙发和床垫，挡着半条人行道。', {
    landmark: true,
    answer_text: '大件垃圾已清运，并在该处加装提示牌。'
  }),
  'bins-panjiayuan': zh('投放点的桶常年不够用，下午就满，垃圾袋堆在地上。', {
    landmark: true
  }),
  'litter-ba': zh('坝河转弯处积了一片水草和塑料袋，有味道。', {
    landmark: true,
    answer_text: '已组织打捞水草和垃圾约两车，并在转弯处增设拦截浮筒，每周清理两次。'
  }),
  'washbasin-datun': zh('分类投放点的洗手池坏了一个多星期。', {
    answer_text: '洗手池龙头已更换，并检查了附近另外三处投放点。'
  }),
  'deadfish-unanswered': zh('湖边漂着十几条死鱼，水看着有点绿。', {
    landmark: true,
    answer_text: '死鱼已打捞并作无害化处理。水样检测显示夜间溶解氧偏低，已开启增氧设备并补水。'
  }),
  'dust-cuigezhuang': zh('拉土的车没有盖严，一路掉土，过一辆就一阵黄土。', { answers: true }),
  'tree-branch': zh('一根很粗的枯枝折断后挂在半空，风一吹就晃。', { answers: true }),
  'outfall-liangshui': zh('岸边一个排口在往河里排乳白色的水，有泡沫。', { landmark: true, answers: true }),
  'bbq-zaoying-road': zh('晚上有人在路边支炉子烤串，烟飘进小区，地上都是油。'),
  'fume-maizidian-street': zh('油烟直接往人行道上排，路过都呛。', { answers: true }),
  'loudspeaker-panjiayuan': zh('回收旧家电的三轮车喇叭一直响，一停就是半天。')
};
