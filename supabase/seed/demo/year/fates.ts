import type { Moment, Step } from '../scenario.ts';
import type { Chance } from './chance.ts';

/** What may become of a report. */
export type Fate =
  | 'thanked'
  | 'recorded'
  | 'grumbled'
  | 'disappointed'
  | 'silent'
  | 'unreached'
  | 'again'
  | 'again_closed'
  | 'put_off'
  | 'objected'
  | 'supplied'
  | 'asked'
  | 'refused'
  | 'redirected'
  | 'withdrawn'
  | 'merged';

/** How often each happens, of a hundred reports that are over. */
const SHARES: Record<Fate, number> = {
  thanked: 34,
  recorded: 13,
  grumbled: 6,
  disappointed: 7,
  silent: 11,
  unreached: 4,
  again: 4,
  again_closed: 2,
  put_off: 4,
  objected: 3,
  supplied: 2,
  asked: 2,
  refused: 2,
  redirected: 2,
  withdrawn: 2,
  merged: 4
};
const NEEDS_CONTACT: Fate[] = ['recorded', 'unreached', 'supplied', 'asked'];

export function fateFor({ roll }: Chance, reachable: boolean): Fate {
  const open = Object.entries(SHARES).filter(([fate]) => reachable || !NEEDS_CONTACT.includes(fate as Fate));
  let left = roll() * open.reduce((sum, [, share]) => sum + share, 0);
  for (const [fate, share] of open) if ((left -= share) < 0) return fate as Fate;
  return 'thanked';
}

const thanks = [
  '处理得很快，谢谢。',
  '现在好多了，邻居们也这么说。',
  '看到有人来处理了，满意。',
  '问题解决了，希望能保持。',
  '第二天就有人来了，没想到。',
  undefined,
  undefined
];
const complaints = [
  '只好了两天，又回到老样子。',
  '来人看过一次，之后就没有下文了。',
  '治标不治本，过几天还会这样。',
  '答复说已整改，可现场没有变化。'
];
const reopenings = [
  '答复后的第三天又出现了，请再来看看。',
  '白天没有了，但晚上还是老样子。',
  '换了个位置继续，问题其实没解决。'
];
const notes = [
  '已电话联系现场负责人，约定明日上午到场。',
  '网格员拍照已存档。',
  '与属地派出所沟通，晚间联合到场。',
  '请养护队本周内报处理时间。'
];
const openings = [
  '接单后当日到现场查看。',
  '我办会同社区到现场核实，情况属实。',
  '工作人员两次到场，与您反映的情况一致。',
  '已会同相关部门处理。',
  '感谢您的提醒。'
];
const closings = [
  '已列入日常巡查。',
  '请您留意后续情况，如有反复可在本页告诉我们。',
  '一周后我们会再到现场看一次。',
  '现场照片已存档。',
  '同类点位一并做了检查。'
];

export interface Told {
  steps: Step[];
  /** The words of the answer, when there is one. */
  answer?: string;
}

