-- directory: organs, posts, people, the roles they hold, deputies while on leave.
create schema directory;

create table directory.organ (
  city text not null,
  key text not null,
  name text not null,
  -- 机关代字 for document numbers (GW-01), e.g. 许市监
  symbol text not null,
  uscc text not null,
  kind text not null check (kind in ('government', 'department', 'institution', 'utility', 'zone')),
  parent text,
  division text,
  level int not null,
  phone text not null,
  -- explicit order: collation by pinyin sorts 长葛 wrongly
  position int not null,
  primary key (city, key)
);

create table directory.person (
  city text not null,
  id uuid not null,
  -- fixed key of a demo person; null for everybody else
  key text,
  login text,
  password_hash text,
  name text not null,
  id_number text,
  phone text,
  address text,
  birth date,
  title text,
  -- 企业账号: name and code of the enterprise that this account acts for
  enterprise jsonb,
  disabled boolean not null default false,
  created timestamptz not null default now(),
  primary key (city, id)
);
create unique index person_key on directory.person (city, key);
create unique index person_login on directory.person (city, login);
create index person_id_number on directory.person (city, id_number);

create table directory.post_holder (
  city text not null,
  person uuid not null,
  role text not null,
  organ text not null,
  title text,
  from_day date not null default '2000-01-01',
  until_day date,
  primary key (city, person, role, organ),
  foreign key (city, person) references directory.person (city, id)
);
create index post_holder_organ on directory.post_holder (city, organ, role);

-- 请假代理: for these days the deputy holds the absent person's roles
create table directory.deputy (
  city text not null,
  id uuid not null,
  absent uuid not null,
  deputy uuid not null,
  from_day date not null,
  until_day date not null,
  reason text not null,
  primary key (city, id),
  foreign key (city, absent) references directory.person (city, id),
  foreign key (city, deputy) references directory.person (city, id),
  check (absent <> deputy and from_day <= until_day)
);
create index deputy_person on directory.deputy (city, deputy, until_day);
