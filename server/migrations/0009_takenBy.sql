-- who took a case up stands in its projection: the queue shows it without reading the acts of fifty cases
alter table casework.cases add column taken_by uuid;
update casework.cases c set taken_by = a.actor from (
  select distinct on (city, case_id) city, case_id, actor from casework.act where type = 'takeUp' order by city, case_id, seq desc) a
where a.city = c.city and a.case_id = c.id;
