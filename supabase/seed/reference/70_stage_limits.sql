-- How long each stage may take. 7 and 15 days come from the consultation draft of Beijing's 12345 service standard (2021); the
-- standard as issued (DB11/T 2021—2022) was not read. It says days, we count working days. The rest is this district's own
-- setting. All of it is configuration: an administrator changes it, and every screen shows "as of".

insert into public.stage_limits (category_code, status, working_days, as_of, source_zh, source_en) values
  (null, 'total', 7, '2021-12-28', '北京市12345服务规范征求意见稿（2021年）：一般事项7日；本系统按工作日计', 'Consultation draft of Beijing''s 12345 service standard (2021): ordinary matters 7 days; counted here in working days'),
  ('land.greenland', 'total', 15, '2021-12-28', '北京市12345服务规范征求意见稿（2021年）：复杂事项15日；本系统按工作日计', 'Consultation draft of Beijing''s 12345 service standard (2021): complex matters 15 days; counted here in working days'),
  ('land.farmland', 'total', 15, '2021-12-28', '北京市12345服务规范征求意见稿（2021年）：复杂事项15日；本系统按工作日计', 'Consultation draft of Beijing''s 12345 service standard (2021): complex matters 15 days; counted here in working days'),
  ('soil.dump', 'total', 15, '2021-12-28', '北京市12345服务规范征求意见稿（2021年）：复杂事项15日；本系统按工作日计', 'Consultation draft of Beijing''s 12345 service standard (2021): complex matters 15 days; counted here in working days'),
  (null, 'mediation', 7, '2026-11-24', '本系统设定：先请居委会劝阻、调解的期限', 'Set by this system: time for the residents'' committee to persuade and mediate first'),
  (null, 'submitted', 1, '2026-11-24', '本系统设定：收到后一个工作日内审核', 'Set by this system: screened within one working day of receipt'),
  (null, 'needs_info', 5, '2026-11-24', '本系统设定：请在五个工作日内补充', 'Set by this system: five working days to add what is missing'),
  (null, 'accepted', 1, '2026-11-24', '本系统设定：受理后一个工作日内派单', 'Set by this system: dispatched within one working day of acceptance'),
  (null, 'dispatched', 1, '2026-11-24', '本系统设定：派单后一个工作日内签收或提出异议', 'Set by this system: taken on or objected to within one working day of dispatch'),
  (null, 'in_progress', 5, '2026-11-24', '本系统设定：签收后五个工作日内答复', 'Set by this system: answered within five working days of being taken on'),
  (null, 'objected', 1, '2026-11-24', '本系统设定：异议在一个工作日内裁定', 'Set by this system: an objection is decided within one working day'),
  (null, 'resolved', 14, '2026-11-24', '本系统设定：答复后十四个工作日内可确认或要求重新办理', 'Set by this system: fourteen working days to confirm the answer or ask to reopen'),
  (null, 'reopened', 1, '2026-11-24', '本系统设定：重新办理的在一个工作日内再派单', 'Set by this system: a reopened case is dispatched again within one working day')
on conflict (category_code, status) do nothing;
