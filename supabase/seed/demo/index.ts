import { demoPassword, type DemoTools } from '../../../src/lib/server/embedded/demo.ts';

/** The eight demo people of the public contract (README); roles and the demo district follow where their tables land. */
export const demoPeople = [
  { email: 'resident@demo.test', name: '居民小林' },
  { email: 'organizer@demo.test', name: '组织者周姐' },
  { email: 'teacher@demo.test', name: '陈老师' },
  { email: 'handler@demo.test', name: '麦子店承办员' },
  { email: 'moderator@demo.test', name: '审核员甲' },
  { email: 'moderator2@demo.test', name: '审核员乙' },
  { email: 'publisher@demo.test', name: '信息公开员' },
  { email: 'admin@demo.test', name: '管理员' }
];

/** Fills an empty data folder with the demo district. */
export async function seedDemo({ signUp, progress }: DemoTools): Promise<void> {
  for (const { email, name } of demoPeople) await signUp(email, demoPassword, { display_name: name });
  progress(`${demoPeople.length} demo people`);
}
