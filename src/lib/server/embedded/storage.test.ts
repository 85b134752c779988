import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestBackend, type TestBackend } from './testBackend.ts';

const setup = `
  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
  values ('photos', 'photos', false, 1048576, array['image/jpeg', 'image/png']);
  create policy photos_insert on storage.objects for insert to authenticated with check (bucket_id = 'photos');
  create policy photos_select on storage.objects for select to authenticated using (bucket_id = 'photos');`;

let backend: TestBackend;
let bucket: ReturnType<ReturnType<TestBackend['client']>['storage']['from']>;
beforeAll(async () => {
  backend = await startTestBackend(setup);
  bucket = backend.client((await backend.join('photographer@example.test')).token).storage.from('photos');
});
afterAll(() => backend.close());

const jpeg = (text: string, size = 0) => {
  const body = new Uint8Array(Math.max(size, text.length));
  body.set(new TextEncoder().encode(text));
  return new File([body], 'photo.jpg', { type: 'image/jpeg' });
};
const textOf = async (name: string) => (await (await bucket.download(name)).data?.text())?.replace(/\0+$/, '');

describe('uploads', () => {
  test('a File keeps its bytes', async () => {
    expect((await bucket.upload('a/file.jpg', jpeg('from a file'))).error).toBeNull();
    expect(await textOf('a/file.jpg')).toBe('from a file');
  });

  test('so do a Blob and a Buffer', async () => {
    expect((await bucket.upload('a/blob.png', new Blob(['blob'], { type: 'image/png' }))).error).toBeNull();
    expect(
      (await bucket.upload('a/buffer.jpg', Buffer.from('buffer'), { contentType: 'image/jpeg' })).error
    ).toBeNull();
    expect(await textOf('a/blob.png')).toBe('blob');
    expect(await textOf('a/buffer.jpg')).toBe('buffer');
  });

  test('what is larger than the bucket allows is refused, as a File and as bytes', async () => {
    const large = jpeg('large', 1_200_000);
    const file = await bucket.upload('a/large.jpg', large);
    const bytes = await bucket.upload('a/large.jpg', Buffer.from(await large.arrayBuffer()), {
      contentType: 'image/jpeg'
    });
    for (const { error } of [file, bytes]) expect(error).toMatchObject({ statusCode: '413' });
  });

  test('a type the bucket does not take is refused', async () => {
    const { error } = await bucket.upload('a/page.html', new Blob(['<p>'], { type: 'text/html' }));
    expect(error).toMatchObject({ statusCode: '415' });
  });

  test('a name is given once', async () => {
    await bucket.upload('a/once.jpg', jpeg('first'));
    expect((await bucket.upload('a/once.jpg', jpeg('second'))).error).toMatchObject({ statusCode: '409' });
    expect((await bucket.upload('a/once.jpg', jpeg('third'), { upsert: true })).error).not.toBeNull();
    expect(await textOf('a/once.jpg')).toBe('first');
  });

  test('of three at once for one name one wins, and its bytes stay', async () => {
    const answers = await Promise.all(['one', 'two', 'three'].map((text) => bucket.upload('a/race.jpg', jpeg(text))));
    const winners = ['one', 'two', 'three'].filter((_, i) => !answers[i]?.error);
    expect(winners).toEqual([await textOf('a/race.jpg')]);
  });

  test('a name cannot leave its bucket', async () => {
    const { error } = await bucket.upload('../../outside.jpg', jpeg('outside'));
    expect(error).not.toBeNull();
  });
});

test('a signed address opens the file to whoever holds it', async () => {
  await bucket.upload('a/signed.jpg', jpeg('signed'));
  const { data, error } = await bucket.createSignedUrl('a/signed.jpg', 60);
  expect(error).toBeNull();
  const answer = await backend.fetch(new Request(data?.signedUrl ?? 'http://missing.invalid'));
  expect(await answer.text()).toContain('signed');
  const changed = data?.signedUrl.replace('signed.jpg', 'file.jpg') ?? '';
  expect((await backend.fetch(new Request(changed))).ok).toBe(false);
});

describe('guests', () => {
  test('neither write nor read nor list without a policy', async () => {
    const guest = backend.client().storage.from('photos');
    expect((await guest.upload('a/guest.jpg', jpeg('guest'))).error).toMatchObject({ statusCode: '403' });
    expect((await guest.download('a/file.jpg')).data).toBeNull();
    expect((await guest.list('a')).data).toEqual([]);
  });
});
