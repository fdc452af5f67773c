-- A password that somebody else has set is for one sign-in: after `password_until` (real time) it is worth nothing, and until
-- its owner has chosen another, the session can do nothing but that. null = chosen by its owner, at `password_at`.
alter table directory.person add column password_at timestamptz, add column password_until timestamptz;

-- passwords that an account had before, as hashes: of an official none of the last five may be taken again (ML-01)
create table directory.former_password (
  city text not null,
  person uuid not null,
  id uuid not null,
  password_hash text not null,
  primary key (city, person, id),
  foreign key (city, person) references directory.person (city, id)
);
grant delete on directory.former_password to yichuang_app;
