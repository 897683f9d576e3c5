-- When the holder of an account said by which numbers their family is known; whoever looks after accounts sees who has not. What was said stays theirs.
alter table people.account add column kin_stated_at timestamptz;
grant update (kin_stated_at) on people.account to app_user;
update people.account a set kin_stated_at = k.stated_at from people.kinship k where k.regency_id = a.regency_id and k.account_id = a.account_id;
