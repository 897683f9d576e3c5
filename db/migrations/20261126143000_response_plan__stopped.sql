-- A step whose office lost its task waits for the lead to give it out anew. The event says when; why stands in the events of the same act.
alter table response.plan_step add column stopped_seq int;
-- squawk-ignore constraint-missing-not-valid
alter table response.plan_step add constraint plan_step_stopped_check check (stopped_seq is null or (stopped_seq > 0 and task_id is not null));
grant update (stopped_seq) on response.plan_step to app_user;

-- How many steps of a case are so: the lead's list of what waits for them is counted from the cases, which its row security shows.
alter table response.case_file add column stopped_steps smallint not null default 0;
grant update (stopped_steps) on response.case_file to app_user;
-- squawk-ignore require-concurrent-index-creation
create index case_file_stopped_steps on response.case_file (regency_id, lead_office_id) where stopped_steps > 0;

alter table response.plan_step add foreign key (regency_id, case_id, stopped_seq) references response.case_event (regency_id, case_id, seq);
