-- The lead unit could go on looking at a contact after its case had ended.

create or replace function public.reveal_contact(report_id uuid, reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
  moderator boolean := private.has_role('moderator');
  why text := private.read_text(jsonb_build_object('reason', reason), 'reason', 500);
  contact public.report_contacts;
begin
  select * into r from public.reports t where t.id = reveal_contact.report_id;
  if r.id is null or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  if why is null then
    perform private.refuse('PT422', 'reason_missing', 'reason');
  end if;
  if not moderator and not coalesce(r.lead_unit_code = any (private.my_units()), false) then
    perform private.refuse('PT403', 'lead_only');
  end if;
  -- What the unit needed the contact for is over when the case is.
  if not moderator and (not r.contact_ok or r.ended_at is not null) then
    perform private.refuse('PT403', 'contact_not_allowed');
  end if;
  select * into contact from public.report_contacts c where c.report_id = r.id and r.reporter_left_at is null;
  if contact.report_id is null then
    perform private.refuse('PT409', 'no_contact');
  end if;
  insert into public.contact_reveals (report_id, actor_id, unit_code, reason, revealed_at)
  values (r.id, (select auth.uid()), case when not moderator then r.lead_unit_code end, why, private.clock());
  return jsonb_build_object('email', contact.email, 'phone', contact.phone);
end
$$;
