-- How much of a clock's time was used when its office was last reminded; so each share is told once, whatever crashed or ran twice.
alter table response.clock add column warned smallint not null default 0;
-- squawk-ignore constraint-missing-not-valid
alter table response.clock add constraint clock_warned_check check (warned in (0, 50, 75));
grant update (warned) on response.clock to app_user;

-- Promises of being taken in, and promises in office hours.
alter table response.clock drop constraint clock_measure_check;
-- squawk-ignore constraint-missing-not-valid
alter table response.clock add constraint clock_measure_check check (measure in ('acceptance', 'first_response', 'completion'));
alter table response.clock drop constraint clock_within_unit_check;
-- squawk-ignore constraint-missing-not-valid
alter table response.clock add constraint clock_within_unit_check check (within_unit in ('hours', 'days', 'working_days', 'working_hours'));
