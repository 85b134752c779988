import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseSettings } from './env.ts';
import { codeOf, sendLetters, type Letter } from './letters.ts';

/** A mail server that knows as much SMTP as one conversation needs. It refuses `nobody@…`. */
function mailServer() {
  const received: { to: string; message: string }[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let held = '';
    let to = '';
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const hear = (line: string) => {
      if (/^EHLO/i.test(line)) return say('250 loopback');
      if (/^RCPT TO:/i.test(line)) {
        to = /<([^>]*)>/.exec(line)?.[1] ?? '';
        return say(to.startsWith('nobody') ? '550 5.1.1 nobody@example.org is not here' : '250 ok');
      }
      if (/^DATA/i.test(line)) {
        inData = true;
        return say('354 go on');
      }
      if (/^QUIT/i.test(line)) return void socket.end('221 bye\r\n');
      say('250 ok');
    };
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      held += bytes.toString('utf8');
      for (;;) {
        const end = held.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const part = held.slice(0, end);
        held = held.slice(end + (inData ? 5 : 2));
        if (inData) {
          received.push({ to, message: part });
          inData = false;
          say('250 taken');
        } else hear(part);
      }
    });
    say('220 loopback ESMTP');
  });
  return { server, received, sockets };
}

const mail = mailServer();
beforeAll(async () => {
  await new Promise<void>((resolve) => mail.server.listen(0, '127.0.0.1', resolve));
  const { port } = mail.server.address() as AddressInfo;
  Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: '美丽朝阳 <no-reply@example.org>' });
});
afterAll(() => {
  delete process.env.SMTP_URL;
  delete process.env.MAIL_FROM;
  for (const socket of mail.sockets) socket.destroy();
  mail.server.close();
});

const letter = (to: string): Letter => ({
  id: to,
  template: 'note',
  purpose: 'service',
  lang: 'zh',
  to,
  report_id: null,
  params: {},
  token: null
});

type Service = Parameters<typeof sendLetters>[0];
function queue(...to: string[]) {
  const calls: [string, unknown][] = [];
  let waiting = to.map(letter);
  const rpc = async (name: string, args: unknown) => {
    if (name !== 'claim_letters') return (calls.push([name, args]), { data: null, error: null });
    const data = waiting;
    waiting = [];
    return { data, error: null };
  };
  return { service: { rpc } as unknown as Service, calls };
}
const compose = async ({ to }: Letter) => ({
  to,
  subject: '有了答复\r\nBcc: thief@example.org',
  text: '请看看答复。',
  headers: { 'List-Unsubscribe': '<http://localhost/zh/letters/stop?token=t>' }
});

describe('over SMTP', () => {
  let print: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(() => print.mockRestore());

  test('each letter is told apart: sent ones are sent, and an unknown mailbox stops nobody else', async () => {
    const { service, calls } = queue('lin@example.org', 'nobody@example.org', 'wang@example.org');
    await sendLetters(service, compose);
    expect(mail.received.map(({ to }) => to).sort()).toEqual(['lin@example.org', 'wang@example.org']);
    expect(calls.filter(([name]) => name === 'letter_sent').map(([, args]) => args)).toEqual(
      expect.arrayContaining([{ id: 'lin@example.org' }, { id: 'wang@example.org' }])
    );
    expect(calls.filter(([name]) => name === 'letter_failed')).toEqual([
      ['letter_failed', { id: 'nobody@example.org', code: 'address_refused' }]
    ]);
    const message = mail.received[0]!.message;
    const head = message.slice(0, message.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head).toMatch(/^List-Unsubscribe: <http/im);
    expect(head).toMatch(/^From: =\?UTF-8\?.*<no-reply@example\.org>/im);
  });

  test('the log says how many and never to whom', async () => {
    await sendLetters(queue('lin@example.org', 'nobody@example.org').service, compose);
    const said = print.mock.calls.map(([line]: unknown[]) => String(line)).join('');
    expect(said).toContain('letters: 1 sent, 1 to be tried again');
    expect(said).not.toContain('@');
  });
});

test('what went wrong becomes a short code without anybody in it', () => {
  expect(codeOf({ command: 'RCPT TO', responseCode: 550, response: '550 lin@example.org unknown' })).toBe(
    'address_refused'
  );
  expect(codeOf({ command: 'RCPT TO', responseCode: 450 })).toBe('smtp_450');
  expect(codeOf({ command: 'AUTH PLAIN', responseCode: 535, code: 'EAUTH' })).toBe('smtp_535');
  expect(codeOf({ code: 'ECONNREFUSED' })).toBe('econnrefused');
  expect(codeOf(new Error('timeout'))).toBe('timeout');
  expect(codeOf(new Error('lin@example.org'))).toBe('unknown');
});

test('settings name both halves of mail', () => {
  expect(() => parseSettings({ SMTP_URL: 'smtp://localhost' })).toThrow('MAIL_FROM');
});
