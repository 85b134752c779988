import { z } from 'zod';
import { StartError } from './embedded/lock.ts';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blankIsUnset, type.optional());
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

/** A size as adapter-node reads it: bytes, or a number with K, M or G. */
const size = z.string().regex(/^\d+[KMG]?$/i, 'must be a number of bytes, or one with K, M or G, such as 64M');

const raw = z.object({
  NODE_ENV: optional(z.string()),
  PORT: optional(z.string().regex(/^\d{1,5}$/, 'must be a port number')),
  HOST: optional(z.string()),
  ORIGIN: optional(webAddress),
  DATA_DIR: z.preprocess(blankIsUnset, z.string().default('.data')),
  DEMO: optional(z.enum(['0', '1'], { error: 'must be 1 or 0' })),
  DATABASE_URL: optional(
    z.url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/name' })
  ),
  SUPABASE_URL: optional(webAddress),
  SUPABASE_PUBLISHABLE_KEY: optional(z.string().min(20, 'is too short to be a key')),
  SUPABASE_SECRET_KEY: optional(z.string().min(20, 'is too short to be a key')),
  APP_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: 'must look like smtps://user:password@host:465' })),
  MAIL_FROM: optional(z.string().regex(/@/, 'must hold an e-mail address')),
  MAP_TILES_URL: optional(
    z
      .string()
      .regex(/^https?:\/\/[^/]+\/.*$/, 'must be an http(s) address')
      .refine((url) => ['{x}', '{y}', '{z}'].every((part) => url.includes(part)), 'must contain {x}, {y} and {z}')
  ),
  MAP_PMTILES_URL: optional(
    z
      .string()
      .regex(
        /^(https?:\/\/[^/\s]+)?\/[^\s?#]+\.pmtiles$/,
        'must be the address of a .pmtiles file, or its path on this server'
      )
  ),
  MAP_ATTRIBUTION: optional(z.string()),
  MAP_APPROVAL_NO: optional(z.string()),
  MAP_CRS: z.preprocess(
    blankIsUnset,
    z.enum(['wgs84', 'gcj02', 'bd09'], { error: 'must be wgs84, gcj02 or bd09' }).default('wgs84')
  ),
  ADDRESS_HEADER: optional(z.string().regex(/^[a-z0-9-]+$/i, 'must be the name of a header')),
  BODY_SIZE_LIMIT: z.preprocess(blankIsUnset, size.default('64M'))
});

/** All that can be set from outside, parsed. Times, sizes and addresses are as the setting's name says. */
export interface Settings {
  /** Our own address; pages are linked, cookies secured and forms judged by it. */
  origin: string;
  dataDir: string;
  demo: boolean;
  databaseUrl: string | undefined;
  supabase: { url: string; publishableKey: string; secretKey: string | undefined } | undefined;
  appSecret: string | undefined;
  mail: { smtpUrl: string; from: string } | undefined;
  /** Null when the map shows our own schematic of the district. */
  tiles:
    | {
        kind: 'server' | 'archive';
        url: string;
        attribution: string;
        approvalNo: string;
        crs: 'wgs84' | 'gcj02' | 'bd09';
      }
    | undefined;
  addressHeader: string | undefined;
}

export const isLoopback = (address: string): boolean => {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);
};

const refuse = (line: string): never => {
  throw new StartError(line);
};

/**
 * Reads the settings of the public contract.
 * @throws StartError with one line that names the setting and what it must be.
 */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const result = raw.safeParse(env);
  if (!result.success) {
    const [issue] = result.error.issues;
    return refuse(`Setting ${issue?.path.join('.')}: ${issue?.message}.`);
  }
  const e = result.data;
  if (e.DATABASE_URL && e.SUPABASE_URL) return refuse('Set DATABASE_URL or SUPABASE_URL, not both.');
  if (e.SUPABASE_URL && !e.SUPABASE_PUBLISHABLE_KEY) return refuse('SUPABASE_URL needs SUPABASE_PUBLISHABLE_KEY.');
  if (e.SMTP_URL && !e.MAIL_FROM) return refuse('SMTP_URL needs MAIL_FROM.');
  if (e.MAP_TILES_URL && e.MAP_PMTILES_URL) return refuse('Set MAP_TILES_URL or MAP_PMTILES_URL, not both.');
  const mapUrl = e.MAP_TILES_URL ?? e.MAP_PMTILES_URL;
  if (mapUrl && !e.MAP_ATTRIBUTION)
    return refuse(`${e.MAP_TILES_URL ? 'MAP_TILES_URL' : 'MAP_PMTILES_URL'} needs MAP_ATTRIBUTION.`);
  const origin = new URL(e.ORIGIN ?? `http://localhost:${e.PORT ?? '3000'}`).origin;
  const demo = e.DEMO === '1' || (e.DEMO !== '0' && !e.DATABASE_URL && !e.SUPABASE_URL && isLoopback(origin));
  if (e.DEMO === '1' && e.SUPABASE_URL) return refuse('DEMO=1 works with the embedded backend and DATABASE_URL only.');
  return {
    origin,
    dataDir: e.DATA_DIR,
    demo,
    databaseUrl: e.DATABASE_URL,
    supabase:
      e.SUPABASE_URL && e.SUPABASE_PUBLISHABLE_KEY
        ? { url: e.SUPABASE_URL, publishableKey: e.SUPABASE_PUBLISHABLE_KEY, secretKey: e.SUPABASE_SECRET_KEY }
        : undefined,
    appSecret: e.APP_SECRET,
    mail: e.SMTP_URL && e.MAIL_FROM ? { smtpUrl: e.SMTP_URL, from: e.MAIL_FROM } : undefined,
    tiles:
      mapUrl && e.MAP_ATTRIBUTION
        ? {
            kind: e.MAP_TILES_URL ? 'server' : 'archive',
            url: mapUrl,
            attribution: e.MAP_ATTRIBUTION,
            approvalNo: e.MAP_APPROVAL_NO ?? '',
            crs: e.MAP_CRS
          }
        : undefined,
    addressHeader: e.ADDRESS_HEADER
  };
}

let parsed: Settings | undefined;
/** The settings of this process, read once. */
export const settings = (): Settings => (parsed ??= parseSettings(process.env));
