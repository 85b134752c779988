import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ precompress: true }),
    // Registered by src/app-shell.js, which every page has, also those without JavaScript of their own.
    serviceWorker: { register: false },
    // All styles of a page come with it; src/lib/server/styles.ts decides for whom they are files instead.
    inlineStyleThreshold: 1_000_000,
    // Following links would write redirects and pages of one moment as files, in front of the app's own answers.
    prerender: { crawl: false, entries: ['/zh/offline', '/en/offline'] },
    typescript: {
      config: (config) => {
        config.include.push('../supabase/**/*.ts', '../playwright.config.ts');
      }
    },
    // Our own origin check answers in both languages (src/lib/server/origin.ts); Kit's is plain English and runs before hooks.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'auto',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        // The hash is that of the style attribute of SvelteKit's route announcer; a test fails when an update changes it.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'form-action': ['self'],
        'base-uri': ['none'],
        'frame-ancestors': ['none'],
        'object-src': ['none'],
        'require-trusted-types-for': ['script'],
        'trusted-types': [
          'svelte-trusted-html',
          'sveltekit-trusted-url',
          'default',
          'app-worker-url',
          'app-shell-url',
          'photo-worker-url'
        ]
      }
    }
  }
};
