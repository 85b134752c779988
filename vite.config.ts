import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // What every page with JavaScript needs travels in one file instead of twenty-five small ones.
            codeSplitting: {
              groups: [
                {
                  name: 'shell',
                  test: /src[\\/]lib[\\/](ui|i18n|frame)[\\/](?!locales)|@lucide[\\/]svelte[\\/]dist[\\/](?!icons)|sveltejs[\\/]kit|node_modules[\\/](svelte|i18next|devalue|clsx|esm-env)[\\/]/
                }
              ]
            }
          }
        }
      }
    }
  },
  server: { host: '127.0.0.1', port: 3000 },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.{js,ts}'],
          testTimeout: 30_000,
          hookTimeout: 60_000
        }
      },
      {
        extends: true,
        test: {
          name: 'sql',
          include: ['supabase/tests/**/*.test.ts'],
          globalSetup: ['supabase/tests/harness.global.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000
        }
      }
    ]
  }
});
