-- How the layout of a list was recognised: which one, how sure, by which headings.
alter table registry.import add column profile jsonb;
