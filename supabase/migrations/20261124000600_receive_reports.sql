-- How a report comes in. Everything that arrives as jsonb is a stranger's: each value is read by one of the small
-- readers below, which give the value or refuse with a code; nothing else may reach a table.
--
-- The doors ask for generic plans: every query in them looks rows up by key, so one plan serves all, and planning would
-- cost more than running.


-- refusals -------------------------------------------------------------------------------------------------------

create function private.refuse(status text, code text, field text default null) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = status, message = code, detail = coalesce(field, '');
end
$$;
comment on function private.refuse(text, text, text) is
  'Ends the call with PT4xx, a stable code and the field it is about. docs/error-codes.md lists them all.';


-- readers --------------------------------------------------------------------------------------------------------

create function private.tidy(words text) returns text
language sql immutable parallel safe set search_path = '' as $$
  -- The same spaces that JavaScript's trim() takes away, the full-width one included; line ends as one character.
  select nullif(
    btrim(
      replace(normalize(words, nfc), E'\r\n', E'\n'),
      E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
    ),
    ''
  )
$$;
comment on function private.tidy(text) is 'NFC, trimmed, null when nothing is left.';

create function private.read_text(from_json jsonb, key text, longest int default 4000, named text default null) returns text
language plpgsql stable set search_path = '' as $$
declare
  value jsonb := from_json -> key;
  words text;
begin
  if value is null or jsonb_typeof(value) = 'null' then
    return null;
  end if;
  if jsonb_typeof(value) <> 'string' then
    perform private.refuse('PT422', coalesce(named, key) || '_wrong', key);
  end if;
  words := value #>> '{}';
  -- Measured before the costly work too, so that a megabyte is refused cheaply.
  if char_length(words) > longest * 2 + 1000 then
    perform private.refuse('PT422', coalesce(named, key) || '_long', key);
  end if;
  words := private.tidy(words);
  if char_length(words) > longest then
    perform private.refuse('PT422', coalesce(named, key) || '_long', key);
  end if;
  return words;
end
$$;
comment on function private.read_text(jsonb, text, int, text) is 'A text, tidied; null when blank. Codes: <key>_wrong, <key>_long.';

create function private.read_flag(from_json jsonb, key text, code text default null) returns boolean
language plpgsql stable set search_path = '' as $$
declare
  value jsonb := from_json -> key;
begin
  if value is null or jsonb_typeof(value) = 'null' then
    return false;
  end if;
  if jsonb_typeof(value) <> 'boolean' then
    perform private.refuse('PT422', coalesce(code, key || '_wrong'), key);
  end if;
  return value::boolean;
end
$$;
comment on function private.read_flag(jsonb, text, text) is 'true or false; absent is false. Code: <key>_wrong, or the one given.';

