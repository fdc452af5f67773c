-- hall: what happens at the counters around a case: assistance at the help desk, hand-out, rating.
create schema hall;

create table hall.assistance (
  city text not null,
  id uuid not null,
  clerk uuid not null,
  applicant uuid not null,
  mandate jsonb not null,
  expires timestamptz not null,
  draft uuid,
  -- one-time code for the citizen's own screen, SHA-256; used once
  readback_hash bytea,
  readback_state text not null default 'none' check (readback_state in ('none', 'open', 'confirmed', 'rejected')),
  readback_shown jsonb,
  readback_answers jsonb,
  signature jsonb,
  created timestamptz not null,
  primary key (city, id)
);
create index assistance_clerk on hall.assistance (city, clerk, id desc);
create unique index assistance_readback on hall.assistance (city, readback_hash);

create table hall.rating (
  city text not null,
  id uuid not null,
  -- one service = one rating; a later one replaces, history kept (HCP-02)
  subject uuid not null,
  subject_kind text not null check (subject_kind in ('case', 'bundle')),
  version int not null,
  rater uuid not null,
  level int not null check (level between 1 and 5),
  tags jsonb not null,
  text text,
  channel text not null,
  at timestamptz not null,
  primary key (city, id)
);
create unique index rating_subject on hall.rating (city, subject, version);
