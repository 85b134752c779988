import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';

/** Where the demonstration says that there are no steps, and where that there are: made up, and labelled so on every page. */
const demoSteps: Record<string, 'yes' | 'no'> = {
  'liangma-river': 'yes',
  'wangjing-crab-apple-stream': 'yes',
  'wenyu-river-greenway': 'no'
};

export async function addDemoRoutes(sql: DemoTools['sql']): Promise<number> {
  await sql(
    `update public.routes r set step_free = s.value::public.place_presence, step_free_demo = true
     from jsonb_each_text($1::jsonb) s where r.slug = s.key and r.step_free = 'unknown'`,
    [demoSteps]
  );
  return Object.keys(demoSteps).length;
}
