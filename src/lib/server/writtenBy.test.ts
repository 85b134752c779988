import { expect, test } from 'vitest';
import { testEvent } from './testEvent.ts';
import { writtenBy } from './writtenBy.ts';

const lan = { id: '11111111-1111-4111-8111-111111111111', email: 'lan@example.test' };
const send = async (account: string | null, user: App.Locals['user']) => {
  const headers: Record<string, string> = account === null ? {} : { 'x-written-by': account };
  const event = testEvent(new Request('http://localhost:3000/zh/reports/new', { method: 'POST', headers }));
  event.locals.user = user;
  const answer = await writtenBy({ event, resolve: () => new Response('taken in') });
  return { status: answer.status, text: await answer.text() };
};

test('what says nothing of an account is taken in, from anybody', async () => {
  expect(await send(null, null)).toEqual({ status: 200, text: 'taken in' });
  expect(await send(null, lan)).toEqual({ status: 200, text: 'taken in' });
});

test('what an account wrote is taken in from that account alone', async () => {
  expect(await send(lan.id, lan)).toEqual({ status: 200, text: 'taken in' });
  expect(await send(lan.id, null)).toMatchObject({ status: 401, text: expect.stringContaining('"signed_out"') });
  expect(await send(lan.id, { ...lan, id: '22222222-2222-4222-8222-222222222222' })).toMatchObject({
    status: 401,
    text: expect.stringContaining('"account_differs"')
  });
  expect(await send('', lan)).toMatchObject({ status: 401 });
});
