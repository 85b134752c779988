import { demoPassword, type DemoTools } from '../../../src/lib/server/embedded/demo.ts';

interface DemoPerson {
  email: string;
  name: string;
  role?: string;
  unit?: string;
}

/** The eight demo people of the public contract (README). */
export const demoPeople: DemoPerson[] = [
  { email: 'resident@demo.test', name: '居民小林' },
  { email: 'organizer@demo.test', name: '组织者周姐', role: 'organizer' },
  { email: 'teacher@demo.test', name: '陈老师', role: 'teacher' },
  { email: 'handler@demo.test', name: '麦子店承办员', role: 'handler', unit: '110105012' },
  { email: 'moderator@demo.test', name: '审核员甲', role: 'moderator' },
  { email: 'moderator2@demo.test', name: '审核员乙', role: 'moderator' },
  { email: 'publisher@demo.test', name: '信息公开员', role: 'publisher' },
  { email: 'admin@demo.test', name: '管理员', role: 'admin' }
];

/** Fills an empty data folder with the demo district. */
export async function seedDemo({ sql, signUp, progress }: DemoTools): Promise<void> {
  for (const { email, name, role, unit } of demoPeople) {
    const id = await signUp(email, demoPassword, { display_name: name });
    if (role)
      await sql('insert into public.user_roles (user_id, role, unit_code) values ($1, $2, $3)', [
        id,
        role,
        unit ?? null
      ]);
  }
  progress(`${demoPeople.length} demo people`);
}
