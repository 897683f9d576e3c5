-- Where a photo of a house was taken, as exactly as the phone knew. Null where it did not say, and for photos from before.
alter table registry.survey_photo
  add column latitude double precision,
  add column longitude double precision,
  add column accuracy_meters real;
alter table registry.survey_photo add constraint survey_photo_place_is_whole
  check ((latitude is null) = (longitude is null) and (latitude is null) = (accuracy_meters is null) and coalesce(accuracy_meters, 0) >= 0) not valid;
alter table registry.survey_photo validate constraint survey_photo_place_is_whole;
