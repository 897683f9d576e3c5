-- Steps are numbered on the review, because a village that was asked sees the steps from its question on and cannot count those before.
alter table registry.review add column step_count smallint not null default 0;
grant update (step_count) on registry.review to app_user;
