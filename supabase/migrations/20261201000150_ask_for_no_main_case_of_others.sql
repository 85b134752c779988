-- The main case is asked for by the reporters of merged reports alone; to all others the planning of the question cost forty pages.

create or replace function public.report_page(report_id uuid, key text default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = report_page.report_id;
  if r.id is null or not private.is_reporter(r, report_page.key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  return private.report_basics(r, report_page.key) || jsonb_build_object(
    'contact', private.masked_contact(r),
    'held_by', case when r.author_id is null then 'key' else 'account' end,
    -- What was undone never happened for the reporter; what colleagues wrote to each other is not theirs.
    'events', (
      select jsonb_agg(
        jsonb_build_object(
          'id', e.id, 'at', e.created_at, 'party', e.party, 'unit_code', e.unit_code, 'move', e.move,
          'from', e.from_status, 'to', e.to_status,
          'public_text', e.public_text, 'public_lang', e.public_lang,
          'public_text_translation', private.translation_of(e),
          'answer_kind', e.answer_kind, 'channel', e.data ->> 'channel', 'mine', e.party = 'reporter' and not e.data ? 'by'
        )
        order by e.id
      )
      from public.report_events e
      where e.report_id = r.id and e.undone_at is null
        and e.move not in ('undone', 'add_note', 'allow_deferral', 'translate')
    ),
    'callback', (
      select jsonb_build_object(
        'round', c.round, 'party', c.party, 'reached', c.reached, 'solved', c.solved, 'satisfied', c.satisfied,
        'words', case when c.party = 'reporter' then c.words end, 'created_at', c.created_at
      )
      from public.callbacks c where c.report_id = r.id
      order by c.round desc
      limit 1
    ),
    'joined', r.joined,
    'merged_into', private.merged_into_of(r),
    'main', case when r.merged_into is not null then private.main_of(r) end,
    'again_of', case when r.again_of is not null then jsonb_build_object(
      'id', (private.same_problem_named(r.again_of)).report_id,
      'public', (private.same_problem_named(r.again_of)).report_id is not null
    ) end
  );
end
$$;
