-- The page of a case reads its row, its events and its photos once. docs/decisions/0017-counted-queues.md

-- What has no words has no translation (only words are translated), and is not looked for.
create or replace function private.translation_of(event public.report_events) returns text
language sql stable security definer set search_path = '' as $$
  select t.public_text_translation from public.report_events t
  where event.public_text is not null and t.report_id = event.report_id and t.move = 'translate' and t.undone_at is null
    and (t.data ->> 'event_id')::bigint = event.id
  order by t.id desc
  limit 1
$$;

create or replace function public.report_case(report_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports;
  moderator boolean := private.has_role('moderator');
  own boolean;
begin
  select * into r from public.reports t where t.id = report_case.report_id;
  -- What private.sees_report asks, of the row that is at hand.
  if r.photos_complete_at is null or not (moderator or private.has_case(coalesce(r.merged_into, r.id))) then
    perform private.refuse('PT404', 'not_found');
  end if;
  -- Whoever reported it reads it as its reporter, whatever else they are: what colleagues write about it is not theirs.
  own := private.is_reporter(r, null);
  return (
    -- Read once: what happened, which words were translated and how often the case was dispatched are asked of the same few.
    with told as materialized (select e.* from public.report_events e where e.report_id = r.id)
    select private.report_basics(r, null) || jsonb_build_object(
      'reporter', jsonb_build_object(
        'kind', case when r.author_id is null then 'guest' else 'account' end,
        'reachable', private.is_reachable(r), 'name', null
      ),
      -- A handler sees that there is a contact only when the reporter allowed to be called.
      'contact', case when moderator or r.contact_ok then private.masked_contact(r) else private.masked_contact(null) end,
      'danger_answered', r.danger_answered,
      'limits', jsonb_build_object(
        'limit_days', r.limit_days,
        'total', private.limit_days(r.category_code, 'total'),
        'mediation', private.limit_days(r.category_code, 'mediation'),
        'stage', private.limit_days(r.category_code, r.status::text)
      ),
      'objections', r.objections, 'deferrals', r.deferrals, 'deferred_days', r.deferred_days,
      'deferral_allowed', r.deferral_allowed, 'reopenings', r.reopenings,
      'escalated_at', r.escalated_at, 'urgent_at', r.urgent_at,
      'merged_into', case when moderator then r.merged_into end,
      'dispatches', (
        select count(*) from told e where e.move = 'dispatch' and e.undone_at is null
      ),
      'units', coalesce(
        (
          select jsonb_agg(
            jsonb_build_object('unit_code', u.unit_code, 'part', u.part, 'since', u.since, 'until', u.until) order by u.id
          )
          from public.report_units u where u.report_id = r.id
        ),
        '[]'
      ),
      'events', (
        select jsonb_agg(
          jsonb_build_object(
            'id', e.id, 'at', e.created_at, 'party', e.party, 'unit_code', e.unit_code, 'move', e.move,
            'from', e.from_status, 'to', e.to_status,
            'public_text', e.public_text, 'public_lang', e.public_lang,
            'public_text_translation', coalesce(e.public_text_translation, (
              select t.public_text_translation from told t
              where t.move = 'translate' and t.undone_at is null and (t.data ->> 'event_id')::bigint = e.id
              order by t.id desc
              limit 1
            )),
            'internal_text', case when not own then e.internal_text end,
            'email_text', case when not own then e.email_text end, 'answer_kind', e.answer_kind,
            'data', case when not own then e.data else '{}' end, 'undone_at', e.undone_at,
            -- Moderators know which colleague it was. A reporter has no name here, not even for them.
            'actor_name', case when moderator and not own and e.party in ('moderator', 'handler') then p.display_name end,
            'mine', coalesce(e.actor_id = (select auth.uid()), false)
          )
          order by e.id
        )
        from told e
        left join public.profiles p on p.user_id = e.actor_id
      ),
      'callbacks', coalesce(
        (
          select jsonb_agg(
            jsonb_build_object(
              'round', c.round, 'party', c.party, 'reached', c.reached, 'solved', c.solved, 'satisfied', c.satisfied,
              'words', case when not own or c.party = 'reporter' then c.words end, 'created_at', c.created_at
            )
            order by c.round
          )
          from public.callbacks c where c.report_id = r.id
        ),
        '[]'
      ),
      'reveals', case when moderator then coalesce(
        (
          select jsonb_agg(
            jsonb_build_object(
              'unit_code', v.unit_code, 'reason', v.reason, 'revealed_at', v.revealed_at,
              'actor_name', case when not own then p.display_name end
            )
            order by v.id
          )
          from public.contact_reveals v
          left join public.profiles p on p.user_id = v.actor_id
          where v.report_id = r.id
        ),
        '[]'
      ) else '[]' end,
      'publish_stage', case
        when private.may_be_public(r) then 'stub'
        when r.published_at is not null then 'hidden'
        else 'private'
      end,
      'suggestion', case when moderator then private.suggestion(r) end,
      'others', case when moderator then private.other_reports(r) else '[]' end,
      'joined', r.joined,
      'main', case when r.merged_into is not null then private.short_case(r.merged_into) end,
      'children', private.children_of(r, own),
      'again_of', private.earlier_of(r),
      'back', coalesce(
        (
          select jsonb_agg(private.short_case(b.id) order by b.received_at desc, b.id)
          from public.reports b where b.again_of = r.id and b.photos_complete_at is not null
        ),
        '[]'
      )
    )
  );
end
$$;
