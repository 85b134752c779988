-- Anybody joins a public case with one tap. What staff wrote about it before was written to somebody else: of those words
-- the page of who joined shows no more than the public copy does, and of the moments the day alone.
-- docs/decisions/0006-same-problem.md

create or replace function private.main_of(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'status', main.status, 'outcome', main.outcome, 'received_at', private.public_moment(main.received_at, 'rounded'),
    'stage_since', case
      when main.stage_since < merging.at then private.public_moment(main.stage_since, 'rounded') else main.stage_since
    end,
    'due_at', main.due_at, 'due_provisional', main.due_provisional, 'overdue', private.is_overdue(main),
    'stage_due_at', main.stage_due_at, 'deferred_until', main.deferred_until, 'lead_unit_code', main.lead_unit_code,
    'reopen_until', case when main.status = 'resolved' and main.reopenings = 0 then main.stage_due_at end,
    'events', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'id', e.id, 'at', case when earlier then private.public_moment(e.created_at, 'rounded') else e.created_at end,
            'party', e.party, 'unit_code', e.unit_code, 'move', e.move, 'from', e.from_status, 'to', e.to_status,
            'public_text', case when earlier then released.answer_text else said.words end,
            'public_lang', case
              when earlier then released.answer_lang when said.words is not null then e.public_lang
            end,
            'public_text_translation', case when said.words is not null and not earlier then private.translation_of(e) end,
            'answer_kind', case when earlier then released.answer_kind else e.answer_kind end,
            'channel', case when not earlier then e.data ->> 'channel' end,
            'mine', false, 'earlier', earlier,
            'withheld', earlier and said.words is not null and released.answer_text is null
          )
          order by e.id
        )
        from public.report_events e
        join public.report_moves m on m.move = e.move and m.from_status = e.from_status and m.by = e.party
        -- What staff say about the problem is for all who reported it. What they say to one reporter is not, and what
        -- reporters say is for staff alone.
        cross join lateral (
          select case
            when e.party in ('moderator', 'handler') and e.move in ('dispatch', 'answer', 'defer', 'redirect', 'refuse', 'close')
              then e.public_text
          end as words
        ) said
        cross join lateral (select (e.created_at, e.id) < (merging.at, merging.id) as earlier) before
        -- The public copy has an answer only while it is the one that was released and stands.
        left join public.report_releases d on d.report_id = main.id and d.answer_event_id = e.id
        left join public.published_reports released on released.report_id = d.report_id
        where e.report_id = main.id and e.undone_at is null and m.tells_followers is not null
      ),
      '[]'
    )
  )
  from public.reports main
  -- Since when it is theirs as well. Without a trace of the merging nothing was written to them.
  cross join lateral (
    select coalesce(max(e.created_at), 'infinity') as at, coalesce(max(e.id), 0) as id
    from public.report_events e
    where e.report_id = r.id and e.undone_at is null and e.move in ('merge', 'join')
  ) merging
  where main.id = r.merged_into
$$;
comment on function private.main_of(public.reports) is
  'The main case as the reporters of merged reports may follow it: where it stands, its dates, and the public words of staff since the merging; of earlier ones what the public copy shows. Never a word of another reporter.';
