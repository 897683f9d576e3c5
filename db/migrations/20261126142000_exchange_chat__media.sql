-- What came along with words to an officer: a voice message or a photo by the name of its file, or a place. The files are kept as long as their line names them.
-- squawk-ignore constraint-missing-not-valid
alter table exchange.chat_line
  add column media_kind text check (media_kind in ('voice', 'photo', 'place')),
  add column sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  add column media_type text,
  add column size_bytes int check (size_bytes > 0),
  add column place_sealed bytea,
  add constraint chat_line_media check (
    case when media_kind is null then sha256 is null and place_sealed is null
      when media_kind = 'place' then sha256 is null and place_sealed is not null
      else sha256 is not null and media_type is not null and size_bytes is not null and place_sealed is null end);
