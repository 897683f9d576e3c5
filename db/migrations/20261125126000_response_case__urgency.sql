-- How fast it must be: 1 danger to life, 2 urgent, 3 ordinary. It begins with the kind of trouble; danger words or a person make it higher or lower.
alter table response.case_file no force row level security;
alter table response.case_file add column urgency smallint not null default 3;
update response.case_file set urgency = 1 where danger;
-- squawk-ignore constraint-missing-not-valid
alter table response.case_file add constraint case_file_urgency_check check (urgency between 1 and 3);
alter table response.case_file force row level security;
grant update (urgency) on response.case_file to app_user;
