-- Who said how a unit works stays in the unit's history and is no part of anybody's own data.

insert into private.export_exceptions (relation, reason) values
  ('private.unit_mail_changes', 'What an administrator set for a unit, as a colleague; when the account is deleted the name goes.');
