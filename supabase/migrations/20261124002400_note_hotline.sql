-- What became of a complaint at 12345. We are not 12345 and are told nothing: the reporter writes down the order number
-- they were given and what came of it, in notes that are added and never changed.

create table public.hotline_notes (
  id uuid primary key,
  report_id uuid not null references public.reports (id) on delete cascade,
  order_number text check (char_length(order_number) between 1 and 40),
  result text check (char_length(result) between 1 and 1000),
  noted_at timestamptz not null,
  constraint hotline_notes_say_something check (order_number is not null or result is not null)
);

create index hotline_notes_report_id on public.hotline_notes (report_id, noted_at);

alter table public.hotline_notes enable row level security;

comment on table public.hotline_notes is
  'The reporter''s own notes of their call to 12345. No grants and no policies: read and written through two doors.';
comment on column public.hotline_notes.id is 'Made with the form, so that sending it twice notes it once.';
comment on column public.hotline_notes.order_number is 'As 12345 gave it; its form is not ours to check.';

create function public.note_hotline(report_id uuid, key text, order_number text, result text, note_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.lock_report(note_hotline.report_id, note_hotline.key);
  given jsonb := jsonb_build_object('order_number', note_hotline.order_number, 'result', note_hotline.result);
  number text := private.read_text(given, 'order_number', 40);
  words text := private.read_text(given, 'result', 1000, 'hotline_result');
begin
  if not private.is_reporter(r, note_hotline.key) then
    perform private.refuse('PT404', 'not_found');
  elsif note_id is null then
    perform private.refuse('PT422', 'id_missing', 'note_id');
  elsif number is null and words is null then
    perform private.refuse('PT422', 'hotline_missing', 'order_number');
  elsif exists (select from public.hotline_notes n where n.id = note_id) then
    -- The same form again. What it said the first time stands; another report's note is nobody's business here.
    return;
  elsif r.reporter_left_at is not null then
    perform private.refuse('PT409', 'reporter_left');
  elsif (select count(*) from public.hotline_notes n where n.report_id = r.id) >= 20 then
    perform private.refuse('PT409', 'hotline_many');
  end if;
  insert into public.hotline_notes (id, report_id, order_number, result, noted_at)
  values (note_id, r.id, number, words, private.clock());
end
$$;
comment on function public.note_hotline(uuid, text, text, text, uuid) is
  'The reporter notes the order number of 12345, the result, or both; at most 20 notes a report. Codes: suspended, not_found, id_missing, order_number_long, hotline_result_long, hotline_missing, reporter_left, hotline_many.';
grant execute on function public.note_hotline(uuid, text, text, text, uuid) to anon, authenticated;

create function public.hotline_notes_of(report_id uuid, key text default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = hotline_notes_of.report_id;
  -- Not for handlers: whoever may look up the order at 12345 would learn who called.
  if r.id is null or not (
    private.is_reporter(r, hotline_notes_of.key) or (private.has_role('moderator') and private.sees_report(r.id))
  ) then
    perform private.refuse('PT404', 'not_found');
  end if;
  return coalesce(
    (
      select jsonb_agg(
        jsonb_build_object('id', n.id, 'order_number', n.order_number, 'result', n.result, 'noted_at', n.noted_at)
        order by n.noted_at, n.id
      )
      from public.hotline_notes n where n.report_id = r.id
    ),
    '[]'
  );
end
$$;
comment on function public.hotline_notes_of(uuid, text) is
  'The notes of the reporter''s calls to 12345, oldest first; for the reporter and for moderators. Code: not_found.';
grant execute on function public.hotline_notes_of(uuid, text) to anon, authenticated;
