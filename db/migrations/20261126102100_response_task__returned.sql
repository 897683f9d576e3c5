-- Since when a task lies in its office's queue again, because whoever took it did not begin or is away; null once somebody has it.
alter table response.task add column returned_at timestamptz;
grant update (returned_at) on response.task to app_user;
