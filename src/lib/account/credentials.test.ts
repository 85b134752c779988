import { describe, expect, it } from 'vitest';
import { addressForm, codeForm, consentForm, resetForm, signInForm, signUpForm } from './credentials';

const whole = {
  email: ' Lin@Example.com ',
  password: 'quiet herons by the lake',
  display_name: '小林',
  lang: 'zh',
  age: '14'
};
const faults = (form: object) => signUpForm.safeParse(form).error?.issues.map(({ message }) => message) ?? [];

describe('signing up', () => {
  it('takes the whole form; nobody agrees to anything by leaving it alone', () => {
    expect(signUpForm.parse(whole)).toEqual({ ...whole, email: 'lin@example.com', purposes: [] });
    expect(signUpForm.parse({ ...whole, purposes: 'email_notices' }).purposes).toEqual(['email_notices']);
  });

  it.each([
    [{}, ['email_missing', 'password_missing', 'name_missing', 'lang_missing', 'age_missing']],
    [{ ...whole, email: 'lin' }, ['email_wrong']],
    [{ ...whole, email: 'lin@home' }, ['email_wrong']],
    [{ ...whole, email: 'lin@example.com,wang@example.com' }, ['email_wrong']],
    [{ ...whole, email: `${'l'.repeat(250)}@a.cn` }, ['email_wrong']],
    [{ ...whole, password: 'seven77' }, ['password_short']],
    [{ ...whole, password: '12345678' }, ['password_weak']],
    [{ ...whole, password: '荷花池边柳树绿得早'.repeat(3) }, ['password_long']],
    [{ ...whole, display_name: '   ' }, ['name_missing']],
    [{ ...whole, display_name: '\u200b\u200b' }, ['name_missing']],
    [{ ...whole, display_name: '林'.repeat(81) }, ['name_long']],
    [{ ...whole, lang: 'fr' }, ['lang_missing']],
    [{ ...whole, age: '13' }, ['age_missing']],
    [{ ...whole, purposes: ['sell_my_data'] }, ['purpose_unknown']]
  ])('%j lacks %j', (form, codes) => expect(faults(form)).toEqual(codes));
});

it('signing in asks nothing of an old password but that it is there', () => {
  expect(signInForm.parse({ email: 'A@B.cn', password: ' x ' })).toEqual({ email: 'a@b.cn', password: ' x ' });
  expect(signInForm.safeParse({ email: 'a@b.cn', password: '' }).success).toBe(false);
});

it('an untouched consent form takes everything back', () => expect(consentForm.parse({})).toEqual({ purposes: [] }));

describe('a code', () => {
  it.each(['123456', ' 123 456 ', '１２３４５６', '123-456', '123\u200b456', '12 34 56\n', '【123456】'])(
    'is read as it was typed or pasted: %j',
    (code) => expect(codeForm.parse({ code })).toEqual({ code: '123456' })
  );

  it.each([
    ['', 'code_missing'],
    ['  ', 'code_missing'],
    ['12345', 'code_shape'],
    ['1234567', 'code_shape'],
    ['12345a', 'code_shape'],
    ['１２３４５六', 'code_shape'],
    ['1'.repeat(500), 'code_shape']
  ])('%.20j is none', (code, fault) => {
    expect(codeForm.safeParse({ code }).error?.issues.map(({ message }) => message)).toEqual([fault]);
  });
});

it('a new password does not repeat the address, and a new address is another one', () => {
  const messages = (result: { error?: { issues: { message: string }[] } }) =>
    result.error?.issues.map(({ message }) => message);
  const reset = resetForm('linxiaoyu@example.com');
  expect(messages(reset.safeParse({ code: '123456', password: 'linxiaoyu-2026!' }))).toEqual(['password_weak']);
  expect(messages(reset.safeParse({ code: '123456', password: 'quiet herons by the lake' }))).toBeUndefined();
  const address = addressForm('lin@example.com');
  expect(messages(address.safeParse({ email: 'LIN@example.com ' }))).toEqual(['address_same']);
  expect(address.parse({ email: 'new@example.com' })).toEqual({ email: 'new@example.com', current_password: '' });
});
