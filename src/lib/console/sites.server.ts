/** What the desk asks about reported sites. The doors decide who sees and does what. */
import { writeIdIn } from '$lib/forms/writeId';
import { failureOf } from '$lib/server/failure';
import { randomUUID } from 'node:crypto';
import type { Db } from './console.server';
import { isUuid } from './queues';
import {
  readSiteForm,
  type CaseSite,
  type Site,
  type SiteAnswer,
  type SiteCard,
  type SitePanel,
  type SiteQuery
} from './sites';

export interface SiteList {
  rows: SiteCard[];
  later: { at: string; id: string } | null;
}

/** At most 50 sites, those last used first; null for whoever has no list, or a case near which they may not look. */
export async function list(
  db: Db,
  { q, kind, subdistrict, archived, near, after }: SiteQuery
): Promise<SiteList | null> {
  const filters = {
    ...(kind ? { kind } : {}),
    ...(subdistrict ? { subdistrict_code: subdistrict } : {}),
    ...(archived ? { archived } : {}),
    ...(near ? { near } : {})
  };
  const { data, error } = await db.rpc('site_list', {
    ...(q ? { q } : {}),
    filters,
    ...(after ? { after_at: after.at, after_id: after.id } : {})
  });
  if (error) {
    if (failureOf(error).status === 404) return null;
    throw error;
  }
  const { rows, more } = data as unknown as { rows: SiteCard[]; more: boolean };
  const last = rows.at(-1);
  return { rows, later: more && last ? { at: last.active_at, id: last.id } : null };
}

/** A site, where it was merged into, or null when it is not there or not the reader's to see. */
export async function read(db: Db, id: string, after: SiteQuery['after']): Promise<Site | { into: string } | null> {
  const { data, error } = await db.rpc('site_page', {
    site_id: id,
    ...(after ? { after_at: after.at, after_id: after.id } : {})
  });
  if (error) {
    if (failureOf(error).status === 404) return null;
    throw error;
  }
  const { merged_into } = data as unknown as { merged_into: string | null };
  return merged_into ? { into: merged_into } : (data as unknown as Site);
}

const near = (q: string, report: string): SiteQuery => ({
  q,
  kind: null,
  subdistrict: null,
  archived: false,
  near: report,
  after: null
});

/** The panel of a case: its site, or what it may be, and what was found by the words in `site_q`. */
export async function panel(db: Db, report: string, query: URLSearchParams): Promise<SitePanel> {
  const q = query.get('site_q')?.trim().slice(0, 60) ?? null;
  const [{ data, error }, found] = await Promise.all([
    db.rpc('case_site', { report_id: report }),
    q ? list(db, near(q, report)) : null
  ]);
  if (error) throw error;
  return { ...(data as unknown as CaseSite), q, found: found?.rows.slice(0, 10) ?? null, fresh: randomUUID() };
}

const refused = (cause: unknown, act: string, form: FormData): { status: number; answer: SiteAnswer } => {
  const { status, code, field } = failureOf(cause);
  if (status === 500) throw cause;
  const fresh = form.get('fresh');
  return {
    status,
    answer: {
      act,
      error: code,
      field: field ?? null,
      typed: readSiteForm(form).typed,
      ...(typeof fresh === 'string' && isUuid(fresh) ? { fresh } : {})
    }
  };
};

const idIn = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' && isUuid(value) ? value : '00000000-0000-0000-0000-000000000000';
};

/** Says which site a case is about; null when it is done. */
export async function link(db: Db, report_id: string, form: FormData) {
  const { error } = await db.rpc('link_site', { report_id, site_id: idIn(form, 'site') });
  return error ? refused(error, 'link', form) : null;
}

export async function unlink(db: Db, report_id: string, form: FormData) {
  const { error } = await db.rpc('unlink_site', { report_id, site_id: idIn(form, 'site'), ...writeIdIn(form) });
  return error ? refused(error, 'unlink', form) : null;
}

export async function make(db: Db, report_id: string, form: FormData) {
  const { error } = await db.rpc('make_site', {
    site_id: idIn(form, 'fresh'),
    details: readSiteForm(form).details,
    report_id
  });
  return error ? refused(error, 'make', form) : null;
}

/** Edits, archives, restores, merges or splits: where the site stands then, or why not. */
export async function change(
  db: Db,
  form: FormData
): Promise<{ root: string; act: string } | ReturnType<typeof refused>> {
  const act = String(form.get('act') ?? '');
  const { data, error } = await db.rpc('change_site', {
    site_id: idIn(form, 'site'),
    act,
    version: Number(form.get('version')),
    details: act === 'merge' ? { into: idIn(form, 'into') } : readSiteForm(form).details,
    ...writeIdIn(form)
  });
  return error ? refused(error, act, form) : { root: (data as unknown as { root_id: string }).root_id, act };
}
