-- kernel and journal. `city` stands first in every key (a distributed PostgreSQL places rows by it); the few tables
-- without it are listed in server/kernel/referenceTables.ts. kernel/roles.ts sets the owner's default privileges before
-- any migration runs: yichuang_app may select, insert and update every new table. A migration only says what differs:
-- more (delete), less (revoke), other roles, or append-only.

create table kernel.setting (
  city text not null,
  name text not null,
  value jsonb not null,
  primary key (city, name)
);

create table kernel.session (
  city text not null,
  -- SHA-256 of the cookie's token: who reads the table cannot sign in with it
  token_hash bytea not null,
  person uuid not null,
  grants jsonb not null,
  created timestamptz not null,
  last_seen timestamptz not null,
  expires timestamptz not null,
  csrf text not null,
  -- how the person proved who it is: password, faceToFace, demo …
  assurance text not null,
  primary key (city, token_hash)
);
create index session_person on kernel.session (city, person);
create index session_expires on kernel.session (city, expires);

-- one row per account, and one per address for anonymous tries: failures in a row, and until when it is locked
create table kernel.sign_in_attempt (
  city text not null,
  kind text not null check (kind in ('account', 'address')),
  subject text not null,
  failures int not null default 0,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (city, kind, subject)
);

-- trust.md 3.2: written in the transaction of the effect, kept 30 days; refusals are never stored
create table kernel.idempotency (
  city text not null,
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status int not null,
  body jsonb,
  created timestamptz not null default now(),
  primary key (city, actor, key)
);
create index idempotency_created on kernel.idempotency (city, created);

-- gap-free numbers (受理号, 文号): `update … set value = value + 1 returning value`, in key order, late in the transaction
create table kernel.counter (
  city text not null,
  name text not null,
  value bigint not null,
  primary key (city, name)
);

-- outbox: written by the transaction that causes the work. run_at is read on the clock that `clock` names: statutory
-- limits ring by legal time, everything else by real time. Leases and retries (locked_until) are always real.
create table kernel.job (
  city text not null,
  id uuid not null,
  kind text not null,
  payload jsonb not null,
  clock text not null check (clock in ('legal', 'real')),
  run_at timestamptz not null,
  dedupe_key text,
  attempts int not null default 0,
  locked_until timestamptz,
  last_error text,
  done_at timestamptz,
  dead boolean not null default false,
  primary key (city, id)
);
create index job_due on kernel.job (city, clock, run_at, id) where done_at is null and not dead;
create unique index job_dedupe on kernel.job (city, kind, dedupe_key) where dedupe_key is not null and done_at is null and not dead;
create index job_dead on kernel.job (city, run_at) where dead;

-- 文书 as a row (settled.md 22): the page is drawn from it afterwards, the same bytes every time
create table kernel.document (
  city text not null,
  id uuid not null,
  case_id uuid,
  template text not null,
  version int not null,
  number text,
  -- personal; the eraser may null it together with the salt
  data jsonb,
  digest bytea not null,
  salt bytea,
  legal_at timestamptz not null,
  rec_at timestamptz not null,
  served_at timestamptz,
  primary key (city, id)
);
create index document_case on kernel.document (city, case_id);
create unique index document_number on kernel.document (city, number);

-- files lie in the data folder by digest; one row per owner, nothing is shared across people (settled.md 23)
create table kernel.file (
  city text not null,
  owner uuid not null,
  sha256 bytea not null,
  size bigint not null,
  type text not null,
  name text not null,
  salt bytea,
  created timestamptz not null,
  primary key (city, owner, sha256)
);

create schema journal;

create table journal.entry (
  city text not null,
  id uuid not null,
  subject text not null,
  type text not null,
  -- canonical JSON; kept as bytes because its hash is taken over exactly these
  body bytea not null,
  leaf bytea not null check (octet_length(leaf) = 32),
  rec_us bigint not null,
  primary key (city, id)
);
create index entry_subject on journal.entry (city, subject, id);

-- what has no index yet; no foreign key, since the row lives for less than a second in the hottest transaction
create table journal.pending (
  city text not null,
  id uuid not null,
  primary key (city, id)
);

create table journal.leaf (
  city text not null,
  log text not null,
  index bigint not null check (index >= 0),
  entry uuid not null,
  leaf bytea not null check (octet_length(leaf) = 32),
  primary key (city, log, index),
  unique (city, entry),
  foreign key (city, entry) references journal.entry (city, id)
);

create table journal.cursor (
  city text not null,
  subscriber text not null,
  log text not null,
  index bigint not null,
  primary key (city, subscriber, log)
);

-- an entry on which a subscriber failed; it does not hold up those behind it
create table journal.set_aside (
  city text not null,
  subscriber text not null,
  log text not null,
  index bigint not null,
  error text not null,
  at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (city, subscriber, log, index)
);

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: the table is append-only', tg_op, tg_table_schema || '.' || tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- Called once per append-only table, by the migration that makes it. Two guards: the grant is the one that must hold
-- everywhere, the triggers refuse the owner as well.
create function kernel.append_only(named regclass) returns void language plpgsql as $$
begin
  execute format('revoke update, delete, truncate on %s from yichuang_app, yichuang_sequencer, yichuang_eraser', named);
  execute format('create trigger append_only before update or delete on %s for each row execute function kernel.refuse_change()', named);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function kernel.refuse_change()', named);
end $$;

select kernel.append_only('journal.entry');
select kernel.append_only('journal.leaf');

-- what has served its time is thrown away
grant delete on kernel.session, kernel.sign_in_attempt, kernel.idempotency, kernel.job to yichuang_app;

-- The app tells the journal; only the sequencer says in which order. Acting as the app is not enough to forge a place.
revoke insert on journal.leaf from yichuang_app;
revoke update on journal.pending from yichuang_app;
grant select on journal.entry to yichuang_sequencer;
grant select, delete on journal.pending to yichuang_sequencer;
grant select, insert on journal.leaf to yichuang_sequencer;
