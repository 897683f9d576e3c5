-- Rows of a list are compared with each other in memory, never looked up by number: these indexes only made checking slower.
-- squawk-ignore require-concurrent-index-deletion
drop index registry.import_row_by_nik;
-- squawk-ignore require-concurrent-index-deletion
drop index registry.import_row_by_card;
