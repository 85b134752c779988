/** The forms of signing in and signing up. Messages are keys of `account:errors`. */
import { z } from 'zod';
import { EMAIL } from '$lib/forms/email';
import { tidy } from '$lib/forms/tidy';
import { passwordStrength } from './passwordStrength';
import { PURPOSES } from './purposes';

const email = z
  .string({ error: 'email_missing' })
  .trim()
  .min(1, 'email_missing')
  .max(254, 'email_wrong')
  .regex(EMAIL, 'email_wrong')
  .transform((text) => text.toLowerCase());

const name = z
  .string({ error: 'name_missing' })
  .transform(tidy)
  .pipe(z.string().min(1, 'name_missing').max(80, 'name_long'));
const lang = z.enum(['zh', 'en'], { error: 'lang_missing' });

/** A checkbox group: nothing, one text or several. */
const purposes = z
  .preprocess((value) => [value ?? []].flat(), z.array(z.enum(PURPOSES, { error: 'purpose_unknown' })))
  .default([]);

export const signInForm = z.object({
  email,
  password: z.string({ error: 'password_missing' }).min(1, 'password_missing').max(1000, 'password_long')
});

/** bcrypt reads 72 bytes and no more; a longer password would be cut without a word. */
const password = z
  .string({ error: 'password_missing' })
  .min(1, 'password_missing')
  .refine((text) => [...text].length >= 8, 'password_short')
  .refine((text) => new TextEncoder().encode(text).length <= 72, 'password_long');

/** Six digits, however they were typed or pasted: full width, in groups, with what stood around them in the letter. */
const code = z
  .string({ error: 'code_missing' })
  .max(100, 'code_shape')
  .transform((text) => text.normalize('NFKC').replace(/[\s\p{Cf}\p{P}]/gu, ''))
  .pipe(
    z
      .string()
      .min(1, { error: 'code_missing', abort: true })
      .regex(/^\d{6}$/, 'code_shape')
  );

export const askForm = z.object({ email });
export const codeForm = z.object({ code });

/** A new password for an account that is known: weak by itself, or because it repeats the address. */
const newPassword = (email: string) =>
  password.refine((text) => passwordStrength(text, email) !== 'weak', 'password_weak');
export const resetForm = (email: string) => z.object({ code, password: newPassword(email) });
export const passwordForm = (email: string) =>
  z.object({
    current_password: z.string({ error: 'password_missing' }).min(1, 'password_missing').max(1000, 'password_long'),
    password: newPassword(email)
  });
/** A new address, with the password; a blank one asks for a code instead. */
export const addressForm = (own: string) =>
  z.object({
    email: email.refine((text) => text !== own.toLowerCase(), 'address_same'),
    current_password: z.string().max(1000, 'password_long').default('')
  });

export const signUpForm = z
  .object({
    email,
    password,
    display_name: name,
    lang,
    age: z.enum(['14', 'under_14'], { error: 'age_missing' }),
    purposes
  })
  .superRefine(({ email, password }, { addIssue }) => {
    if (passwordStrength(password, email) === 'weak')
      addIssue({ code: 'custom', path: ['password'], message: 'password_weak' });
  });

export const profileForm = z.object({ display_name: name, lang });
export const consentForm = z.object({ purposes });
export const forgetForm = z.object({ confirm: z.literal('on', { error: 'confirm_missing' }) });

/** Deleting an account: a tick and a typed word, in either language; somebody who forgot the password can do it too. */
export const deleteForm = z.object({
  confirm: z.literal('on', { error: 'confirm_missing' }),
  word: z
    .string({ error: 'confirm_wrong' })
    .trim()
    .toLowerCase()
    .pipe(z.enum(['删除', 'delete'], { error: 'confirm_wrong' }))
});
