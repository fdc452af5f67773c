-- 阳光账本: the public log of a city and year (trust.md 2.5). What is signed is written once; only the heads move.

-- the log's promise to include this entry, signed when it was made; null for what the log says itself
alter table journal.entry add column receipt bytea check (octet_length(receipt) = 68);

-- checkpoints as the log signed them, one per size; a profile is a choice of hash and signature over the same entries
create table journal.checkpoint (
  city text not null,
  log text not null,
  profile text not null check (profile in ('intl', 'sm')),
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  -- real time
  signed_at timestamptz not null,
  primary key (city, log, profile, size)
);

-- the first time that enough witnesses had seen a checkpoint: "not after" of everything in it
create table journal.cosigned (
  city text not null,
  log text not null,
  profile text not null,
  size bigint not null,
  note text not null,
  cosigned_at timestamptz not null,
  primary key (city, log, profile, size),
  foreign key (city, log, profile, size) references journal.checkpoint (city, log, profile, size)
);

-- where each log stands: its newest checkpoint with the cosignatures that it has, and when the quorum was last complete
create table journal.head (
  city text not null,
  log text not null,
  profile text not null,
  size bigint not null,
  note text not null,
  signed_at timestamptz not null,
  quorum_at timestamptz,
  -- what each witness said last: {name: {ok, at, size, says}}
  witnesses jsonb not null default '{}',
  primary key (city, log, profile)
);

select kernel.append_only('journal.checkpoint');
select kernel.append_only('journal.cosigned');

-- only the log's own process signs; who acts as the app may read
revoke insert on journal.checkpoint, journal.cosigned, journal.head from yichuang_app;
revoke update on journal.head from yichuang_app;
grant select, insert on journal.checkpoint, journal.cosigned to yichuang_sequencer;
grant select, insert, update on journal.head to yichuang_sequencer;
-- entry 0 of a year names the last checkpoint of the year before
grant insert on journal.entry to yichuang_sequencer;

create index leaf_leaf on journal.leaf (city, leaf);

-- What does not agree with what was signed. Raised by the machine, seen again each time, closed by the auditor alone, with a reason.
create table journal.alarm (
  city text not null,
  id uuid not null,
  kind text not null,
  -- which log, case, file or witness
  subject text not null,
  says text not null,
  raised_at timestamptz not null,
  last_at timestamptz not null,
  times int not null default 1,
  closed_at timestamptz,
  closed_by uuid,
  reason text,
  primary key (city, id)
);
create unique index alarm_open on journal.alarm (city, kind, subject) where closed_at is null;
grant select, insert, update on journal.alarm to yichuang_sequencer;