create function private.read_uuid(from_json jsonb, key text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  words text := private.read_text(from_json, key, 100000);
begin
  if words is null then
    return null;
  end if;
  if words !~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    perform private.refuse('PT422', key || '_wrong', key);
  end if;
  return words::uuid;
end
$$;
comment on function private.read_uuid(jsonb, text) is 'A uuid in its usual form. Code: <key>_wrong.';

create function private.read_whole_number(from_json jsonb, key text, least_value bigint, most_value bigint) returns bigint
language plpgsql stable set search_path = '' as $$
declare
  value jsonb := from_json -> key;
  amount numeric;
begin
  if value is null or jsonb_typeof(value) = 'null' then
    return null;
  end if;
  if jsonb_typeof(value) = 'number' then
    amount := value::numeric;
    if amount between least_value and most_value and amount = trunc(amount) then
      return amount::bigint;
    end if;
  end if;
  perform private.refuse('PT422', key || '_wrong', key);
end
$$;
comment on function private.read_whole_number(jsonb, text, bigint, bigint) is 'A whole number within bounds. Code: <key>_wrong.';

create function private.read_degrees(from_json jsonb, key text, most int) returns double precision
language plpgsql stable set search_path = '' as $$
declare
  value jsonb := from_json -> key;
  amount numeric;
begin
  if value is null or jsonb_typeof(value) = 'null' then
    return null;
  end if;
  if jsonb_typeof(value) = 'number' then
    amount := value::numeric;
    if abs(amount) <= most then
      -- Six decimals are a hand's breadth; more is noise and would make the same report look different.
      return round(amount, 6)::double precision;
    end if;
  end if;
  perform private.refuse('PT422', key || '_range', key);
end
$$;
comment on function private.read_degrees(jsonb, text, int) is 'Degrees, to six decimals. Code: <key>_range.';

create function private.read_moment(from_json jsonb, key text, named text default null) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  words text := private.read_text(from_json, key, 100000, named);
begin
  if words is null then
    return null;
  end if;
  if words !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$' then
    perform private.refuse('PT422', coalesce(named, key) || '_wrong', key);
  end if;
  begin
    -- Without an offset the person means the clock on the wall, which in the district is Beijing's.
    if words ~ '(Z|[+-][0-9]{2}:?[0-9]{2})$' then
      return words::timestamptz;
    end if;
    return words::timestamp at time zone 'Asia/Shanghai';
  exception when others then
    perform private.refuse('PT422', coalesce(named, key) || '_wrong', key);
  end;
end
$$;
comment on function private.read_moment(jsonb, text, text) is 'An ISO 8601 moment; without offset it is Beijing time. Code: <key>_wrong.';

create function private.read_day(from_json jsonb, key text) returns date
language plpgsql stable set search_path = '' as $$
declare
  words text := private.read_text(from_json, key, 100000);
begin
  if words is null then
    return null;
  end if;
  if words !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    perform private.refuse('PT422', key || '_wrong', key);
  end if;
  begin
    return words::date;
  exception when others then
    perform private.refuse('PT422', key || '_wrong', key);
  end;
end
$$;
comment on function private.read_day(jsonb, text) is 'A day, yyyy-mm-dd. Code: <key>_wrong.';

create function private.read_word(from_json jsonb, key text, variadic known text[]) returns text
language plpgsql stable set search_path = '' as $$
declare
  word text := private.read_text(from_json, key, 100000);
begin
  if word is not null and not word = any (known) then
    perform private.refuse('PT422', key || '_wrong', key);
  end if;
  return word;
end
$$;
comment on function private.read_word(jsonb, text, text[]) is 'One of the known words. Code: <key>_wrong.';


-- throttles ------------------------------------------------------------------------------------------------------

create table private.throttles (
  kind text not null,
  subject bytea not null,
  begins_at timestamptz not null,
  ends_at timestamptz not null,
  hits int not null default 1,
  primary key (kind, subject, begins_at)
);

create index throttles_ends_at on private.throttles (ends_at);

alter table private.throttles enable row level security;

comment on table private.throttles is
  'How often somebody did something in a window of time. Counted here, so that several instances of the app share it; subjects only as hashes.';

create function private.count_hit(kind text, subject text, most int, span interval) returns int
language plpgsql security definer set search_path = '' as $$
declare
  width double precision := extract(epoch from span);
  moment timestamptz := private.clock();
  opens timestamptz := to_timestamp(floor(extract(epoch from moment) / width) * width);
  counted int;
begin
  if subject is null then
    return 0;
  end if;
  insert into private.throttles as t (kind, subject, begins_at, ends_at)
  values (count_hit.kind, sha256(convert_to(count_hit.kind || ':' || count_hit.subject, 'utf8')), opens, opens + span)
  on conflict on constraint throttles_pkey do update set hits = least(t.hits + 1, 1000000)
  returning hits into counted;
  if counted <= most then
    return 0;
  end if;
  return greatest(1, ceil(extract(epoch from opens + span - moment)))::int;
end
$$;
comment on function private.count_hit(text, text, int, interval) is
  'Counts one attempt. 0 while at most `most` happened in this window, else the seconds to wait. Nobody named, nobody counted.';


-- clocks ---------------------------------------------------------------------------------------------------------

create function private.limit_days(category text, stage text) returns int
language sql stable set search_path = '' as $$
  select l.working_days
  from public.stage_limits l
  where l.status = limit_days.stage and (l.category_code = limit_days.category or l.category_code is null)
  order by l.category_code nulls last
  limit 1
$$;
comment on function private.limit_days(text, text) is 'Working days for a stage, or for total or mediation; the category''s own row first.';

create function private.set_clocks(inout r public.reports)
language plpgsql stable set search_path = '' as $$
declare
  days int;
begin
  -- The whole case.
  days := coalesce(
    r.limit_days,
    case when r.mediation then private.limit_days(r.category_code, 'mediation') end,
    private.limit_days(r.category_code, 'total')
  );
  if days is null then
    r.due_at := null;
    r.due_provisional := false;
  else
    select w.due, w.provisional into r.due_at, r.due_provisional from private.add_working_days(r.counts_from, days) w;
  end if;

  -- This stage. A reporter has fourteen working days to look at an answer and to add
  -- what was asked for, unless the limits say otherwise.
  r.stage_due_at := null;
  r.stage_due_provisional := false;
  if r.status = 'deferred' then
    r.stage_due_at := (r.deferred_until + 1)::timestamp at time zone 'Asia/Shanghai';
  elsif r.ended_at is null then
    days := private.limit_days(r.category_code, r.status::text);
    if r.status in ('needs_info', 'resolved') then
      days := coalesce(days, 14);
    end if;
    if days is not null then
      select w.due, w.provisional into r.stage_due_at, r.stage_due_provisional
      from private.add_working_days(r.stage_since, days) w;
    end if;
  end if;
end
$$;
comment on function private.set_clocks(public.reports) is 'The case with its two due dates worked out again.';

create function private.is_overdue(r public.reports) returns boolean
language sql stable set search_path = '' as $$
  select case
    when r.status in ('submitted', 'accepted', 'dispatched', 'in_progress', 'objected', 'reopened')
      then coalesce(r.due_at <= private.clock(), false)
    when r.status = 'deferred' then coalesce(r.stage_due_at <= private.clock(), false)
    else false
  end
$$;
comment on function private.is_overdue(public.reports) is
  'The district is late. While the reporter is asked, it is not; an agreed deferral is late after its own date.';


-- what follows a case: the public copy and the figures -----------------------------------------------------------
-- Both are worked out from the row alone, so an undo that restores the row restores them too.

create function private.public_point(at double precision, cell double precision) returns double precision
language sql immutable parallel safe set search_path = '' as $$
  select round(((floor(at / cell) + 0.5) * cell)::numeric, 6)::double precision
$$;
comment on function private.public_point(double precision, double precision) is
  'The centre of the fixed grid cell (origin 0, 0; 0.0018° of latitude by 0.0023° of longitude). The only place where positions are rounded.';

create function private.may_be_public(r public.reports) returns boolean
language sql immutable set search_path = '' as $$
  select r.publish and r.accepted_at is not null and r.reporter_left_at is null
    and r.status not in ('submitted', 'merged', 'redirected', 'refused', 'withdrawn')
$$;
comment on function private.may_be_public(public.reports) is 'The reporter agreed, a moderator accepted, and it was not hidden since.';

create function private.keep_public_copy(r public.reports) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not private.may_be_public(r) then
    delete from public.published_reports p where p.report_id = r.id;
    return;
  end if;
  insert into public.published_reports (
    report_id, category_code, subdistrict_code, lat, lng, precision, month, stage, published_at
  )
  select
    r.id, r.category_code, r.subdistrict_code,
    case c.precision when 'exact' then r.lat when 'rounded' then private.public_point(r.lat, 0.0018) end,
    case c.precision when 'exact' then r.lng when 'rounded' then private.public_point(r.lng, 0.0023) end,
    c.precision,
    date_trunc('month', r.received_at at time zone 'Asia/Shanghai')::date,
    case r.status when 'closed' then 'closed' when 'resolved' then 'answered' else 'open' end::public.report_stage,
    r.published_at
  from public.categories c
  where c.code = r.category_code
  -- What is public keeps the precision of its first day: it may become coarser, never finer.
  on conflict (report_id) do update set stage = excluded.stage;
end
$$;
comment on function private.keep_public_copy(public.reports) is 'Makes, updates or removes the public stub of a case.';

create function private.figures_of(r public.reports)
returns table (day date, received int, answered int, ended int, closed int, solved int)
language sql immutable set search_path = '' as $$
  select (f.moment at time zone 'Asia/Shanghai')::date, f.received, f.answered, f.ended, f.closed, f.solved
  from (
    values
      (r.received_at, 1, 0, 0, 0, 0),
      (r.answered_at, 0, 1, 0, 0, 0),
      (r.ended_at, 0, 0, 1, (r.status = 'closed')::int, (r.status = 'closed' and r.outcome = 'solved')::int)
  ) as f (moment, received, answered, ended, closed, solved)
  where f.moment is not null
$$;
comment on function private.figures_of(public.reports) is 'What one case adds to which days.';

create function private.follow(before public.reports, after public.reports) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.keep_public_copy(after);

  -- In the order of days, so that two cases that touch the same days never wait for each other crosswise.
  insert into public.daily_figures as d (day, received, answered, ended, closed, solved)
  select c.*
  from (
    select f.day, sum(f.received) as received, sum(f.answered) as answered, sum(f.ended) as ended,
      sum(f.closed) as closed, sum(f.solved) as solved
    from (
      select * from private.figures_of(after)
      union all
      select b.day, -b.received, -b.answered, -b.ended, -b.closed, -b.solved from private.figures_of(before) b
    ) f
    group by f.day
  ) c
  where (c.received, c.answered, c.ended, c.closed, c.solved) <> (0, 0, 0, 0, 0)
  order by c.day
  on conflict (day) do update set
    received = d.received + excluded.received,
    answered = d.answered + excluded.answered,
    ended = d.ended + excluded.ended,
    closed = d.closed + excluded.closed,
    solved = d.solved + excluded.solved;
end
$$;
comment on function private.follow(public.reports, public.reports) is
  'After every change of a case: the public copy and the figures keep step, in the same transaction.';


-- submitting -----------------------------------------------------------------------------------------------------

create function private.hash_key(key text) returns bytea
language sql immutable parallel safe set search_path = '' as $$
  select sha256(convert_to(lower(key), 'utf8'))
$$;
comment on function private.hash_key(text) is 'What is kept of a key.';

create function private.new_code() returns text
language plpgsql volatile set search_path = '' as $$
declare
  -- 31 letters that nobody mistakes on the phone: no 0 O 1 I L.
  letters constant text := '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  noise bytea := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8'));
  word text := '';
