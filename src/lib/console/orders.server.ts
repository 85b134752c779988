/** Units that work by e-mail, as the desk looks after them. Who may see and do what is decided in SQL. */
import { writeIdIn } from '$lib/forms/writeId';
import { failureOf } from '$lib/server/failure';
import type { Db } from './console.server';
import type { CaseOrder, UnitWay, WaitingOrder, WayAnswer } from './orders';

/** How each unit works, or null for whoever does not look after that. */
export async function ways(db: Db): Promise<UnitWay[] | null> {
  const { data, error } = await db.rpc('unit_ways');
  if (!error) return data as unknown as UnitWay[];
  if (failureOf(error).status === 404) return null;
  throw error;
}

export async function waiting(db: Db): Promise<WaitingOrder[]> {
  const { data, error } = await db.rpc('waiting_orders');
  if (error) throw error;
  return data as unknown as WaitingOrder[];
}

/** Says how a unit works; what was wrong with that, or null when it is done. */
export async function change(db: Db, form: FormData): Promise<{ status: number; answer: WayAnswer } | null> {
  const text = (name: string) => String(form.get(name) ?? '');
  const values = { works_by: text('works_by'), email: text('email') };
  const version = Number(form.get('version'));
  const { error } = await db.rpc('set_unit_way', {
    unit_code: text('unit'),
    works_by: values.works_by,
    address: values.email,
    version: Number.isInteger(version) && Math.abs(version) < 2 ** 31 ? version : -1
  });
  if (!error) return null;
  const { status, code, field } = failureOf(error);
  if (status === 404 || status >= 500) throw error;
  return {
    status,
    answer: { unit: text('unit'), values, errors: { [field && field in values ? field : 'form']: code } }
  };
}

/** The letter of a case to its unit; null when that works in the console. */
export async function ofCase(db: Db, report_id: string): Promise<CaseOrder | null> {
  const { data, error } = await db.rpc('case_order', { report_id });
  if (error) throw error;
  return data as unknown as CaseOrder | null;
}

/** Writes to the unit again; why not, as a code, or null when a letter is on its way. */
export async function resend(db: Db, report_id: string, form: FormData): Promise<string | null> {
  const { error } = await db.rpc('resend_order', { report_id, ...writeIdIn(form) });
  if (!error) return null;
  const { status, code } = failureOf(error);
  if (status === 404 || status >= 500) throw error;
  return code;
}
