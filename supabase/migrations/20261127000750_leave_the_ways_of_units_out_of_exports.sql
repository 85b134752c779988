-- Who of the staff changed how a unit works, and when: it refers to an account, and a test asks about every such table.
insert into private.export_exceptions (relation, reason) values
  ('private.unit_mail_changes', 'How a unit of the district works, and which administrator changed it: the district''s own matter. Without the account the name is gone.')
on conflict do nothing;
