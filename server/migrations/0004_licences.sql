-- licences: register of what was issued, its states, and who looked at it (716号令 10–11).
create schema licences;

create table licences.licence (
  city text not null,
  id uuid not null,
  -- ELE-04 identifier, without root
  identifier text not null,
  type text not null,
  name text not null,
  case_id uuid not null,
  item text not null,
  organ text not null,
  holder uuid not null,
  -- what is printed on it besides; holds personal data, may be erased
  content jsonb,
  document uuid not null,
  check_code text not null,
  issued_on date not null,
  valid_until date,
  state text not null check (state in ('valid', 'expired', 'suspended', 'revoked', 'withdrawn', 'cancelled', 'lost')),
  state_reason text,
  primary key (city, id)
);
create unique index licence_identifier on licences.licence (city, identifier);
create unique index licence_check_code on licences.licence (city, check_code);
create index licence_holder on licences.licence (city, holder, id desc);
create index licence_case on licences.licence (city, case_id);

create table licences.use (
  city text not null,
  id uuid not null,
  licence uuid not null,
  who uuid,
  role text not null,
  item text,
  purpose text not null,
  at timestamptz not null,
  primary key (city, id),
  foreign key (city, licence) references licences.licence (city, id)
);
create index use_licence on licences.use (city, licence, id desc);
