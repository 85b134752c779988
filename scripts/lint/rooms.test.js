import { RuleTester } from 'eslint';
import path from 'node:path';
import { describe, it } from 'vitest';
import { rooms } from './rooms.js';

RuleTester.describe = describe;
RuleTester.it = it;

const root = path.resolve(import.meta.dirname, '../..');
const file = (/** @type {string} */ name) => path.join(root, 'src', name);
const wrong = (/** @type {RegExp} */ message) => [{ message }];

new RuleTester().run('rooms', rooms, {
  valid: [
    {
      filename: file('routes/[lang=lang]/+page.server.ts'),
      code: `import * as reports from '$lib/reports/reports.server';`
    },
    { filename: file('lib/reports/Form.ts'), code: `import { place } from '$lib/map/place';` },
    { filename: file('lib/reports/reports.server.ts'), code: `import { failureOf } from '$lib/server/failure';` },
    { filename: file('lib/ui/Field.ts'), code: `import Icon from './Icon';` },
    { filename: file('lib/server/supabase.ts'), code: `import { boot } from './embedded/boot';` },
    { filename: file('lib/console/a.ts'), code: `export * from './b';` }
  ],
  invalid: [
    {
      filename: file('lib/reports/Form.ts'),
      code: `import x from '$lib/console/x';`,
      errors: wrong(/Features never import each other \("reports" → "console"\)/)
    },
    {
      filename: file('lib/reports/Form.ts'),
      code: `export { x } from '../console/x';`,
      errors: wrong(/Compose the two in the route/)
    },
    {
      filename: file('lib/ui/Field.ts'),
      code: `import { t } from '$lib/i18n/t';`,
      errors: wrong(/ui knows nothing of "i18n"/)
    },
    {
      filename: file('lib/map/pin.ts'),
      code: `import x from '$lib/reports/x';`,
      errors: wrong(/serves every feature/)
    },
    {
      filename: file('lib/reports/Form.ts'),
      code: `const m = import('$lib/server/env');`,
      errors: wrong(/named \*\.server\.ts/)
    },
    {
      filename: file('routes/[lang=lang]/+page.server.ts'),
      code: `import { boot } from '$lib/server/embedded/boot';`,
      errors: wrong(/Only lib\/server may know the embedded backend/)
    },
    {
      filename: file('lib/reports/x.ts'),
      code: `import { load } from '../../routes/[lang=lang]/+page.server';`,
      errors: wrong(/Nothing imports a route/)
    }
  ]
});
