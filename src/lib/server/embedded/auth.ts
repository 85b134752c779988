import type { Handler } from './errors.ts';

/** A code of six digits that the auth service made, and what it is for. Its words are found by whoever sends it. */
export interface CodeMail {
  kind: 'sign_up' | 'sign_in' | 'reset' | 'new_address';
  to: string;
  code: string;
  userId: string | undefined;
}

type About = { userId?: string } | undefined;
type Send = (to: string, hash: string, code: string, about?: About) => Promise<void>;

/**
 * Stands in the place of the library's own mailer, whose letters are English, carry links that lead nowhere (its endpoints
 * are not on the network) and know no reader's language. A letter on its way holds up no answer: the wait would tell that the address is known.
 */
export function mailerOf(mail: (mail: CodeMail) => void): Record<string, unknown> {
  const sends =
    (kind: CodeMail['kind']): Send =>
    async (to, _hash, code, about) =>
      mail({ kind, to, code, userId: about?.userId });
  return {
    sendConfirmation: sends('sign_up'),
    sendMagicLink: sends('sign_in'),
    sendRecovery: sends('reset'),
    sendEmailChange: sends('new_address'),
    sendReauthentication: async () => undefined // nothing of ours asks for it
  };
}

/**
 * Hosted Supabase takes `type: 'email'` for the code of a sign-up and of a sign-in alike; the library knows the same by
 * an older word only.
 */
export const withStandardCodes =
  (next: Handler): Handler =>
  async (request) => {
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/auth/v1/verify') return next(request);
    const text = await request.text();
    const body = text.replace(/"type":"email"/, '"type":"magiclink"');
    return next(new Request(request.url, { method: 'POST', headers: request.headers, body }));
  };
