import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Sql } from '../../src/lib/server/embedded/sql.ts';
import { develop } from '../../src/lib/server/pictures.ts';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A report as it was meant: its id, its words, and the bytes of its photos under their hash. */
export interface Meant {
  id: string;
  words: string;
  photos: Map<string, Buffer>;
}

const BUCKET = 'storage/report-photos';

/** The names of all photo files on the disk, such as `1f…/large.webp`. */
export function filesOf(folder: string): string[] {
  const base = path.join(folder, BUCKET);
  if (!existsSync(base)) return [];
  return readdirSync(base, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)))
    .sort();
}

export interface Differences {
  reports: number;
  photos: number;
  /** Reports that were meant and are not there. */
  lost: string[];
  /** Reports that are there and were not meant: a second copy of something, under another id. */
  extra: string[];
  /** Words that differ from what was written. */
  changed: string[];
  /** Reports whose photos are not exactly those that were meant, all of them arrived. */
  photoSets: string[];
  /** Pictures on the disk that are not what the bytes that were sent become. */
  pictures: string[];
}

/** Compares what the database and the disk hold with what was meant. */
export async function compare(sql: Sql, folder: string, meant: Meant[]): Promise<Differences> {
  const reports = (await sql('select id, description from public.reports', [])) as {
    id: string;
    description: string;
  }[];
  const photos = (await sql('select report_id, sha256, name, arrived_at from public.report_photos', [])) as {
    report_id: string;
    sha256: string;
    name: string | null;
    arrived_at: unknown;
  }[];
  const found = new Map(reports.map((report) => [report.id, report]));
  const wanted = new Map(meant.map((report) => [report.id, report]));
  const photoSets: string[] = [];
  const pictures: string[] = [];
  for (const { id, photos: sent } of meant) {
    const there = photos.filter(({ report_id, arrived_at }) => report_id === id && arrived_at !== null);
    const names = there.map((photo) => photo.sha256).sort();
    if (JSON.stringify(names) !== JSON.stringify([...sent.keys()].sort())) photoSets.push(id);
    for (const photo of there) {
      const bytes = sent.get(photo.sha256);
      const file = path.join(folder, BUCKET, String(photo.name), 'large.webp');
      if (!bytes || !existsSync(file)) pictures.push(`${id}/${photo.sha256}`);
      // The same bytes always become the same picture, so the picture tells whether these bytes were received.
      else if (sha256(readFileSync(file)) !== sha256((await develop(bytes)).large))
        pictures.push(`${id}/${photo.sha256}`);
    }
  }
  return {
    reports: reports.length,
    photos: photos.length,
    lost: meant.filter(({ id }) => !found.has(id)).map(({ id }) => id),
    extra: reports.filter(({ id }) => !wanted.has(id)).map(({ id }) => id),
    changed: meant.filter(({ id, words }) => found.has(id) && found.get(id)!.description !== words).map(({ id }) => id),
    photoSets,
    pictures
  };
}

/** Files that no photo refers to, and photos whose files are not there. */
export async function strays(sql: Sql, folder: string): Promise<{ orphans: string[]; missing: string[] }> {
  const names = (await sql('select name from public.report_photos where name is not null', [])) as { name: string }[];
  const wanted = new Set(names.flatMap(({ name }) => [`${name}/large.webp`, `${name}/small.webp`]));
  const here = filesOf(folder);
  return {
    orphans: here.filter((file) => !wanted.has(file)),
    missing: [...wanted].filter((file) => !here.includes(file))
  };
}

/** As if a day had gone by since uploads were begun: the sweeper waits for those that may still be going on. */
export const ageUploads = (sql: Sql) =>
  sql(`update private.photo_uploads
       set begun_at = begun_at - interval '2 days', stored_at = stored_at - interval '2 days'`);
