import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { readFileSync } from 'node:fs';
import { minifySync, type Plugin } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { icons } from './scripts/icons.ts';
import { leaflet } from './scripts/leaflet.ts';
import LongestFirst from './scripts/longestFirst.ts';
import { addressOf, installed, TOGETHER } from './scripts/precache.ts';

/** What is installed on the phone beside the built files of these routes: their pages, and what a page names by itself. */
const SHELL = [
  '+layout',
  '+error',
  '[lang=lang]/+layout',
  '[lang=lang]/+error',
  '[lang=lang]/offline/+page',
  '[lang=lang]/offline/mine/+page',
  '[lang=lang]/offline/reports/+page',
  '[lang=lang]/offline/report/+page',
  '[lang=lang]/me/outbox/+page'
];
/** Their words, and those of a form that has no network. */
const WORDS = [
  'common',
  'offline',
  'install',
  'outbox',
  'errors',
  'refusals',
  'photos',
  'reportForm',
  'words',
  'same',
  'tracking',
  'keptLists',
  'published'
];
/** What these pages, and a form that loses the network, fetch by themselves. */
const LATER = [
  'src/lib/reports/form/ReportForm.svelte',
  'src/lib/reports/form/CategoryList.svelte',
  'src/lib/photos/SendPhotos.svelte',
  'src/routes/[lang=lang]/reports/new/afterwards.ts',
  'src/lib/reports/reportForm.ts',
  'src/lib/reports/form/Review.svelte',
  'src/lib/reports/form/farAway.ts',
  'src/lib/reports/form/Restored.svelte',
  'src/lib/reports/form/restoreDraft.ts',
  'src/lib/photos/shrink.ts'
];

/** Pages whose only script is their map: `mapPage.ts` of these folders, at an address that the server knows beforehand. */
const MAP_PAGES = ['published', 'places'];

/** What classes of Leaflet are made from. */
const LEAFLET_CLASSES =
  'CircleMarker Class Control DivOverlay Evented FeatureGroup GridLayer Handler Icon ImageOverlay Layer LayerGroup Path Polygon Polyline Renderer TileLayer'.split(
    ' '
  );

/** The scripts that every page names by itself: small files at fixed addresses, without their comments. */
const appShell: Plugin = {
  name: 'app-shell',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  buildStart() {
    for (const folder of MAP_PAGES)
      this.emitFile({ type: 'chunk', id: `src/lib/${folder}/mapPage.ts`, name: `${folder}-map` });
  },
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const worker = Object.keys(bundle).find((name) => /workers\/shrink\.worker-[^/]+\.js$/.test(name));
      if (!worker) this.error('the worker that makes photos small is not in the build');
      for (const [file, fileName] of [
        ['src/app-shell.js', 'app.js'],
        ['src/unsent.js', 'unsent.js'],
        ['src/shrink.js', 'shrink.js']
      ] as const) {
        const { code } = minifySync(file, readFileSync(file, 'utf8').replace('__WORKER__', `/${worker}`));
        this.emitFile({ type: 'asset', fileName, source: code });
      }
      for (const folder of MAP_PAGES) {
        const page = Object.values(bundle).find((part) => part.type === 'chunk' && part.name === `${folder}-map`);
        if (!page) this.error(`the map of ${folder} is not in the build`);
        const source = readFileSync('src/map-shell.js', 'utf8').replace('__MAP__', `/${page.fileName}`);
        this.emitFile({ type: 'asset', fileName: `${folder}-map.js`, source: minifySync('map-shell.js', source).code });
      }
    }
  }
};

/** A PostgreSQL server to test on instead of PGlite: harness.template.ts. */
const server = process.env.TEST_DATABASE_URL;
/**
 * They count pages, or read what has ended. On a server a transaction of another test keeps dead rows alive and holds up
 * news, whichever database it is in: there these run after all others, one by one.
 */
const ALONE = ['*-plans', 'changes', 'places'].map((name) => `supabase/tests/${name}.test.ts`);

const sql = (name: string, more: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    globalSetup: ['supabase/tests/harness.global.ts'],
    testTimeout: 180_000,
    hookTimeout: 600_000,
    ...more
  }
});

