/**
 * The body of a letter, as plain text and as simple HTML. Styles stand in the elements: mail programmes (QQ Mail, 163,
 * Outlook) drop style sheets. Two colours and no background of our own, so that a dark mail programme can turn them as it likes;
 * a table for the width, which is what Outlook understands.
 */

export interface Line {
  text: string;
  href?: string;
}

/** What every letter is made of, top to bottom. All texts are plain. */
export interface Body {
  lang: 'zh-Hans' | 'en';
  name: string;
  subject: string;
  lead: string;
  /** Six digits to type, large. */
  code?: string;
  lines: Line[];
  /** The one thing to do now. */
  open?: { text: string; href: string };
  notes: string[];
  footer: Line[];
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function plainText({ name, lead, code, lines, open, notes, footer }: Body): string {
  const item = ({ text, href }: Line) => (href ? `· ${text}\n  ${href}` : `· ${text}`);
  return [
    lead,
    ...(code ? [code] : []),
    ...(lines.length > 0 ? [lines.map(item).join('\n')] : []),
    ...(open ? [`${open.text}\n${open.href}`] : []),
    ...notes,
    `-- \n${[name, ...footer.map(({ text, href }) => (href ? `${text}\n${href}` : text))].join('\n')}`
  ].join('\n\n');
}

const FONT = "font-family:system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',Arial,sans-serif";

export function html({ lang, name, subject, lead, code, lines, open, notes, footer }: Body): string {
  const link = (text: string, href: string) => `<a href="${escaped(href)}" style="color:#1f8a68">${escaped(text)}</a>`;
  const p = (inner: string) => `<p style="margin:0 0 18px">${inner}</p>`;
  const item = ({ text, href }: Line) => `<li style="margin:0 0 10px">${href ? link(text, href) : escaped(text)}</li>`;
  const button = (text: string, href: string) =>
    `<p style="margin:26px 0"><a href="${escaped(href)}" style="display:inline-block;padding:13px 26px;background:#0e5a44;color:#ffffff;border-radius:10px;text-decoration:none;font-weight:bold">${escaped(text)}</a></p>`;
  const small = ({ text, href }: Line) => `<p style="margin:0 0 8px">${href ? link(text, href) : escaped(text)}</p>`;
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:560px"><tr><td align="left" style="${FONT};font-size:18px;line-height:1.65">
<p style="margin:0 0 22px;font-size:20px;font-weight:bold;color:#1f8a68">${escaped(name)}</p>
${p(escaped(lead))}
${code ? `<p style="margin:0 0 22px;font-size:34px;font-weight:bold;letter-spacing:8px">${escaped(code)}</p>` : ''}
${lines.length > 0 ? `<ul style="margin:0 0 18px;padding-left:22px">${lines.map(item).join('')}</ul>` : ''}
${open ? button(open.text, open.href) : ''}
${notes.map((note) => p(escaped(note))).join('\n')}
<div style="margin-top:30px;padding-top:18px;border-top:1px solid #8a958d;font-size:15px;line-height:1.6">
${footer.map(small).join('\n')}
</div></td></tr></table></td></tr></table></body></html>`;
}
