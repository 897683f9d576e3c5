-- Which programme a task is to tell of a death or a move, where a list names one; and what was done about tasks, listed by when they were raised.
alter table registry.event_task add column programme text check (programme ~ '^[a-z0-9-]+$');
create index event_task_settled on registry.event_task (regency_id, area_id, raised_at desc, task_id desc) where done_at is not null or withdrawn_at is not null;
