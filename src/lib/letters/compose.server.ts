/** The words of letters, in the reader's language. A new kind of letter is one entry in `KINDS` and a group of words in `letters`. */
import { date, dateTime, distance } from '$lib/i18n/format';
import { LANG_TAG } from '$lib/i18n/lang';
import { translator, type Translate } from '$lib/i18n/translate';
import { settings } from '$lib/server/env';
import type { Letter } from '$lib/server/letters';
import type { Mail } from '$lib/server/mail';
import { lastDay } from '$lib/time/day';
import { html, plainText, type Body, type Line } from './mailHtml';
import { ACTS, type Act } from './orders';

/** What a kind of letter says; the frame around it is the same for all. `address` is the site's own, without a slash at the end. */
type Said = Pick<Body, 'subject' | 'lead' | 'code' | 'lines' | 'notes'> & { open?: Body['open']; why: string };
type Say = (t: Translate, letter: Letter, address: string) => Said;

interface Told {
  kind: string;
  code?: string;
  /** Missing for news of an area. */
  report_id?: string;
  category?: string;
  /** The reader works on it; else it is their own report, or one that they follow. */
  desk: boolean;
  /** Of an area: how many reports are new, and which list shows them. */
  count?: number;
  label?: string;
  subdistrict?: string;
  subdistrict_code?: string;
  filter?: string;
  /** Of an answered suggestion, their own or one that they support. */
  suggestion_id?: string;
}

/** An unknown kind of notice is said in general words, never as a code. */
const kindOf = (t: Translate, kind: unknown) => {
  const key = `notices:kind.${String(kind)}`;
  return t.dynamic(t.has(key) ? key : 'notices:kind.general');
};

/** The public list of a subdistrict, narrowed to a category or group. */
const listPath = (subdistrict: unknown, filter: unknown) =>
  `reports?${new URLSearchParams({ subdistrict: String(subdistrict), ...(filter ? { category: String(filter) } : {}) })}`;

