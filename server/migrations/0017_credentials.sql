-- credentials: enforcement bodies, officers and supervisors, the life of their credentials. What happened to each is a list of acts, as in
-- casework; the rows of body and holder are projections with what identifies a person, which no act holds (settled.md 1).
create schema credentials;

-- 行政执法主体 (ZT-01)
create table credentials.body (
  city text not null,
  id uuid not null,
  name text not null,
  uscc text not null,
  -- 行政机关, 法律法规授权组织, 受委托组织
  kind text not null check (kind in ('organ', 'authorised', 'entrusted')),
  level text not null,
  division text,
  -- fields of law in which it may act, as published; empty = the list did not say
  domains text[] not null default '{}',
  basis text,
  -- as of the last act; that an entrustment ran out is computed (law/credential/bodyState.ts)
  status text not null check (status in ('registered', 'active', 'suspended', 'merged', 'internal', 'duplicate', 'noBasis', 'abolished')),
  status_on date,
  -- until that day it was in this state; null = it was not there
  status_before text,
  -- credit code of the body that took its place
  successor text,
  -- an entrusted organisation acts in this body's name, within these days
  principal uuid,
  entrusted_on date,
  entrusted_until date,
  -- 公告文号, day
  announcement text,
  announced_on date,
  -- organ in the directory whose accounts act for it; null = nobody yet
  organ text,
  -- what the list said from which it was enrolled: {at, state, on, …}; null = it was opened here by an act
  enrolled jsonb,
  seq int not null default 0,
  primary key (city, id),
  foreign key (city, principal) references credentials.body (city, id)
);
create unique index body_name on credentials.body (city, name);
create index body_uscc on credentials.body (city, uscc);
create index body_organ on credentials.body (city, organ) where organ is not null;

-- one credential: 行政执法证 of an officer, 行政执法监督证 of a supervisor
create table credentials.holder (
  city text not null,
  id uuid not null,
  list text not null check (list in ('officer', 'supervisor')),
  body uuid not null,
  -- account in the directory; null = the person has none
  person uuid,
  name text not null,
  sex text,
  id_number text not null,
  birth date,
  post text,
  rank text,
  establishment text,
  education text,
  domain text,
  law_qualified boolean not null default false,
  -- sha256 of the photograph in the file store
  photo bytea,
  credential_no text,
  -- what the code on the card leads to; says nothing about the person
  code text not null,
  issued_on date,
  valid_to date,
  -- last year for which the annual check was passed; null = not kept for this card
  checked_for int,
  -- as of the last act; what lapses by time (EXPIRED, LAPSED_PENDING) is computed (law/credential/lifecycle.ts)
  state text not null check (state in ('DRAFT', 'SUBMITTED', 'VALID', 'SUSPENDED', 'REVOKED', 'CANCELLED')),
  state_on date not null,
  -- until that day it was in this state; null = it was not there
  state_before text,
  suspended_until date,
  -- the card itself came back
  returned_on date,
  -- what the body proposes and nobody has answered yet: suspend, revoke, cancel
  proposed text,
  -- what the list said from which it was enrolled: {at, state, on, …}; null = it was opened here by an act
  enrolled jsonb,
  -- number of acts; 0 = only the list from which it was enrolled speaks for it
  seq int not null default 0,
  primary key (city, id),
  foreign key (city, body) references credentials.body (city, id)
);
create index holder_body on credentials.holder (city, body, list, id);
create index holder_person on credentials.holder (city, person) where person is not null;
create index holder_id_number on credentials.holder (city, id_number);
create index holder_number on credentials.holder (city, credential_no) where credential_no is not null;
create unique index holder_code on credentials.holder (city, code);
create index holder_name on credentials.holder (city, name collate "C", id);
-- enrolled twice from lists is the same credential. A list may give one number to two people (R13), so the number alone is no key; the registry gives none twice (ZJ-07)
create unique index holder_key on credentials.holder (city, list, body, id_number, name, coalesce(credential_no, ''));

-- what was done to a body, a credential, a campaign or one body's part in it (`kind`), each under its procedure in law/credential
create table credentials.act (
  city text not null,
  file uuid not null,
  seq int not null,
  kind text not null,
  -- the same as that of its entry in the log
  id uuid not null,
  type text not null,
  at text not null,
  effective_on date,
  rec_us bigint not null,
  actor_code text not null,
  actor_role text not null,
  actor uuid,
  organ text,
  payload jsonb not null,
  clocks jsonb not null,
  facts jsonb not null,
  rules jsonb not null,
  calendar text not null,
  commitments jsonb not null,
  primary key (city, file, seq)
);
select kernel.append_only('credentials.act');

-- names, reasons and other texts of an act; only the eraser may empty it
create table credentials.particular (
  city text not null,
  id uuid not null,
  file uuid not null,
  act_seq int not null,
  field text not null,
  body jsonb,
  salt bytea,
  primary key (city, id)
);
create index particular_file on credentials.particular (city, file, act_seq);
revoke update, delete on credentials.particular from yichuang_app;
grant usage on schema credentials to yichuang_eraser;
grant select, update (body, salt) on credentials.particular to yichuang_eraser;
