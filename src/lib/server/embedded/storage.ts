import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { App } from '@supabase/lite';
import type { StoredFile } from './demo.ts';
import type { Handler } from './errors.ts';
import type { Sql } from './sql.ts';

type Adapter = NonNullable<App['_storageAdapter']>;

const TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf'
};

async function bytes(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return Buffer.concat(await Array.fromAsync(body as AsyncIterable<Uint8Array>));
}

async function describe(file: string) {
  const { size, mtime, mtimeMs } = await fs.stat(file);
  const tag = createHash('sha256')
    .update(file + mtimeMs)
    .digest('hex');
  return {
    cacheControl: 'max-age=3600',
    contentLength: size,
    size,
    mimetype: TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    lastModified: mtime,
    eTag: `"${tag.slice(0, 32)}"`
  };
}

/** Keeps the objects of the storage API as files under `root`, one folder a bucket. */
export function fileAdapter(root: string): Adapter {
  const base = path.resolve(root);
  const at = (bucket: string, key: string) => {
    const file = path.resolve(base, bucket, key);
    if (!file.startsWith(path.join(base, bucket) + path.sep)) throw new Error('An object name left its bucket.');
    return file;
  };
  return {
    driver: fs,
    async getObject(bucket, key, _version, headers) {
      const file = at(bucket, key);
      const metadata = await describe(file);
      if (headers?.ifNoneMatch === metadata.eTag) return { httpStatusCode: 304, metadata };
      return { httpStatusCode: 200, metadata, body: await fs.readFile(file) };
    },
    async uploadObject(bucket, key, _version, body, mimetype, cacheControl) {
      const file = at(bucket, key);
      await fs.mkdir(path.dirname(file), { recursive: true });
      // The file is written before its row: with wx the loser of a race fails instead of replacing the winner's bytes.
      await fs.writeFile(file, await bytes(body), { flag: 'wx' });
      return { ...(await describe(file)), cacheControl, mimetype };
    },
    async deleteObject(bucket, key) {
      await fs.rm(at(bucket, key), { force: true });
    },
    async deleteObjects(bucket, keys) {
      await Promise.all(keys.map((key) => fs.rm(at(bucket, key), { force: true })));
      const folders = new Set(keys.map((key) => path.dirname(at(bucket, key))));
      // A folder that still holds something refuses, and so stays.
      await Promise.all([...folders].map((folder) => fs.rmdir(folder).catch(() => undefined)));
    },
    async copyObject(bucket, key, _version, toBucket, toKey) {
      const target = at(toBucket, toKey);
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs.copyFile(at(bucket, key), target);
      const { eTag, lastModified } = await describe(target);
      return { httpStatusCode: 200, eTag, lastModified };
    },
    headObject: async (bucket, key) => describe(at(bucket, key)),
    privateAssetUrl: async (bucket, key) => `file://${at(bucket, key)}`
  };
}

/** Stores many files at once: each as an upload would, and their rows in one statement. */
export const storeThrough =
  (files: Adapter, sql: Sql) =>
  async (list: StoredFile[]): Promise<void> => {
    const read = new Map<string, Promise<Buffer>>();
    const rows = await Promise.all(
      list.map(async ({ bucket, name, file }) => {
        if (!read.has(file)) read.set(file, fs.readFile(file));
        const type = TYPES[path.extname(file).toLowerCase()]!;
        const metadata = await files.uploadObject(bucket, name, undefined, (await read.get(file))!, type, 'max-age=0');
        return { bucket, name, metadata };
      })
    );
    await sql(
      `insert into storage.objects (bucket_id, name, metadata, user_metadata, version)
       select f.bucket, f.name, f.metadata, '{}', gen_random_uuid()::text
       from jsonb_to_recordset($1::jsonb) as f (bucket text, name text, metadata jsonb)`,
      [rows]
    );
  };

/** A copy of the request with a body whose length is stated: size limits are judged by that header alone. */
function carrying(request: Request, body: ArrayBuffer, changes: Record<string, string> = {}): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(changes)) headers.set(name, value);
  headers.set('content-length', String(body.byteLength));
  return new Request(request.url, { method: request.method, headers, body });
}

async function unwrapped(request: Request): Promise<Request> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data/i.test(type)) {
    if (!request.body || request.headers.has('content-length')) return request;
    return carrying(request, await request.arrayBuffer());
  }
  const form = await request.formData();
  const file = form.get('') ?? form.get('file');
  if (!(file instanceof Blob)) throw new TypeError('An upload without a file.');
  const seconds = form.get('cacheControl');
  return carrying(request, await file.arrayBuffer(), {
    'content-type': file.type || 'application/octet-stream',
    ...(typeof seconds === 'string' ? { 'cache-control': `max-age=${seconds}` } : {})
  });
}

type Signed = { signedUrl?: string };
const named = (answer: Signed) => {
  const url = answer.signedUrl?.replace(/^\/storage\/v1/, '') ?? null;
  return { ...answer, signedURL: url, url };
};

/** Makes the embedded storage API accept and answer what storage-js sends and expects: files in forms, body lengths, names of signed URLs. */
export const withStorageShapes =
  (next: Handler): Handler =>
  async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/storage/v1/object')) return next(request);
    const signing = request.method === 'POST' && /\/object\/(upload\/)?sign\//.test(pathname);
    const response = await next(await unwrapped(request));
    if (!signing || !response.ok) return response;
    const body = (await response.json()) as Signed | Signed[];
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    const text = JSON.stringify(Array.isArray(body) ? body.map(named) : named(body));
    return new Response(text, { status: response.status, headers });
  };

/**
 * A file whose row was never written (the process ended between the two) is invisible to the storage API, which deletes
 * rows' files only. So whoever may delete past every policy, the job runner, deletes the files of the names as well.
 */
export const withStrayFiles =
  (next: Handler, files: Adapter, secret: string): Handler =>
  async (request) => {
    const bucket = /^\/storage\/v1\/object\/([a-z0-9-]+)$/.exec(new URL(request.url).pathname)?.[1];
    if (request.method !== 'DELETE' || !bucket || request.headers.get('apikey') !== secret) return next(request);
    const { prefixes } = (await request.clone().json()) as { prefixes?: string[] };
    const response = await next(request);
    if (response.ok && prefixes) await files.deleteObjects(bucket, prefixes);
    return response;
  };