const notices: Say = (t, { params }, address) => {
  const told = (params.notices ?? []) as unknown as Told[];
  const count = told.length;
  const [only] = count === 1 ? told : [];
  const whatOf = ({ label, subdistrict, category, suggestion_id }: Told) =>
    [label ?? subdistrict, category].filter(Boolean).join(' · ') ||
    t(suggestion_id ? 'notices:suggestion' : 'notices:circle');
  const line = (one: Told): Line => {
    const kind = kindOf(t, one.kind);
    const what = whatOf(one);
    if (one.suggestion_id) {
      const page = one.kind === 'spot_answered' ? `places/suggestions/${one.suggestion_id}` : 'me/suggestions';
      return { text: t('letters:notices.plain', { what, kind }), href: `${address}/${t.lang}/${page}` };
    }
    if (!one.report_id) {
      return {
        text: t('letters:notices.area', { what, kind, count: one.count ?? 1 }),
        href: `${address}/${t.lang}/${one.subdistrict_code ? listPath(one.subdistrict_code, one.filter) : 'me/follows'}`
      };
    }
    return {
      text: one.code
        ? t('letters:notices.line', { category: what, code: one.code, kind })
        : t('letters:notices.plain', { what, kind }),
      href: `${address}/${t.lang}${one.desk ? '/console' : ''}/reports/${one.report_id}`
    };
  };
  return {
    subject: only
      ? t('letters:notices.subject_single', { kind: kindOf(t, only.kind), category: whatOf(only) })
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

/** What somebody follows, in words. */
function followed(t: Translate, { params }: Letter): string {
  const { subdistrict = '', category, radius_m } = params;
  const said = {
    subdistrict: String(subdistrict),
    category: String(category ?? ''),
    distance: distance(t.lang, Number(radius_m ?? 0))
  };
  if (params.report || params.of === 'report') return t('letters:follow.what_report', said);
  if (radius_m) return t(category ? 'letters:follow.what_circle_both' : 'letters:follow.what_circle', said);
  return t(category ? 'letters:follow.what_both' : 'letters:follow.what_area', said);
}

const followConfirm: Say = (t, letter, address) => {
  const what = followed(t, letter);
  const token = encodeURIComponent(String(letter.params.confirm ?? ''));
  return {
    subject: t('letters:follow_confirm.subject', { what }),
    lead: t('letters:follow_confirm.lead'),
    lines: [{ text: what }],
    open: { text: t('letters:follow_confirm.open'), href: `${address}/${t.lang}/letters/confirm?token=${token}` },
    notes: [t('letters:follow_confirm.note'), t('letters:follow_confirm.not_you')],
    why: t('letters:follow_confirm.why')
  };
};

const followReportMoved: Say = (t, letter, address) => {
  const { kind, report } = letter.params;
  return {
    subject: t('letters:follow_report_moved.subject', {
      kind: kindOf(t, kind),
      category: String(letter.params.category ?? '')
    }),
    lead: t('letters:follow_report_moved.lead', { what: followed(t, letter) }),
    lines: [{ text: kindOf(t, kind) }],
    open: { text: t('letters:follow_report_moved.open'), href: `${address}/${t.lang}/reports/${String(report)}` },
    notes: [],
    why: t('letters:follow.why')
  };
};

const followDigest: Say = (t, letter, address) => {
  const reports = (letter.params.reports ?? []) as { id: string; category: string; subdistrict: string }[];
  const said = { what: followed(t, letter), count: reports.length };
  const { subdistrict_code, filter } = letter.params;
  return {
    subject: t('letters:follow_digest.subject', said),
    lead: t('letters:follow_digest.lead', said),
    lines: reports.map(({ id, category, subdistrict }) => ({
      text: t('letters:follow_digest.line', { category, subdistrict }),
      href: `${address}/${t.lang}/reports/${id}`
    })),
    open: {
      text: t('letters:follow_digest.open'),
      href: `${address}/${t.lang}/${subdistrict_code ? listPath(subdistrict_code, filter) : 'reports'}`
    },
    notes: [],
    why: t('letters:follow.why')
  };
};

const workOrder: Say = (t, { params }, address) => {
  const links = (params.links ?? {}) as Partial<Record<Act, string>>;
  const said = { code: String(params.code ?? ''), category: String(params.category ?? '') };
  return {
    subject: t(params.urgent ? 'letters:work_order.subject_urgent' : 'letters:work_order.subject', said),
    lead: t('letters:work_order.lead', { unit: String(params.unit ?? '') }),
    lines: [
      { text: said.category },
      { text: t('letters:work_order.place', { place: String(params.subdistrict ?? '') }) },
      ...(params.due_at
        ? [{ text: t('letters:work_order.due', { when: date(t.lang, lastDay(String(params.due_at))) }) }]
        : []),
      ...ACTS.flatMap((act) => {
        const token = links[act];
        return token
          ? [
              {
                text: t(`letters:work_order.${act}`),
                href: `${address}/${t.lang}/letters/order?token=${encodeURIComponent(token)}`
              }
            ]
          : [];
      })
    ],
    notes: [t('letters:work_order.note')],
    why: t('letters:work_order.why')
  };
};

interface StuckOrder {
  code: string;
  report_id: string;
  unit: string;
  category: string;
  why: 'unsent' | 'failing' | 'late';
  since: string;
}

const stuckOrders: Say = (t, { params }, address) => {
  const orders = (params.orders ?? []) as unknown as StuckOrder[];
  return {
    subject: t('letters:stuck_orders.subject', { count: orders.length }),
    lead: t('letters:stuck_orders.lead', { count: orders.length }),
    lines: orders.map(({ report_id, why, since, ...said }) => ({
      text: t('letters:stuck_orders.line', {
        ...said,
        why: t(`letters:stuck_orders.${why}`),
        when: dateTime(t.lang, since)
      }),
      href: `${address}/${t.lang}/console/reports/${report_id}#order`
    })),
    open: { text: t('letters:stuck_orders.open'), href: `${address}/${t.lang}/console/units` },
    notes: [],
    why: t('letters:stuck_orders.why')
  };
};

const KINDS: Record<string, Say> = {
  notices,
  report_moved: reportMoved,
  code,
  password_changed: changed,
  address_changed: changed,
  address_taken: changed,
  follow_confirm: followConfirm,
  follow_report_moved: followReportMoved,
  follow_digest: followDigest,
  work_order: workOrder,
  stuck_orders: stuckOrders
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
