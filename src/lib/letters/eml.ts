/** Reads the letters that `lib/server/mail.ts` wrote as files. It knows the MIME that our own composer makes, and no other. */

export interface ReadLetter {
  to: string;
  from: string;
  subject: string;
  date: string;
  headers: Record<string, string>;
  text: string;
  html: string | null;
}

const bytesOf = (part: string, encoding: string): Uint8Array => {
  if (/base64/i.test(encoding)) return Uint8Array.from(Buffer.from(part, 'base64'));
  if (!/quoted-printable/i.test(encoding)) return Uint8Array.from(Buffer.from(part, 'utf8'));
  const joined = part.replaceAll(/=\r?\n/g, '');
  const latin = joined.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(Buffer.from(latin, 'latin1'));
};
const words = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`; a break between two of them belongs to neither. */
const heading = (value: string) =>
  value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, part: string) =>
      words(/b/i.test(how) ? bytesOf(part, 'base64') : bytesOf(part.replaceAll('_', ' '), 'quoted-printable'))
    );

function split(source: string): { headers: Record<string, string>; body: string } {
  const end = /\r?\n\r?\n/.exec(source);
  const head = end ? source.slice(0, end.index) : source;
  const headers: Record<string, string> = {};
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name) headers[name.toLowerCase()] = heading(value ?? '');
  }
  return { headers, body: end ? source.slice(end.index + end[0].length) : '' };
}

function parts(source: string): { type: string; text: string }[] {
  const { headers, body } = split(source);
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (!boundary) return [{ type, text: words(bytesOf(body, headers['content-transfer-encoding'] ?? '')) }];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part) => parts(part.replace(/^\r?\n/, '').replace(/\r?\n$/, '')));
}

export function readEml(source: string): ReadLetter {
  const { headers } = split(source);
  const all = parts(source);
  const find = (type: string) => all.find((part) => part.type.startsWith(type))?.text;
  return {
    to: headers['to'] ?? '',
    from: headers['from'] ?? '',
    subject: headers['subject'] ?? '',
    date: headers['date'] ?? '',
    headers,
    text: find('text/plain') ?? '',
    html: find('text/html') ?? null
  };
}
