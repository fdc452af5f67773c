-- credentials, training: courses, their batches, who sat in them, hours of a year, demonstration points. The life of a batch and of a point is acts
-- (law/credential/trainingBatch.ts, demonstrationPoint.ts); who signed in and out is rows, each change with its entry in the log.

create table credentials.training_course (
  city text not null,
  id uuid not null,
  title text not null,
  kind text not null check (kind in ('public', 'professional', 'newLaw', 'lecture', 'leaders')),
  -- laws it is about, as their short titles
  laws text[] not null default '{}',
  hours numeric(4, 1) not null check (hours > 0),
  -- 脱产培训
  off_job boolean not null default false,
  -- name in the pack that it came from; null = made at the desk
  key text,
  primary key (city, id)
);
create unique index training_course_key on credentials.training_course (city, key) where key is not null;

create table credentials.training_batch (
  city text not null,
  id uuid not null,
  course uuid not null,
  lecturer text,
  place text not null,
  address text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int not null check (capacity > 0),
  -- minutes before the start and after the end in which one may sign
  early int not null,
  late int not null,
  -- as of the last act; begin and close lapse by time and are computed for lists
  state text not null check (state in ('planned', 'open', 'running', 'closed', 'cancelled')),
  -- state in which a pack listed it: what its acts begin from; null = it was planned by an act
  listed text,
  seq int not null default 0,
  primary key (city, id),
  foreign key (city, course) references credentials.training_course (city, id)
);
create index training_batch_time on credentials.training_batch (city, starts_at, id);
create index training_batch_open on credentials.training_batch (city, starts_at) where state in ('planned', 'open', 'running');

-- one human being, whatever credentials they hold: hours follow the person when they change their body
create table credentials.training_learner (
  city text not null,
  id uuid not null,
  id_number text not null,
  name text not null,
  -- account in the directory
  person uuid,
  -- organ of the account, or that acts for the body
  organ text,
  -- an enforcement officer, or to become one: needs the hours of the year
  officer boolean not null,
  primary key (city, id)
);
create unique index training_learner_number on credentials.training_learner (city, id_number);
create index training_learner_person on credentials.training_learner (city, person) where person is not null;
create index training_learner_organ on credentials.training_learner (city, organ) where officer;

create table credentials.training_seat (
  city text not null,
  batch uuid not null,
  learner uuid not null,
  -- organ that sent the person; of a member of a leadership team the organ of the team
  organ text,
  -- sits there as a member of its leadership team
  member boolean not null default false,
  state text not null check (state in ('enrolled', 'waiting', 'dropped')),
  -- turn in the order of enrolment (uuid v7)
  turn uuid not null,
  signed_in_at timestamptz,
  in_by text check (in_by in ('self', 'card')),
  in_device bytea,
  signed_out_at timestamptz,
  out_by text check (out_by in ('self', 'card')),
  out_device bytea,
  -- somebody else came in this person's place
  substitute boolean not null default false,
  -- the organiser found that the signature was not the person's
  struck boolean not null default false,
  struck_reason text,
  score int check (score between 0 and 100),
  -- class hours counted, in the year of the batch
  hours numeric(4, 1) not null default 0,
  year int not null,
  primary key (city, batch, learner),
  foreign key (city, batch) references credentials.training_batch (city, id),
  foreign key (city, learner) references credentials.training_learner (city, id)
);
create index training_seat_learner on credentials.training_seat (city, learner, year) include (hours);
create index training_seat_year on credentials.training_seat (city, year, learner) include (hours);
create index training_seat_order on credentials.training_seat (city, batch, turn);
create index training_seat_in on credentials.training_seat (city, batch, signed_in_at) where signed_in_at is not null;
-- one device signs for one person at one sitting
create unique index training_seat_in_device on credentials.training_seat (city, batch, in_device) where in_device is not null;
create unique index training_seat_out_device on credentials.training_seat (city, batch, out_device) where out_device is not null;

-- hours of a year that were counted elsewhere, before the city trained on this platform
create table credentials.training_credit (
  city text not null,
  learner uuid not null,
  year int not null,
  hours numeric(5, 1) not null check (hours >= 0),
  source text not null,
  primary key (city, learner, year),
  foreign key (city, learner) references credentials.training_learner (city, id)
);

-- 服务型行政执法示范点
create table credentials.training_point (
  city text not null,
  id uuid not null,
  organ text not null,
  name text not null,
  place text not null,
  state text not null check (state in ('applied', 'checked', 'notice', 'named', 'refused', 'withdrawn', 'expired')),
  applied_on date not null,
  notice_until date,
  named_on date,
  valid_to date,
  rechecked_on date,
  seq int not null default 0,
  primary key (city, id)
);
create index training_point_organ on credentials.training_point (city, organ, id);
