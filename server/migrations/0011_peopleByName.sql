-- the window finds a case by the whole name on the identity card, or by the enterprise's
create index person_name on directory.person (city, name);
create index person_enterprise on directory.person (city, (enterprise ->> 'name')) where enterprise is not null;
-- what waits for paper: its clock, not its holder, says so
create index clock_waits on casework.clock (city, case_id) where status = 'running' and clock in ('correctionPeriod', 'tolerantSupply');