begin
  for i in 0..31 loop
    -- 248 is 8 × 31: larger bytes would make some letters likelier.
    if get_byte(noise, i) < 248 and char_length(word) < 8 then
      word := word || substr(letters, get_byte(noise, i) % 31 + 1, 1);
    end if;
  end loop;
  if char_length(word) < 8 then
    return private.new_code();
  end if;
  return 'CY-' || left(word, 4) || '-' || right(word, 4);
end
$$;
comment on function private.new_code() is 'A random readable code, CY-XXXX-XXXX. It opens nothing but the stage word.';

create function private.read_photos(submission jsonb) returns text[]
language plpgsql stable set search_path = '' as $$
declare
  photos jsonb := coalesce(submission -> 'photo_sha256', '[]');
  hashes text[];
begin
  if jsonb_typeof(photos) = 'null' then
    return '{}';
  end if;
  if jsonb_typeof(photos) <> 'array' or jsonb_array_length(photos) > 100
    or exists (
      select from jsonb_array_elements(photos) p
      where jsonb_typeof(p) <> 'string' or (p #>> '{}') !~ '^[0-9A-Fa-f]{64}$'
    )
  then
    perform private.refuse('PT422', 'photos_wrong', 'photos');
  end if;
  -- The same photo chosen twice is one photo; the order of choosing is kept.
  select coalesce(array_agg(h.hash order by h.first), '{}') into hashes
  from (
    select lower(p.value) as hash, min(p.position) as first
    from jsonb_array_elements_text(photos) with ordinality as p (value, position)
    group by 1
  ) h;
  if cardinality(hashes) > 4 then
    perform private.refuse('PT422', 'photos_too_many', 'photos');
  end if;
  return hashes;
end
$$;
comment on function private.read_photos(jsonb) is 'The promised photos, at most four. Codes: photos_wrong, photos_too_many.';

create function private.read_answers(submission jsonb, category text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  given jsonb := coalesce(submission -> 'answers', '{}');
  kept jsonb := '{}';
  question record;
  word text;
begin
  if jsonb_typeof(given) = 'null' then
    return kept;
  end if;
  if jsonb_typeof(given) <> 'object' then
    perform private.refuse('PT422', 'answers_wrong', 'answers');
  end if;
  for question in
    select g.key, q.kind::text as kind, q.options
    from jsonb_object_keys(given) as g (key)
    left join public.category_questions q on q.category_code = category and q.code = g.key
    order by g.key
    limit 50
  loop
    begin
      word := private.read_text(given, question.key, 500, 'answer');
    exception when sqlstate 'PT422' then
      perform private.refuse('PT422', case sqlerrm when 'answer_long' then sqlerrm else 'answer_unknown' end,
        'answers.' || left(question.key, 60));
    end;
    continue when word is null;
    if question.kind is null
      or question.kind = 'yes_no' and word not in ('yes', 'no')
      or question.kind = 'choice' and not exists (
        select from jsonb_array_elements(question.options) o where o ->> 'code' = word
      )
    then
      perform private.refuse('PT422', 'answer_unknown', 'answers.' || left(question.key, 60));
    end if;
    kept := kept || jsonb_build_object(question.key, word);
  end loop;
  return kept;
end
$$;
comment on function private.read_answers(jsonb, text) is
  'Answers to the category''s questions; blank ones are left out. Codes: answers_wrong, answer_unknown, answer_long.';

create function public.submit_report(submission jsonb, client text) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  me uuid := (select auth.uid());
  moment timestamptz := private.clock();
  s jsonb := submission;
  r public.reports;
  known public.reports;
  category public.categories;
  key_given boolean;
  key text;
  photos text[];
  email text;
  phone text;
  subdistrict text;
  wait int;
begin
  if s is null or jsonb_typeof(s) <> 'object' or pg_column_size(s) > 100000 then
    perform private.refuse('PT422', 'submission_wrong');
  end if;
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;

  -- What it is and whose.
  r.id := private.read_uuid(s, 'id');
  if r.id is null then
    perform private.refuse('PT422', 'id_missing', 'id');
  end if;
  key_given := case when s ? 'key_given' then private.read_flag(s, 'key_given') else true end;
  key := private.read_text(s, 'key', 100000);
  if key is null or key !~* '^[0-9a-f]{32}$' then
    perform private.refuse('PT422', 'key_wrong', 'key');
  end if;
  r.lang := coalesce(private.read_word(s, 'lang', 'zh', 'en'), 'zh');

  select c.* into category from public.categories c
  where c.code = case when jsonb_typeof(s -> 'category') = 'string' then s ->> 'category' end and c.active;
  if not found then
    perform private.refuse('PT422', 'category_unknown', 'category');
  end if;
  r.category_code := category.code;

  photos := private.read_photos(s);
  r.description := coalesce(private.read_text(s, 'description', 4000), '');
  if r.description = '' and photos = '{}' then
    perform private.refuse('PT422', 'description_missing', 'description');
  end if;

  -- Where. A point, or a subdistrict with words that lead there.
  r.lat := private.read_degrees(s, 'lat', 90);
  r.lng := private.read_degrees(s, 'lng', 180);
  if r.lat is null and r.lng is not null then
    perform private.refuse('PT422', 'lat_range', 'lat');
  elsif r.lng is null and r.lat is not null then
    perform private.refuse('PT422', 'lng_range', 'lng');
  end if;
  r.landmark := private.read_text(s, 'landmark', 200);
  r.place := private.read_text(s, 'place', 200);
  if s ? 'subdistrict' and jsonb_typeof(s -> 'subdistrict') not in ('string', 'null') then
    perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict');
  end if;
  subdistrict := private.tidy(left(s ->> 'subdistrict', 100));
  if subdistrict is not null and not exists (select from public.subdistricts d where d.code = subdistrict) then
    perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict');
  end if;
  if r.lat is null then
    if subdistrict is null and r.landmark is null then
      perform private.refuse('PT422', 'place_missing', 'place');
    elsif subdistrict is null then
      perform private.refuse('PT422', 'subdistrict_missing', 'subdistrict');
    elsif r.landmark is null then
      perform private.refuse('PT422', 'landmark_missing', 'landmark');
    end if;
  else
    if private.outside_m(r.lat, r.lng) > 1000 then
      perform private.refuse('PT422', 'place_outside', 'place');
    end if;
    r.outside := private.outside_m(r.lat, r.lng) > 0;
  end if;
  r.outside := coalesce(r.outside, false);
  r.subdistrict_guessed := subdistrict is null;
  r.subdistrict_code := coalesce(subdistrict, private.nearest_subdistrict(r.lat, r.lng));

  -- When, and the answers to the category's questions.
  r.happened_at := private.read_moment(s, 'happened_at', 'happened');
  if r.happened_at > moment + interval '5 minutes' then
    perform private.refuse('PT422', 'happened_future', 'happened_at');
  elsif r.happened_at < moment - interval '1 year' then
    perform private.refuse('PT422', 'happened_old', 'happened_at');
  end if;
  begin
    r.time_pattern := private.read_word(
      s, 'time_pattern', variadic enum_range(null::public.report_time_pattern)::text[]
    )::public.report_time_pattern;
  exception when sqlstate 'PT422' then
    perform private.refuse('PT422', 'time_pattern_unknown', 'time_pattern');
  end;
  r.answers := private.read_answers(s, category.code);
  r.danger_answered := left(
    case when jsonb_typeof(s -> 'danger_answered') in ('string', 'boolean') then private.tidy(left(s ->> 'danger_answered', 200)) end,
    40
  );

  -- Contact and what is allowed.
  email := private.read_text(s, 'contact_email', 100000, 'email');
  if char_length(email) > 254 or email !~ '^[^@\s]+@[^@\s]+\.[^@\s.]+$' then
    perform private.refuse('PT422', 'email_wrong', 'contact_email');
  end if;
  phone := private.read_text(s, 'contact_phone', 100000, 'phone');
  if phone !~ '^[+]?[0-9][0-9 ()-]{4,28}$' then
    perform private.refuse('PT422', 'phone_wrong', 'contact_phone');
  end if;
  r.contact_ok := private.read_flag(s, 'contact_ok');
  if r.contact_ok and email is null and phone is null then
    perform private.refuse('PT422', 'contact_missing', 'contact_ok');
  end if;
  r.publish := private.read_flag(s, 'publish', 'publish_unknown');
  r.mediation := private.read_flag(s, 'mediation') and category.mediation;

  -- The same content is the same report: sent twice by an impatient thumb or an outbox, it exists once.
  -- The language of the interface is left out; jsonb writes its keys in one order, so its text is canonical.
  r.content_hash := sha256(convert_to(
    jsonb_build_object(
      'category', r.category_code, 'description', r.description,
      'lat', to_char(r.lat, 'FM990.000000'), 'lng', to_char(r.lng, 'FM990.000000'),
      'subdistrict', subdistrict, 'landmark', r.landmark, 'place', r.place,
      'happened_at', to_char(r.happened_at at time zone 'utc', 'yyyy-mm-dd"T"hh24:mi:ss.us"Z"'),
      'time_pattern', r.time_pattern, 'answers', r.answers,
      'contact_email', email, 'contact_phone', phone, 'contact_ok', r.contact_ok,
      'publish', r.publish, 'mediation', r.mediation,
      'photos', (select jsonb_agg(p order by p collate "C") from unnest(photos) p)
    )::text,
    'utf8'
  ));

  r.key_hash := private.hash_key(key);
  r.author_id := me;
  r.photos_declared := cardinality(photos);
  r.photos_complete_at := case when photos = '{}' then moment end;
  r.received_at := moment;
  r.counts_from := moment;
  r.stage_since := moment;
  r.updated_at := moment;
  r.status := 'submitted';
  r.version := 1;
  r.objections := 0;
  r.deferrals := 0;
  r.deferred_days := 0;
  r.deferral_allowed := false;
  r.reopenings := 0;
  r := private.set_clocks(r);

  select * into known from public.reports k where k.id = r.id;
  if not found then
    -- An hour's worth of honest reports from one office or one mobile gateway, not more. A repeat is never counted.
    wait := private.count_hit('submit', coalesce(me::text, 'client:' || left(client, 200)), 60, interval '1 hour');
    if wait > 0 then
      perform private.refuse('PT429', 'too_many', wait::text);
    end if;
  end if;
  while known.id is null loop
    r.code := private.new_code();
    insert into public.reports select r.* on conflict do nothing;
    exit when found;
    -- Either this very report came in a moment ago, or the code is taken and another is drawn.
    select * into known from public.reports k where k.id = r.id;
  end loop;

  if known.id is not null then
    if known.content_hash <> r.content_hash or (key_given and known.key_hash <> r.key_hash) then
      perform private.refuse('PT409', 'report_differs', 'id');
    end if;
    return jsonb_build_object('id', known.id, 'code', known.code, 'result', 'again');
  end if;

  insert into public.report_photos (report_id, sha256, position)
  select r.id, p.hash, p.position from unnest(photos) with ordinality as p (hash, position);
  if email is not null or phone is not null then
    insert into public.report_contacts (report_id, email, phone) values (r.id, email, phone);
  end if;
  insert into public.report_events (report_id, party, actor_id, move, to_status, created_at)
  values (r.id, 'reporter', me, 'submit', 'submitted', moment);
  perform private.follow(null, r);

  return jsonb_build_object('id', r.id, 'code', r.code, 'result', 'created');
end
$$;
comment on function public.submit_report(jsonb, text) is
  'Receives a report: {id, code, result: created | again}. `client` is who to count for the throttle, never stored. Codes in docs/error-codes.md.';
grant execute on function public.submit_report(jsonb, text) to anon, authenticated;
