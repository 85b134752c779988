import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  environments: {
    client: {
      build: {
        // The first page names its files itself; a list of every other page's files would travel with each of them.
        modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) },
        rolldownOptions: {
          output: {
            // What every page with JavaScript needs travels in one file instead of twenty-five small ones.
            codeSplitting: {
              groups: [
                {
                  name: 'shell',
                  test: /src[\\/]lib[\\/](i18n|frame)[\\/](?!locales)|src[\\/]lib[\\/]ui[\\/](Button|Card|EmptyState|ErrorSummary|Field|LinkButton|Notice|Pagination|RadioGroup|Select|SkipLink|StatusTag|Tabs|TextArea|TextField|VisuallyHidden)\.|@lucide[\\/]svelte[\\/]dist[\\/](?!icons)|sveltejs[\\/]kit|node_modules[\\/](svelte|i18next|devalue|clsx|esm-env)[\\/]/
                },
                // The words that each of those pages needs, a language a file.
                { name: 'words-zh', test: /locales[\\/]zh[\\/](common|words)\.json/ },
                { name: 'words-en', test: /locales[\\/]en[\\/](common|words)\.json/ }
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
          hookTimeout: 300_000
        }
      }
    ]
  }
});
