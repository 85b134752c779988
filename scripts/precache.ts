/**
 * What is installed on the phone: the files that the offline pages need, found by walking Vite's manifest from them. A list
 * of patterns would take everything, the map included, because built files are named by their hashes alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}
type Manifest = Record<string, Chunk>;

const output = '.svelte-kit/output/client';
const generated = '.svelte-kit/generated/client-optimized';

/** The chunks that `entries` import, and theirs, without what they load later; with their styles. */
export function closure(manifest: Manifest, entries: string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const walk = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not in the manifest of the build.`);
    files.add(chunk.file);
    chunk.css?.forEach((file) => files.add(file));
    chunk.imports?.forEach(walk);
  };
  entries.forEach(walk);
  return files;
}

/** Which of Kit's numbered nodes stand for the files of these routes; Kit writes their paths into them. */
export function nodesOf(routes: string[], folder = path.join(generated, 'nodes')): string[] {
  const texts = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);
  return routes.map((route) => {
    const found = texts.find(([, text]) => text.includes(`/src/routes/${route}.svelte"`));
    if (!found) throw new Error(`No node of the build holds src/routes/${route}.svelte.`);
    return `${generated}/nodes/${found[0]}`;
  });
}

/** Whether a built file belongs to what is installed. Made once a build, after the client's files are written. */
export function installed(routes: string[], words: string[], extra: string[] = []): (url: string) => boolean {
  const manifest = JSON.parse(readFileSync(path.join(output, '.vite/manifest.json'), 'utf8')) as Manifest;
  const files = closure(manifest, [
    'node_modules/@sveltejs/kit/src/runtime/client/entry.js',
    `${generated}/app.js`,
    ...nodesOf(routes),
    ...words
      .flatMap((name) => ['zh', 'en'].map((lang) => `src/lib/i18n/locales/${lang}/${name}.json`))
      .map((name) => named(manifest, name)),
    ...extra
  ]);
  return (url) => files.has(url);
}

/** Words that go together travel in one file a language, by the name of this file. */
export const TOGETHER: Record<string, string[]> = {
  words: ['common', 'words'],
  'form-words': ['reportForm', 'photos']
};

/** Such a file stands in the manifest under a name of its own. */
function named(manifest: Manifest, source: string): string {
  if (manifest[source]) return source;
  const [, lang, words] = /locales\/(zh|en)\/(\w+)\.json$/.exec(source) ?? [];
  const file = Object.keys(TOGETHER).find((name) => TOGETHER[name]!.includes(words ?? ''));
  const shared = Object.keys(manifest).find((name) => (manifest[name] as { name?: string }).name === `${file}-${lang}`);
  if (!shared) throw new Error(`No file of the build holds ${source}.`);
  return shared;
}

/** The address of a built file, from its place in the build; pages are asked for without their ending. */
export const addressOf = (file: string): string =>
  file.replace(/^(client|prerendered\/(pages|dependencies))\//, '').replace(/\.html$/, '');
