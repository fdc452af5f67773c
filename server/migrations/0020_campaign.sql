-- clean-up campaigns (RA-01): a roster is frozen and judged, each body answers for its rows, a person decides. The acts stand in credentials.act
-- (kinds campaign and task); these tables are the frozen roster and projections.
create table credentials.campaign (
  city text not null,
  id uuid not null,
  name text not null,
  profile text not null,
  as_of date not null,
  -- settings that differ from the profile's own, as written
  settings jsonb not null,
  -- officers, supervisors, bodies: name of the file, its SHA-256, rows read, lines that could not be read
  lists jsonb not null,
  -- lines that could not be read, with what is wrong with them
  broken jsonb not null,
  -- SHA-256 over the rows as frozen, in the order of the lists
  frozen bytea not null,
  -- SHA-256 over profile, day, settings and lists: the same again is the same campaign
  fingerprint bytea not null,
  -- organ that runs it: its head signs second
  bureau text not null,
  state text not null,
  seq int not null,
  created_at text not null,
  told_at text,
  reported_at text,
  primary key (city, id)
);
create unique index campaign_fingerprint on credentials.campaign (city, fingerprint) where state <> 'DROPPED';

-- one body's part: counts are of rows flagged
create table credentials.task (
  city text not null,
  id uuid not null,
  campaign uuid not null,
  -- as the list of bodies has it, or as the rows name a body that stands in no list
  name text not null,
  uscc text not null,
  division text,
  -- organ in the directory whose accounts answer and sign for it
  organ text,
  officers int not null,
  supervisors int not null,
  flagged int not null,
  open int not null,
  answered int not null default 0,
  objected int not null default 0,
  removed int not null default 0,
  restored int not null default 0,
  corrected int not null default 0,
  -- of `removed`, those of the list of officers
  removed_officers int not null default 0,
  state text not null,
  told_on date,
  due date,
  clock jsonb,
  seq int not null default 0,
  primary key (city, id),
  foreign key (city, campaign) references credentials.campaign (city, id)
);
create index task_campaign on credentials.task (city, campaign);
create index task_organ on credentials.task (city, organ, campaign) where organ is not null;
create index task_due on credentials.task (city, due) where state = 'TOLD';

-- the roster as frozen, with what the audit said of each row; never changed by the application
create table credentials.roster_row (
  city text not null,
  campaign uuid not null,
  list text not null check (list in ('officers', 'supervisors', 'bodies')),
  row int not null,
  line int not null,
  -- null for the list of bodies
  task uuid,
  -- first 17 of the identity number, where it can be read: who it is
  person text,
  name text not null,
  data jsonb not null,
  verdict text not null,
  action text not null,
  primary_reason text,
  reasons text[] not null,
  findings jsonb not null,
  corrections jsonb not null,
  primary key (city, campaign, list, row),
  foreign key (city, campaign) references credentials.campaign (city, id)
);
create index roster_row_task on credentials.roster_row (city, task) where task is not null;
create index roster_row_person on credentials.roster_row (city, person) where person is not null;
revoke update, delete on credentials.roster_row from yichuang_app;
grant select, update (name, data, findings, corrections) on credentials.roster_row to yichuang_eraser;

-- what became of a flagged row; its texts stand in credentials.particular
create table credentials.task_row (
  city text not null,
  task uuid not null,
  campaign uuid not null,
  list text not null,
  row int not null,
  verdict text not null,
  answer text,
  answer_on date,
  late boolean,
  decided text,
  decided_on date,
  note text,
  -- the credential in the registry that the row is about
  holder uuid,
  primary key (city, task, list, row),
  foreign key (city, task) references credentials.task (city, id)
);
create index task_row_campaign on credentials.task_row (city, campaign, list, row);
