-- By which row somebody belongs to a family is written anew when a stronger list says so again: what counts must not hang on which list came first.
grant update (source_record_id) on registry.family_member to app_user;
