/** A posted step of the desk, from form to answer. Everything typed comes back with whatever went wrong. */
import { writeIdIn } from '$lib/forms/writeId';
import { eventsSince, isRepeat, type Suggestion } from './case';
import * as desk from './console.server';
import type { Db } from './console.server';
import {
  detailsOf,
  fieldsOf,
  isMove,
  readTyped,
  withTemplate,
  type FieldErrors,
  type FieldName,
  type MoveName,
  type Typed
} from './moves';
import { isUuid, readCode } from './queues';

/** What the page needs to show the form again. */
export interface Again {
  act: MoveName;
  typed: Typed;
  errors: FieldErrors;
  /** Set when somebody else was quicker: the last event this person had seen. */
  since: number | null;
}

type Answer = { done: MoveName; next: string | null } | { status: number; again: Again };

const nextOf = (form: FormData): string | null => {
  const next = form.get('next');
  return typeof next === 'string' && isUuid(next) ? next : null;
};

const moveOf = (form: FormData): MoveName | null => {
  const move = form.get('move');
  return typeof move === 'string' && isMove(move) ? move : null;
};

/** A code typed by hand wins over a choice from the list. */
async function resolveTarget(db: Db, typed: Typed): Promise<FieldErrors> {
  const written = typeof typed.target_code === 'string' ? typed.target_code.trim() : '';
  if (!written) return {};
  const code = readCode(written);
  const id = code && (await desk.find(db, code));
  if (!id) return { target_code: 'code_unknown' };
  typed.target = id;
  return {};
}

/** Takes a step; `null` for a form that is none of ours. */
export async function move(db: Db, id: string, form: FormData): Promise<Answer | null> {
  const name = moveOf(form);
  const version = Number(form.get('version'));
  const seen = Number(form.get('seen'));
  if (!name || !Number.isSafeInteger(version) || !Number.isSafeInteger(seen)) return null;
  const typed = readTyped(form);
  const unknown = name === 'merge' ? await resolveTarget(db, typed) : {};
  const { details, errors } = detailsOf(name, typed);
  if (unknown.target_code) delete errors.target;
  const wrong = { ...errors, ...unknown };
  const again = (status: number, said: FieldErrors, since: number | null = null) => ({
    status,
    again: { act: name, typed, errors: said, since }
  });
  if (Object.keys(wrong).length > 0) return again(400, wrong);

  const result = await desk.move(db, id, name, version, details, writeIdIn(form));
  if ('moved' in result) return { done: name, next: nextOf(form) };
  const { status, code, field } = result.refusal;
  if (code !== 'conflict') return again(status, { [fieldOf(name, field)]: code });
  const fresh = await desk.readCase(db, id);
  if (!fresh) return null;
  if (isRepeat(eventsSince(fresh.events, seen), name)) return { done: name, next: nextOf(form) };
  return again(409, {}, seen);
}

/** The field that a refusal is about, if the form of this step has it. */
const fieldOf = (name: MoveName, field: string | undefined): FieldName | 'form' =>
  fieldsOf(name).find((own) => own === field) ?? 'form';

/** Inserts a ready sentence for somebody without JavaScript. */
export function template(form: FormData, texts: { id: string; text_zh: string; text_en: string }[]): Again | null {
  const act = moveOf(form);
  const [id, lang] = String(form.get('template') ?? '').split(':');
  const found = texts.find((text) => text.id === id);
  if (!act || !found || (lang !== 'zh' && lang !== 'en')) return null;
  const typed = readTyped(form);
  const spoken = fieldsOf(act).includes('public_text');
  return { act, typed: withTemplate(typed, found[`text_${lang}`], lang, spoken), errors: {}, since: null };
}

/** How the form of a step starts: a dispatch as the catalogue suggests it. */
export function start(suggestion: Suggestion | null, act: MoveName, event: string | null): Typed {
  if (act === 'translate') return { event_id: event ?? '' };
  if (act !== 'dispatch' || !suggestion) return {};
  const { lead, assists, limit_days } = suggestion;
  return { lead: lead ?? '', assists: assists ?? [], limit_days: limit_days === null ? '' : String(limit_days) };
}
