import { describe, expect, it } from 'vitest';
import { consentForm, signInForm, signUpForm } from './credentials';

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
    [{ ...whole, email: `${'l'.repeat(250)}@a.cn` }, ['email_wrong']],
    [{ ...whole, password: 'seven77' }, ['password_short']],
    [{ ...whole, password: '12345678' }, ['password_weak']],
    [{ ...whole, password: '荷花池边柳树绿得早'.repeat(3) }, ['password_long']],
    [{ ...whole, display_name: '   ' }, ['name_missing']],
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