/** The steps of a report that came in `day` working days ago, in the moderators' and the unit's words. */
export function stepsOf(fate: Fate, day: number, done: string[], luck: Chance, target?: string): Told {
  const { pick, between, happens } = luck;
  const moderator = pick(['moderator', 'moderator2'] as const);
  const at = (on: number, hour: number): Moment =>
    `${on} ${String(hour).padStart(2, '0')}:${String(between(0, 44)).padStart(2, '0')}` as Moment;
  const answer = `${pick(openings)}${pick(done)}。${pick(closings)}`;
  const end = (move: string, details: Step[3]): Told => ({ steps: [[at(day - 1, 10), moderator, move, details!]] });

  if (fate === 'refused')
    return end('refuse', {
      public_text: pick([
        '反映的内容与环境问题无关，因此不予受理。如有环境方面的具体情况，欢迎再次反映。',
        '没有说明具体的位置和情形，工作人员无法查看，因此不予受理。补充后可以再次反映。'
      ])
    });
  if (fate === 'redirected')
    return end('redirect', {
      channel: '12345',
      public_text: pick([
        '这件事由12345市民服务热线统一受理更合适，请您拨打12345（24小时，有英语服务）。',
        '涉及物业合同，不属于环境问题，建议拨打12345反映；本页的反映单可以直接念给话务员。'
      ])
    });
  if (fate === 'merged')
    return end('merge', {
      target: target!,
      public_text: pick([
        '与邻近居民反映的是同一件事，现并案办理，结果会同样告知您。',
        '同一处问题已有一件在办，现合并处理，您仍可在本页看到进展。'
      ])
    });
  if (fate === 'withdrawn') return { steps: [[at(day, 23), 'reporter', 'withdraw']] };
  if (fate === 'asked')
    return end('ask', {
      public_text: pick([
        '请补充大致时间和最近的路口或楼门，方便工作人员找到位置。',
        '请说明是每天都有，还是只在某些日子出现。'
      ])
    });

  const steps: Step[] = [];
  let on = day - 1;
  if (fate === 'supplied') {
    steps.push([at(on, 9), moderator, 'ask', { public_text: '请补充离哪个出入口更近，以及一般在几点。' }]);
    on -= 2;
    steps.push([at(on, 12), 'reporter', 'supply', { public_text: '靠近主路这一侧，一般在晚上八点以后。' }]);
    on -= 1;
  }
  steps.push([at(on, 9), moderator, 'accept'], [at(on, 10), moderator, 'dispatch']);
  if (fate === 'objected') {
    steps.push([
      at(on, 15),
      'handler',
      'object',
      { internal_text: '现场核对不在本单位职责范围，建议核对目录后再派。' }
    ]);
    on -= 1;
    steps.push([at(on, 11), moderator, 'dispatch', { internal_text: '按目录仍由该单位主办，请先行到场。' }]);
  }
  // One in twelve lies a day too long on the desk, and the clock tells the moderators.
  on -= happens(0.08) ? 3 : 1;
  steps.push([at(on, 9), 'handler', 'take_on']);
  if (happens(0.3)) steps.push([at(on, 14), 'handler', 'add_note', { internal_text: pick(notes) }]);
  if (fate === 'put_off') {
    on -= 2;
    const until = between(6, 14);
    steps.push([
      at(on, 15),
      'handler',
      'defer',
      {
        public_text: pick([
          '需要订购配件，到货更换后再次答复您。',
          '要等适宜的季节施工，已先做临时处理。',
          '正在办理占道手续，完成后再次答复您。'
        ]),
        until
      }
    ]);
    on -= until + between(0, 1);
  } else on -= happens(0.14) ? between(6, 10) : between(1, 4);
  steps.push([
    at(on, 16),
    'handler',
    'answer',
    {
      answer_kind:
        fate === 'disappointed' && happens(0.4)
          ? 'not_a_violation'
          : pick(['fixed', 'fixed', 'fixed', 'scheduled'] as const),
      public_text: answer
    }
  ]);

  const later = on - between(1, 8);
  if (fate === 'again' || fate === 'again_closed') {
    on -= between(1, 5);
    steps.push([at(on, 20), 'reporter', 'reopen', { public_text: pick(reopenings) }]);
    on -= 1;
    if (fate === 'again_closed')
      steps.push([
        at(on, 11),
        moderator,
        'close',
        {
          outcome: 'not_solved',
          public_text: '经再次核实，现有手段只能减轻，不能根除。已列入季度重点点位，有新办法时会再次联系您。'
        }
      ]);
    else {
      steps.push([at(on, 10), moderator, 'dispatch', { internal_text: '请在反映的时段到场，并附照片。' }]);
      on -= 1;
      steps.push([at(on, 9), 'handler', 'take_on']);
      on -= between(2, 4);
      const second = `按您补充的时段再次到场。${pick(done)}。${pick(closings)}`;
      steps.push([at(on, 16), 'handler', 'answer', { answer_kind: 'fixed', public_text: second }]);
      steps.push([
        at(on - between(1, 4), 20),
        'reporter',
        'call_back',
        { solved: 'yes', satisfied: 'yes', words: '这次真的好了。' }
      ]);
      return { steps, answer: second };
    }
  }
  const said = (words?: string) => (words ? { words } : {});
  if (['thanked', 'put_off', 'objected', 'supplied'].includes(fate))
    steps.push([at(later, 20), 'reporter', 'call_back', { solved: 'yes', satisfied: 'yes', ...said(pick(thanks)) }]);
  if (fate === 'grumbled')
    steps.push([
      at(later, 21),
      'reporter',
      'call_back',
      {
        solved: 'yes',
        satisfied: 'no',
        words: pick(['解决是解决了，就是等得太久。', '处理了，可是没人提前告诉我们。'])
      }
    ]);
  if (fate === 'disappointed')
    steps.push([at(later, 19), 'reporter', 'call_back', { solved: 'no', satisfied: 'no', words: pick(complaints) }]);
  if (fate === 'recorded') {
    const solved = happens(0.8) ? ('yes' as const) : ('no' as const);
    steps.push([
      at(later, 10),
      moderator,
      'record_callback',
      { reached: 'yes', solved, satisfied: pick([solved, solved, 'no_answer'] as const) }
    ]);
  }
  if (fate === 'unreached')
    steps.push([
      at(later, 11),
      moderator,
      'record_callback',
      { reached: 'no', solved: 'no_answer', satisfied: 'no_answer' }
    ]);
  return { steps, answer };
}
