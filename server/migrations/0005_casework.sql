-- casework: a case is a list of acts; the row in `cases` is a projection that the acts can rebuild.
create schema casework;

create table casework.cases (
  city text not null,
  id uuid not null,
  -- 办件编号 (ITM-08)
  number text not null,
  item text not null,
  revision int not null,
  regime text not null,
  organ text not null,
  applicant uuid not null,
  helper uuid,
  assistance uuid,
  bundle uuid,
  channel text not null,
  state text not null,
  -- who has to do the next thing
  holder text not null check (holder in ('window', 'organ', 'applicant', 'counter', 'nobody')),
  received_at timestamptz not null,
  accepted_on date,
  decided_on date,
  -- next legal due day, the day the lamp turns yellow, and the promised instant
  due date,
  yellow_at timestamptz,
  promise_at timestamptz,
  paused boolean not null default false,
  green boolean not null default false,
  closed boolean not null default false,
  seq int not null,
  primary key (city, id)
);
create unique index cases_number on casework.cases (city, number);
create index cases_queue on casework.cases (city, organ, due, id) where not closed and holder = 'organ';
create index cases_window on casework.cases (city, holder, coalesce(due, date '9999-12-31'), id) where not closed and holder in ('window', 'counter');
create index cases_organ_closed on casework.cases (city, organ, decided_on desc, id) where closed;
create index cases_applicant on casework.cases (city, applicant, id desc);
create index cases_bundle on casework.cases (city, bundle) where bundle is not null;
create index cases_decided on casework.cases (city, decided_on) where decided_on is not null;

create table casework.act (
  city text not null,
  case_id uuid not null,
  seq int not null,
  id uuid not null,
  type text not null,
  -- legal instant as text: it is law's own form and is compared as such
  at text not null,
  effective_on date,
  rec_us bigint not null,
  actor_code text not null,
  actor_role text not null,
  actor uuid,
  organ text,
  on_behalf uuid,
  assistance uuid,
  payload jsonb not null,
  clocks jsonb not null,
  facts jsonb not null,
  rules jsonb not null,
  calendar text not null,
  -- salted commitments of what lies in particular, hex
  commitments jsonb not null,
  primary key (city, case_id, seq),
  foreign key (city, case_id) references casework.cases (city, id)
);

create table casework.particular (
  city text not null,
  id uuid not null,
  case_id uuid not null,
  act_seq int not null,
  field text not null,
  body jsonb,
  salt bytea,
  primary key (city, id),
  foreign key (city, case_id) references casework.cases (city, id)
);
create index particular_case on casework.particular (city, case_id, act_seq);

-- clocks that ring: legal instant at which the law itself does something, or somebody is warned
create table casework.clock (
  city text not null,
  case_id uuid not null,
  clock text not null,
  name text not null,
  kind text not null,
  due date not null,
  due_at timestamptz,
  rings_at timestamptz not null,
  status text not null,
  primary key (city, case_id, clock),
  foreign key (city, case_id) references casework.cases (city, id)
);
create index clock_rings on casework.clock (city, rings_at) where status = 'running';

create table casework.material (
  city text not null,
  case_id uuid not null,
  id uuid not null,
  material text not null,
  sha256 bytea not null,
  owner uuid not null,
  name text not null,
  -- 来源等级: A issued by the organ, B checked by a clerk, C uploaded by the person, D self-made
  level text not null check (level in ('A', 'B', 'C', 'D')),
  added timestamptz not null,
  primary key (city, case_id, id),
  foreign key (city, case_id) references casework.cases (city, id)
);

create table casework.bundle (
  city text not null,
  id uuid not null,
  number text not null,
  key text not null,
  revision int not null,
  applicant uuid not null,
  lead_organ text not null,
  answers jsonb not null,
  received_at timestamptz not null,
  accepted_at timestamptz,
  due date,
  promise_at timestamptz,
  -- critical path that gave the promise, and what waits for what
  path jsonb,
  after jsonb not null,
  done_at timestamptz,
  primary key (city, id)
);
create unique index bundle_number on casework.bundle (city, number);
create index bundle_applicant on casework.bundle (city, applicant, id desc);

-- 草稿: the person's own, no act yet; may be thrown away
create table casework.draft (
  city text not null,
  id uuid not null,
  person uuid not null,
  kind text not null check (kind in ('item', 'bundle')),
  key text not null,
  revision int not null,
  answers jsonb not null,
  form jsonb not null,
  materials jsonb not null,
  -- files put under a material, until the draft is sent
  files jsonb not null default '[]',
  -- fields that a helper wrote or changed
  by_helper jsonb not null default '[]',
  assistance uuid,
  version int not null default 1,
  updated timestamptz not null,
  sent_as uuid,
  primary key (city, id)
);
create index draft_person on casework.draft (city, person, id desc);

-- A record of what was done cannot be changed by the one who did it.
select kernel.append_only('casework.act');
-- Personal particulars: the app adds, the eraser alone may empty (settled.md 1).
revoke update, delete on casework.particular from yichuang_app;
grant usage on schema casework to yichuang_eraser;
grant select, update (body, salt) on casework.particular to yichuang_eraser;
grant delete on casework.draft to yichuang_app;
