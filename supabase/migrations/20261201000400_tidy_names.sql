-- A name that staff read beside a move is tidied like every other text: no marks that turn the line beside it, and what
-- holds nothing that can be seen is no name.

create function private.tidy_name() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.display_name := coalesce(private.tidy(new.display_name), '');
  return new;
end
$$;
comment on function private.tidy_name() is 'Tidies the name that a person chose, however it came.';

create trigger tidy_name before insert or update of display_name on public.profiles
for each row execute function private.tidy_name();

update public.profiles p set display_name = coalesce(private.tidy(p.display_name), '')
where p.display_name is distinct from coalesce(private.tidy(p.display_name), '');