export default defineConfig({
  plugins: [
    icons,
    sveltekit(),
    appShell,
    leaflet,
    SvelteKitPWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      manifest: false,
      injectRegister: false,
      injectManifest: {
        globPatterns: [
          'client/_app/immutable/**/*.{js,css}',
          'client/{app.js,unsent.js,route.js,favicon.svg,icon-192.png}',
          'prerendered/**/*.html',
          'prerendered/**/__data.json'
        ],
        maximumFileSizeToCacheInBytes: 400_000,
        manifestTransforms: [
          (entries) => {
            const wanted = installed(SHELL, WORDS, LATER);
            const manifest = entries
              .map((entry) => ({ ...entry, url: addressOf(entry.url) }))
              // The one worker makes photos small; it is asked for by address, which the manifest does not follow.
              .filter(({ url }) => !/^_app\/immutable\/(?!workers\/)/.test(url) || wanted(url));
            return { manifest, warnings: [] };
          }
        ]
      }
    })
  ],
  environments: {
    client: {
      build: {
        // The first page names its files itself; a list of every other page's files would travel with each of them.
        modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) },
        rolldownOptions: {
          // Leaflet makes its classes by these calls, which do nothing else: those that no map here uses are left out.
          treeshake: { manualPureFunctions: LEAFLET_CLASSES.map((name) => `${name}.extend`) },
          output: {
            // What pages with JavaScript need travels in two files instead of twenty-five small ones.
            codeSplitting: {
              groups: [
                // What any living part needs, also one on a page that is none of Kit's.
                {
                  name: 'runtime',
                  test: /vite[\\/]preload-helper|src[\\/]lib[\\/]i18n[\\/]((?!aside|statusLook)\w+\.ts|CategoryIcon)|src[\\/]lib[\\/]map[\\/]trusted\.|@lucide[\\/]svelte[\\/]dist[\\/](?!icons)|runtime[\\/]app[\\/]environment|rolldown[\\/]runtime|node_modules[\\/](svelte|clsx|esm-env)[\\/](?!.*bindings[\\/]input\.)/
                },
                // The map of reports, its list and one report show the same marks; before the shell, which would take them along.
                { name: 'published', test: /src[\\/]lib[\\/](ui[\\/]StatusTag|published[\\/](StageTag|report))\./ },
                {
                  name: 'shell',
                  test: /src[\\/]routes[\\/](\[lang=lang\][\\/])?\+(layout|error)\.|src[\\/]lib[\\/](i18n|frame)[\\/](?!locales|aside|statusLook|CategoryIcon|ReportStatus|Install|GreenNav)|src[\\/]lib[\\/]ui[\\/](Button|Card|Field|LinkButton|Notice|SkipLink|VisuallyHidden)\.|sveltejs[\\/]kit|node_modules[\\/]devalue[\\/]/
                },
                // Public cases within the form.
                {
                  name: 'same',
                  test: /src[\\/]lib[\\/]published[\\/](cases|same|NamedCase|SameProblems|SameCase|SameDoor)\./
                },
                // The form with a network and the one without share this; maps need none of it.
                {
                  name: 'form',
                  test: /src[\\/]lib[\\/]ui[\\/](ErrorSummary|RadioGroup|TextArea|TextField)\.|elements[\\/]bindings[\\/]input\.|src[\\/]lib[\\/]ui[\\/]unfold\.|src[\\/]lib[\\/]photos[\\/](HeldPhotos|PhotoPicker|picked|most)\.|src[\\/]lib[\\/]reports[\\/]form[\\/](DangerQuestion|draft|formValues|fresh)\.|@lucide[\\/]svelte[\\/]dist[\\/]icons[\\/](phone|locate-fixed|x)\.|reports[\\/]new[\\/]sending\./
                },
                // Words that go together, a language a file.
                ...Object.entries(TOGETHER).flatMap(([name, words]) =>
                  ['zh', 'en'].map((lang) => ({
                    name: `${name}-${lang}`,
                    test: new RegExp(`locales[\\\\/]${lang}[\\\\/](${words.join('|')})\\.json`)
                  }))
                )
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
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.{js,ts}'],
          // Some of them start a whole backend; a limit is for what hangs, not for a machine that is slow.
          testTimeout: 120_000,
          hookTimeout: 300_000
        }
      },
      sql('sql', { include: ['supabase/tests/**/*.test.ts'], exclude: ALONE }),
      sql('sql-alone', { include: ALONE, ...(server && { maxWorkers: 1, sequence: { groupOrder: 1 } }) })
    ]
  }
});
