-- a lamp says what it is about: the clock whose day stands in the row; and a promise that was kept turns no lamp red afterwards
alter table casework.cases add column due_clock text;
update casework.cases c set due_clock = k.clock from (
  select distinct on (city, case_id) city, case_id, clock from casework.clock where status = 'running' order by city, case_id, due, clock) k
where k.city = c.city and k.case_id = c.id;
update casework.cases c set promise_at = null where promise_at is not null and not exists (
  select from casework.clock k where k.city = c.city and k.case_id = c.id and k.clock = 'promise' and k.status = 'running');

-- a code for the read-back is good for some minutes after it was last used
alter table hall.assistance add column readback_at timestamptz;
update hall.assistance set readback_at = now() where readback_hash is not null;
