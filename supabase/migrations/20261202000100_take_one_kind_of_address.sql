-- A report takes the addresses that following by letter takes: one that a letter can go to, and never a list of them. What holds
-- < > ( ) , ; : or " could not be written to, and nobody would have heard of it.
create or replace function public.submit_report(submission jsonb, client text) returns jsonb
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
  joins uuid;
  again uuid;
  named public.published_reports;
  main public.reports;
  content jsonb;
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

  -- "Same here" and "it is back" name a public case. Whether it may still be named is asked below, and only once:
  -- the same form sent again later is the same report, whatever became of that case.
  joins := private.read_uuid(s, 'joins');
  again := private.read_uuid(s, 'again_of');
  if joins is not null and again is not null then
    perform private.refuse('PT422', 'joins_or_again', 'again_of');
  end if;

  if joins is not null and (not s ? 'category' or jsonb_typeof(s -> 'category') = 'null') then
    -- Who joins need not say again what it is.
    select c.* into category from public.categories c
    where c.code = coalesce(
      (private.same_problem_named(joins)).category_code, (select t.category_code from public.reports t where t.id = r.id)
    );
    if not found then
      perform private.refuse('PT422', 'joins_unknown', 'joins');
    end if;
  else
    select c.* into category from public.categories c
    where c.code = case when jsonb_typeof(s -> 'category') = 'string' then s ->> 'category' end and c.active;
    if not found then
      perform private.refuse('PT422', 'category_unknown', 'category');
    end if;
  end if;
  r.category_code := category.code;

  photos := private.read_photos(s);
  r.description := coalesce(private.read_text(s, 'description', 4000), '');
  if r.description = '' and photos = '{}' and joins is null then
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
  if r.lat is null and joins is null then
    if subdistrict is null and r.landmark is null then
      perform private.refuse('PT422', 'place_missing', 'place');
    elsif subdistrict is null then
      perform private.refuse('PT422', 'subdistrict_missing', 'subdistrict');
    elsif r.landmark is null then
      perform private.refuse('PT422', 'landmark_missing', 'landmark');
    end if;
  elsif r.lat is not null then
    if private.outside_m(r.lat, r.lng) > 1000 then
      perform private.refuse('PT422', 'place_outside', 'place');
    end if;
    r.outside := private.outside_m(r.lat, r.lng) > 0;
  end if;
  r.outside := coalesce(r.outside, false);
  r.subdistrict_guessed := subdistrict is null and r.lat is not null;
  r.subdistrict_code := coalesce(subdistrict, case when r.lat is not null then private.nearest_subdistrict(r.lat, r.lng) end);

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
  if char_length(email) > 254
    or email !~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"().]+(\.[^@[:space:][:cntrl:],;:<>"().]+)+$' then
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
  content := jsonb_build_object(
    'category', r.category_code, 'description', r.description,
    'lat', to_char(r.lat, 'FM990.000000'), 'lng', to_char(r.lng, 'FM990.000000'),
    'subdistrict', subdistrict, 'landmark', r.landmark, 'place', r.place,
    'happened_at', to_char(r.happened_at at time zone 'utc', 'yyyy-mm-dd"T"hh24:mi:ss.us"Z"'),
    'time_pattern', r.time_pattern, 'answers', r.answers,
    'contact_email', email, 'contact_phone', phone, 'contact_ok', r.contact_ok,
    'publish', r.publish, 'mediation', r.mediation,
    'photos', (select jsonb_agg(p order by p collate "C") from unnest(photos) p)
  );
  if joins is not null or again is not null then
    content := content || jsonb_strip_nulls(jsonb_build_object('joins', joins, 'again_of', again));
  end if;
  r.content_hash := substring(sha256(convert_to(content::text, 'utf8')) from 1 for 16);

  r.key_hash := private.hash_key(key);
  r.author_id := me;
  r.photos_declared := cardinality(photos);
  r.photos_complete_at := case when photos = '{}' then moment end;
  r.received_at := moment;
  r.counts_from := moment;
  r.stage_since := moment;
  r.updated_at := moment;
  r.status := 'submitted';
  r.joined := false;
  r.version := 1;
  r.objections := 0;
  r.deferrals := 0;
  r.deferred_days := 0;
  r.deferral_allowed := false;
  r.reopenings := 0;

  select * into known from public.reports k where k.id = r.id;
  if not found then
    -- An hour's worth of honest reports from one office or one mobile gateway, not more. A repeat is never counted.
    wait := private.count_hit('submit', coalesce(me::text, 'client:' || left(client, 200)), 60, interval '1 hour');
    if wait > 0 then
      perform private.refuse('PT429', 'too_many', wait::text);
    end if;

    if joins is not null then
      -- The main case waits for us, or we for it: nobody joins a case that is being closed, merged or withdrawn.
      -- If it was merged while we waited, we join what it was merged into.
      for attempt in 1..3 loop
        named := private.same_problem_named(joins);
        exit when main.id = named.report_id;
        select * into main from public.reports t where t.id = named.report_id for update;
        named := private.same_problem_named(joins);
      end loop;
      if main.id is null or named.report_id is distinct from main.id then
        perform private.refuse('PT422', 'joins_unknown', 'joins');
      elsif named.stage <> 'open' then
        perform private.refuse('PT422', 'joins_ended', 'joins');
      elsif main.author_id = me then
        perform private.refuse('PT422', 'joins_own', 'joins');
      elsif me is not null and exists (
        select from public.reports t where t.merged_into = main.id and t.author_id = me and t.reporter_left_at is null
      ) then
        perform private.refuse('PT422', 'joins_already', 'joins');
      end if;
      r.joined := true;
      r.status := 'merged';
      r.merged_into := main.id;
      -- An ended report takes no photos, so one whose photos are on their way is not over yet.
      r.ended_at := r.photos_complete_at;
      r.subdistrict_code := coalesce(r.subdistrict_code, main.subdistrict_code);
    elsif again is not null then
      named := private.same_problem_named(again);
      if named.report_id is null then
        perform private.refuse('PT422', 'again_of_unknown', 'again_of');
      elsif named.stage = 'open' then
        perform private.refuse('PT422', 'again_of_open', 'again_of');
      elsif private.same_problem_kind(named) is null then
        perform private.refuse('PT422', 'again_of_old', 'again_of');
      end if;
      r.again_of := named.report_id;
    end if;
    r := private.set_clocks(r);
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
  insert into public.report_events (report_id, party, actor_id, move, to_status, data, created_at)
  values (
    r.id, 'reporter', me, case when r.joined then 'join' else 'submit' end, r.status,
    case when r.joined then jsonb_build_object('target', r.merged_into) else '{}' end, moment
  );
  perform private.follow(null, r);

  return jsonb_build_object('id', r.id, 'code', r.code, 'result', 'created');
end
$$;
