-- When reports are read. The district's real hours are not known: these are the usual ones, to be set before launch.

insert into public.office_hours (day_kind, opens, closes, text_zh, text_en, source) values
  ('working_day', '09:00', '18:00', '工作日（含调休上班日）9:00 至 18:00 有人审核。', 'Reports are read on working days, make-up days included, from 9:00 to 18:00.', 'assumed'),
  ('rest_day', null, null, '周末和节假日不审核；您的反映会照常收到，下一个工作日审核。', 'Nobody reads reports on weekends and public holidays. Yours is received all the same and read on the next working day.', 'assumed')
on conflict (day_kind) do nothing;
