-- Rows of a list are compared with each other in memory, never looked up by number: these indexes only made checking slower.
drop index registry.import_row_by_nik;
drop index registry.import_row_by_card;
