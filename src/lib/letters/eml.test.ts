import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { readEml } from './eml';

const written = async (mail: object) => {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  return readEml(String(message));
};

test('a letter is read as it was written, in both languages and both forms', async () => {
  const subject = '关于餐饮油烟：有了答复，请您确认。这是一个很长很长的标题，长到一行写不下';
  const text = `您反映的问题有了答复。\n${'请看看答复，告诉我们问题是不是解决了。'.repeat(8)}\nhttp://localhost/zh/reports/1?a=b&c=d=e`;
  const html = `<p style="color:red">${text}</p>`;
  const read = await written({
    from: '美丽朝阳 <no-reply@example.org>',
    to: 'lin@example.org',
    subject,
    text,
    html,
    headers: { 'List-Unsubscribe': '<http://localhost/zh/letters/stop?token=notices.x.y>' }
  });
  expect(read).toMatchObject({ to: 'lin@example.org', subject, html });
  expect(read.text.trim()).toBe(text);
  expect(read.from).toContain('美丽朝阳');
  expect(read.headers['list-unsubscribe']).toContain('token=notices.x.y');
});

test('a letter of plain text alone has no HTML', async () => {
  const read = await written({ from: 'a@example.org', to: 'b@example.org', subject: 'Code', text: '135790' });
  expect(read.text.trim()).toBe('135790');
  expect(read.html).toBeNull();
});
