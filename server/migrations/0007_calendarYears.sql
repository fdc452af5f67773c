-- years of the working-day calendar that this city imported (settled.md 6); the notices up to now stand in law/calendar
create table catalogue.calendar_year (
  city text not null,
  year int not null,
  version int not null check (version >= 1),
  -- notice, day of publication, days off and make-up workdays, as law/calendar has them
  content jsonb not null,
  primary key (city, year, version)
);
