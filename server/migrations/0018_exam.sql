-- credentials, examinations: question bank, papers, sittings, answers, results, objections.

create table credentials.exam_question (
  city text not null,
  id uuid not null,
  -- name in the file that it came from: an import of the same file finds it again
  source text not null,
  subject text not null check (subject in ('public', 'professional')),
  topic text not null default '',
  kind text not null check (kind in ('judge', 'single', 'multi', 'case')),
  -- the newest; papers keep the one they were drawn with
  version int not null,
  retired_on date,
  primary key (city, id)
);
create unique index exam_question_source on credentials.exam_question (city, source);

-- body: {facts, parts: [{stem, options}]}; key: letters of the right options, for each part
create table credentials.exam_question_version (
  city text not null,
  question uuid not null,
  version int not null,
  body jsonb not null,
  key jsonb not null,
  digest text not null,
  at timestamptz not null,
  primary key (city, question, version),
  foreign key (city, question) references credentials.exam_question (city, id)
);
select kernel.append_only('credentials.exam_question_version');

create table credentials.exam (
  city text not null,
  id uuid not null,
  name text not null,
  -- law/credential/exam.ts ExamTerms
  terms jsonb not null,
  -- topics of the bank from which it draws; empty = all of the subject
  topics text[] not null default '{}',
  -- announced hours, legal time
  opens timestamptz not null,
  closes timestamptz not null,
  state text not null check (state in ('draft', 'set', 'published', 'cancelled')),
  seq int not null,
  -- secret from which every paper is drawn; its digest stands in the log since the examination was set
  seed bytea,
  published_at timestamptz,
  -- number of rulings on objections so far: a result says after which one it was marked
  rulings int not null default 0,
  created timestamptz not null,
  primary key (city, id)
);

-- the questions from which an examination draws, frozen when it is set: [{id, version, kind, options}]
create table credentials.exam_pool (
  city text not null,
  exam uuid not null,
  questions jsonb not null,
  digest text not null,
  primary key (city, exam),
  foreign key (city, exam) references credentials.exam (city, id)
);
select kernel.append_only('credentials.exam_pool');

create table credentials.exam_candidate (
  city text not null,
  exam uuid not null,
  -- account in the directory
  person uuid not null,
  organ text,
  admitted_at timestamptz not null,
  extra_minutes int not null default 0,
  extra_reason text,
  signed_in_at timestamptz,
  -- things to answer on the paper
  asked int,
  salt bytea,
  -- real time from here: when the paper was first opened, when time is over, when the last answer on its way counts
  opened_at timestamptz,
  ends_at timestamptz,
  until_at timestamptz,
  -- the machine at which it is being written; how often it changed
  device text,
  moves int not null default 0,
  handed_in_at timestamptz,
  handed_by text check (handed_by in ('self', 'time')),
  primary key (city, exam, person),
  foreign key (city, exam) references credentials.exam (city, id)
) with (fillfactor = 70);
create index exam_candidate_person on credentials.exam_candidate (city, person);
create index exam_candidate_writing on credentials.exam_candidate (city, until_at) where opened_at is not null and handed_in_at is null;

create table credentials.exam_paper (
  city text not null,
  exam uuid not null,
  person uuid not null,
  -- law/credential/examPaper.ts PaperItem[]
  items jsonb not null,
  primary key (city, exam, person)
);
select kernel.append_only('credentials.exam_paper');

-- one row an answer; `seq` is counted by the candidate's machine, an older one never replaces a newer one
create table credentials.exam_answer (
  city text not null,
  exam uuid not null,
  person uuid not null,
  no int not null,
  seq bigint not null,
  -- letters as the candidate saw them
  chosen text not null,
  flagged boolean not null,
  at timestamptz not null,
  primary key (city, exam, person, no)
) with (fillfactor = 80);

create table credentials.exam_result (
  city text not null,
  exam uuid not null,
  person uuid not null,
  -- hundredths of a mark
  marks int not null,
  passed boolean not null,
  -- law/credential/examMarking.ts MarkedPart[]
  parts jsonb not null,
  rulings int not null,
  primary key (city, exam, person),
  foreign key (city, exam, person) references credentials.exam_candidate (city, exam, person)
);
create index exam_result_person on credentials.exam_result (city, person);

create table credentials.exam_appeal (
  city text not null,
  id uuid not null,
  exam uuid not null,
  person uuid not null,
  no int not null,
  question uuid not null,
  version int not null,
  part int not null,
  reason text not null,
  at timestamptz not null,
  state text not null check (state in ('open', 'kept', 'key', 'void')),
  answer text,
  decided_at timestamptz,
  primary key (city, id)
);
create unique index exam_appeal_once on credentials.exam_appeal (city, exam, person, no);

-- what was decided on a question: another key, or void; the newest of a part counts
create table credentials.exam_ruling (
  city text not null,
  exam uuid not null,
  seq int not null,
  question uuid not null,
  version int not null,
  part int not null,
  -- null = void
  key jsonb,
  at timestamptz not null,
  primary key (city, exam, seq)
);
select kernel.append_only('credentials.exam_ruling');
