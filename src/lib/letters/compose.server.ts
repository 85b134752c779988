/** The words of letters, in the reader's language. A new kind of letter is one entry in `KINDS` and a group of words in `letters`. */
import { LANG_TAG } from '$lib/i18n/lang';
import { translator, type Translate } from '$lib/i18n/translate';
import { settings } from '$lib/server/env';
import type { Letter } from '$lib/server/letters';
import type { Mail } from '$lib/server/mail';
import { html, plainText, type Body, type Line } from './mailHtml';

/** What a kind of letter says; the frame around it is the same for all. `address` is the site's own, without a slash at the end. */
type Said = Pick<Body, 'subject' | 'lead' | 'code' | 'lines' | 'notes'> & { open?: Body['open']; why: string };
type Say = (t: Translate, letter: Letter, address: string) => Said;

interface Told {
  kind: string;
  code: string | null;
  report_id: string;
  category: string;
  /** The reader works on it; else it is their own report. */
  desk: boolean;
}

/** An unknown kind of notice is said in general words, never as a code. */
const kindOf = (t: Translate, kind: unknown) => {
  const key = `notices:kind.${String(kind)}`;
  return t.dynamic(t.has(key) ? key : 'notices:kind.general');
};

const notices: Say = (t, { params }, address) => {
  const told = (params.notices ?? []) as unknown as Told[];
  const count = told.length;
  const [only] = count === 1 ? told : [];
  const line = ({ kind, code, category, report_id, desk }: Told): Line => ({
    text: t('letters:notices.line', { category, code: code ?? '', kind: kindOf(t, kind) }),
    href: `${address}/${t.lang}${desk ? '/console' : ''}/reports/${report_id}`
  });
  return {
    subject: only
      ? t('letters:notices.subject_single', { kind: kindOf(t, only.kind), category: only.category })
      : t('letters:notices.subject', { count }),
    lead: t('letters:notices.lead', { count }),
    lines: told.slice(0, 50).map(line),
    open: { text: t('letters:notices.inbox'), href: `${address}/${t.lang}/me/inbox` },
    notes: [],
    why: t('letters:notices.why')
  };
};

const reportMoved: Say = (t, { params, report_id }, address) => {
  const { kind, status } = params;
  const category = String(params.category ?? '');
  const next = { asked: t('letters:report_moved.ask'), answered: t('letters:report_moved.answer') }[String(kind)];
  return {
    subject: t('letters:report_moved.subject', { kind: kindOf(t, kind), category }),
    lead: t('letters:report_moved.lead', { category }),
    lines: [
      { text: kindOf(t, kind) },
      { text: t('letters:report_moved.status', { status: t.dynamic(`words:status.${String(status)}`) }) }
    ],
    open: { text: t('letters:report_moved.open'), href: `${address}/${t.lang}/reports/${report_id}` },
    notes: [...(next ? [next] : []), t('letters:report_moved.key'), t('letters:report_moved.private')],
    why: t('letters:report_moved.why')
  };
};

const codeKinds = ['sign_in', 'sign_up', 'reset', 'new_address'] as const;

const code: Say = (t, { params }) => {
  const kind = codeKinds.find((known) => known === params.kind) ?? 'sign_in';
  return {
    subject: t(`letters:code.${kind}`),
    lead: t(`letters:code.${kind}_lead`),
    code: String(params.code ?? ''),
    lines: [],
    notes: [t('letters:code.how'), t('letters:code.not_you')],
    why: t('letters:code.why')
  };
};

const changed: Say = (t, { template, params }, address) => {
  const what = template === 'address_changed' || template === 'address_taken' ? template : 'password_changed';
  // Whoever lost the mailbox cannot get a code any more, and is led to the people who can help.
  const way = what === 'address_changed' ? '/about' : '/reset';
  return {
    subject: t(`letters:${what}.subject`),
    lead: t(`letters:${what}.lead`, { address: String(params.new_address ?? '') }),
    lines: [],
    open: {
      text: t(`letters:${what}.open`),
      href: `${address}/${t.lang}${what === 'address_taken' ? '/sign-in' : way}`
    },
    notes: [t(`letters:${what}.was_you`), t(`letters:${what}.not_you`)],
    why: t('letters:changed_why')
  };
};

const KINDS: Record<string, Say> = {
  notices,
  report_moved: reportMoved,
  code,
  password_changed: changed,
  address_changed: changed,
  address_taken: changed
};

/** A subject is one line, whatever was put into it. */
const oneLine = (text: string) => text.replaceAll(/\p{Cc}+/gu, ' ').trim();

/**
 * The letter in words.
 * @throws for a kind of letter that has no words; the queue then keeps it
 */
export async function compose(letter: Letter): Promise<Mail> {
  const say = KINDS[letter.template];
  if (!say) throw new Error('no_words');
  const t = await translator(letter.lang, ['letters', 'notices', 'words']);
  const address = settings().origin;
  const stop = letter.token && `${address}/${letter.lang}/letters/stop?token=${encodeURIComponent(letter.token)}`;
  const { why, ...said } = say(t, letter, address);
  const body: Body = {
    ...said,
    subject: oneLine(said.subject),
    lang: LANG_TAG[letter.lang] as Body['lang'],
    name: t('letters:name'),
    footer: [
      { text: t('letters:footer.not_hotline') },
      { text: `${why} ${t('letters:footer.no_reply')}`.trim() },
      ...(stop ? [{ text: t('letters:footer.stop'), href: stop }] : [])
    ]
  };
  return {
    to: letter.to,
    subject: body.subject,
    text: plainText(body),
    html: html(body),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': body.lang,
      ...(stop ? { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {})
    }
  };
}
