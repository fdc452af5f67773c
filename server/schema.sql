-- Written by tools/schema-dump.ts from a migrated database. Do not edit: change the schema by a new migration.

create table casework.act (
  city text not null,
  case_id uuid not null,
  seq integer not null,
  id uuid not null,
  type text not null,
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
  commitments jsonb not null,
  constraint act_pkey PRIMARY KEY (city, case_id, seq),
  constraint act_city_case_id_fkey FOREIGN KEY (city, case_id) REFERENCES casework.cases(city, id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON casework.act FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON casework.act FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant insert, select on casework.act to yichuang_app;

create table casework.bundle (
  city text not null,
  id uuid not null,
  number text not null,
  key text not null,
  revision integer not null,
  applicant uuid not null,
  lead_organ text not null,
  answers jsonb not null,
  received_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  due date,
  promise_at timestamp with time zone,
  path jsonb,
  after jsonb not null,
  done_at timestamp with time zone,
  constraint bundle_pkey PRIMARY KEY (city, id)
);
CREATE INDEX bundle_applicant ON casework.bundle USING btree (city, applicant, id DESC);
CREATE UNIQUE INDEX bundle_number ON casework.bundle USING btree (city, number);
grant insert, select, update on casework.bundle to yichuang_app;

create table casework.cases (
  city text not null,
  id uuid not null,
  number text not null,
  item text not null,
  revision integer not null,
  regime text not null,
  organ text not null,
  applicant uuid not null,
  helper uuid,
  assistance uuid,
  bundle uuid,
  channel text not null,
  state text not null,
  holder text not null,
  received_at timestamp with time zone not null,
  accepted_on date,
  decided_on date,
  due date,
  yellow_at timestamp with time zone,
  promise_at timestamp with time zone,
  paused boolean not null default false,
  green boolean not null default false,
  closed boolean not null default false,
  seq integer not null,
  taken_by uuid,
  due_clock text,
  constraint cases_pkey PRIMARY KEY (city, id),
  constraint cases_holder_check CHECK ((holder = ANY (ARRAY['window'::text, 'organ'::text, 'applicant'::text, 'counter'::text, 'nobody'::text])))
);
CREATE INDEX cases_applicant ON casework.cases USING btree (city, applicant, id DESC);
CREATE INDEX cases_bundle ON casework.cases USING btree (city, bundle) WHERE (bundle IS NOT NULL);
CREATE INDEX cases_decided ON casework.cases USING btree (city, decided_on) WHERE (decided_on IS NOT NULL);
CREATE INDEX cases_organ_closed ON casework.cases USING btree (city, organ, decided_on DESC, id) WHERE closed;
CREATE INDEX cases_queue ON casework.cases USING btree (city, organ, due, id) WHERE ((NOT closed) AND (holder = 'organ'::text));
CREATE INDEX cases_window ON casework.cases USING btree (city, holder, COALESCE(due, '9999-12-31'::date), id) WHERE ((NOT closed) AND (holder = ANY (ARRAY['window'::text, 'counter'::text])));
CREATE UNIQUE INDEX cases_number ON casework.cases USING btree (city, number);
grant insert, select, update on casework.cases to yichuang_app;

create table casework.clock (
  city text not null,
  case_id uuid not null,
  clock text not null,
  name text not null,
  kind text not null,
  due date not null,
  due_at timestamp with time zone,
  rings_at timestamp with time zone not null,
  status text not null,
  constraint clock_pkey PRIMARY KEY (city, case_id, clock),
  constraint clock_city_case_id_fkey FOREIGN KEY (city, case_id) REFERENCES casework.cases(city, id)
);
CREATE INDEX clock_rings ON casework.clock USING btree (city, rings_at) WHERE (status = 'running'::text);
CREATE INDEX clock_waits ON casework.clock USING btree (city, case_id) WHERE ((status = 'running'::text) AND (clock = ANY (ARRAY['correctionPeriod'::text, 'tolerantSupply'::text])));
grant insert, select, update on casework.clock to yichuang_app;

create table casework.draft (
  city text not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  key text not null,
  revision integer not null,
  answers jsonb not null,
  form jsonb not null,
  materials jsonb not null,
  files jsonb not null default '[]'::jsonb,
  by_helper jsonb not null default '[]'::jsonb,
  assistance uuid,
  version integer not null default 1,
  updated timestamp with time zone not null,
  sent_as uuid,
  constraint draft_pkey PRIMARY KEY (city, id),
  constraint draft_kind_check CHECK ((kind = ANY (ARRAY['item'::text, 'bundle'::text])))
);
CREATE INDEX draft_person ON casework.draft USING btree (city, person, id DESC);
grant delete, insert, select, update on casework.draft to yichuang_app;

create table casework.material (
  city text not null,
  case_id uuid not null,
  id uuid not null,
  material text not null,
  sha256 bytea not null,
  owner uuid not null,
  name text not null,
  level text not null,
  added timestamp with time zone not null,
  constraint material_pkey PRIMARY KEY (city, case_id, id),
  constraint material_level_check CHECK ((level = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text]))),
  constraint material_city_case_id_fkey FOREIGN KEY (city, case_id) REFERENCES casework.cases(city, id)
);
grant insert, select, update on casework.material to yichuang_app;

create table casework.particular (
  city text not null,
  id uuid not null,
  case_id uuid not null,
  act_seq integer not null,
  field text not null,
  body jsonb,
  salt bytea,
  constraint particular_pkey PRIMARY KEY (city, id),
  constraint particular_city_case_id_fkey FOREIGN KEY (city, case_id) REFERENCES casework.cases(city, id)
);
CREATE INDEX particular_case ON casework.particular USING btree (city, case_id, act_seq);
grant insert, select on casework.particular to yichuang_app;
grant select, update (body, salt) on casework.particular to yichuang_eraser;

create table catalogue.basic (
  city text not null,
  code text not null,
  name text not null,
  type_code text not null,
  at_most_once boolean not null default false,
  constraint basic_pkey PRIMARY KEY (city, code)
);
grant insert, select, update on catalogue.basic to yichuang_app;

create table catalogue.bundle_revision (
  city text not null,
  key text not null,
  revision integer not null,
  state text not null,
  state_since date,
  terms jsonb not null,
  hash bytea not null,
  effective_from date not null,
  effective_until date,
  published_by uuid,
  published_at timestamp with time zone,
  constraint bundle_revision_pkey PRIMARY KEY (city, key, revision),
  constraint bundle_revision_hash_check CHECK ((octet_length(hash) = 32)),
  constraint bundle_revision_revision_check CHECK ((revision >= 1)),
  constraint bundle_revision_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'suspended'::text, 'abolished'::text])))
);
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON catalogue.bundle_revision FOR EACH ROW EXECUTE FUNCTION catalogue.keep_published();
grant insert, select, update on catalogue.bundle_revision to yichuang_app;

create table catalogue.calendar_year (
  city text not null,
  year integer not null,
  version integer not null,
  content jsonb not null,
  constraint calendar_year_pkey PRIMARY KEY (city, year, version),
  constraint calendar_year_version_check CHECK ((version >= 1))
);
grant insert, select, update on catalogue.calendar_year to yichuang_app;

create table catalogue.imported (
  city text not null,
  source text not null,
  row_id text not null,
  hash bytea not null,
  key text not null,
  revision integer not null,
  constraint imported_pkey PRIMARY KEY (city, source, row_id),
  constraint imported_hash_check CHECK ((octet_length(hash) = 32))
);
grant insert, select, update on catalogue.imported to yichuang_app;

create table catalogue.item_revision (
  city text not null,
  key text not null,
  revision integer not null,
  state text not null,
  state_since date,
  name text not null,
  organ text,
  department text,
  main_item text,
  area text,
  terms jsonb not null,
  source text not null,
  hash bytea not null,
  lint jsonb not null,
  effective_from date,
  effective_until date,
  published_by uuid,
  published_at timestamp with time zone,
  constraint item_revision_pkey PRIMARY KEY (city, key, revision),
  constraint item_revision_check CHECK (((state = 'draft'::text) OR ((organ IS NOT NULL) AND (effective_from IS NOT NULL) AND (published_at IS NOT NULL)))),
  constraint item_revision_hash_check CHECK ((octet_length(hash) = 32)),
  constraint item_revision_revision_check CHECK ((revision >= 1)),
  constraint item_revision_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'suspended'::text, 'abolished'::text])))
);
CREATE INDEX item_revision_main ON catalogue.item_revision USING btree (city, main_item) WHERE (main_item IS NOT NULL);
CREATE INDEX item_revision_state ON catalogue.item_revision USING btree (city, state, key, revision);
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON catalogue.item_revision FOR EACH ROW EXECUTE FUNCTION catalogue.keep_published();
grant insert, select, update on catalogue.item_revision to yichuang_app;

create table catalogue.law_article (
  law text not null,
  version text not null,
  no integer not null,
  label text not null,
  path jsonb not null,
  paragraphs jsonb not null,
  constraint law_article_pkey PRIMARY KEY (law, version, no),
  constraint law_article_law_version_fkey FOREIGN KEY (law, version) REFERENCES catalogue.law_text(law, version)
);
grant insert, select, update on catalogue.law_article to yichuang_app;

create table catalogue.law_text (
  law text not null,
  version text not null,
  title text not null,
  level text not null,
  history jsonb not null,
  articles integer not null,
  hash bytea not null,
  constraint law_text_pkey PRIMARY KEY (law, version),
  constraint law_text_hash_check CHECK ((octet_length(hash) = 32))
);
grant insert, select, update on catalogue.law_text to yichuang_app;

create table catalogue.proof (
  city text not null,
  name text not null,
  asked_by text not null,
  issued_by text not null,
  guide text not null,
  basis jsonb not null,
  constraint proof_pkey PRIMARY KEY (city, name)
);
grant insert, select, update on catalogue.proof to yichuang_app;

create table credentials.act (
  city text not null,
  file uuid not null,
  seq integer not null,
  kind text not null,
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
  constraint act_pkey PRIMARY KEY (city, file, seq)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credentials.act FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON credentials.act FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant insert, select on credentials.act to yichuang_app;

create table credentials.body (
  city text not null,
  id uuid not null,
  name text not null,
  uscc text not null,
  kind text not null,
  level text not null,
  division text,
  domains text[] not null default '{}'::text[],
  basis text,
  status text not null,
  status_on date,
  status_before text,
  successor text,
  principal uuid,
  entrusted_on date,
  entrusted_until date,
  announcement text,
  announced_on date,
  organ text,
  enrolled jsonb,
  seq integer not null default 0,
  constraint body_pkey PRIMARY KEY (city, id),
  constraint body_kind_check CHECK ((kind = ANY (ARRAY['organ'::text, 'authorised'::text, 'entrusted'::text]))),
  constraint body_status_check CHECK ((status = ANY (ARRAY['registered'::text, 'active'::text, 'suspended'::text, 'merged'::text, 'internal'::text, 'duplicate'::text, 'noBasis'::text, 'abolished'::text]))),
  constraint body_city_principal_fkey FOREIGN KEY (city, principal) REFERENCES credentials.body(city, id)
);
CREATE INDEX body_organ ON credentials.body USING btree (city, organ) WHERE (organ IS NOT NULL);
CREATE INDEX body_uscc ON credentials.body USING btree (city, uscc);
CREATE UNIQUE INDEX body_name ON credentials.body USING btree (city, name);
grant insert, select, update on credentials.body to yichuang_app;

create table credentials.campaign (
  city text not null,
  id uuid not null,
  name text not null,
  profile text not null,
  as_of date not null,
  settings jsonb not null,
  lists jsonb not null,
  broken jsonb not null,
  frozen bytea not null,
  fingerprint bytea not null,
  bureau text not null,
  state text not null,
  seq integer not null,
  created_at text not null,
  told_at text,
  reported_at text,
  constraint campaign_pkey PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX campaign_fingerprint ON credentials.campaign USING btree (city, fingerprint) WHERE (state <> 'DROPPED'::text);
grant insert, select, update on credentials.campaign to yichuang_app;

create table credentials.exam (
  city text not null,
  id uuid not null,
  name text not null,
  terms jsonb not null,
  topics text[] not null default '{}'::text[],
  opens timestamp with time zone not null,
  closes timestamp with time zone not null,
  state text not null,
  seq integer not null,
  seed bytea,
  published_at timestamp with time zone,
  rulings integer not null default 0,
  created timestamp with time zone not null,
  constraint exam_pkey PRIMARY KEY (city, id),
  constraint exam_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'set'::text, 'published'::text, 'cancelled'::text])))
);
grant insert, select, update on credentials.exam to yichuang_app;

create table credentials.exam_answer (
  city text not null,
  exam uuid not null,
  person uuid not null,
  no integer not null,
  seq bigint not null,
  chosen text not null,
  flagged boolean not null,
  at timestamp with time zone not null,
  constraint exam_answer_pkey PRIMARY KEY (city, exam, person, no)
);
grant insert, select, update on credentials.exam_answer to yichuang_app;

create table credentials.exam_appeal (
  city text not null,
  id uuid not null,
  exam uuid not null,
  person uuid not null,
  no integer not null,
  question uuid not null,
  version integer not null,
  part integer not null,
  reason text not null,
  at timestamp with time zone not null,
  state text not null,
  answer text,
  decided_at timestamp with time zone,
  constraint exam_appeal_pkey PRIMARY KEY (city, id),
  constraint exam_appeal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'key'::text, 'void'::text])))
);
CREATE UNIQUE INDEX exam_appeal_once ON credentials.exam_appeal USING btree (city, exam, person, no);
grant insert, select, update on credentials.exam_appeal to yichuang_app;

create table credentials.exam_candidate (
  city text not null,
  exam uuid not null,
  person uuid not null,
  organ text,
  admitted_at timestamp with time zone not null,
  extra_minutes integer not null default 0,
  extra_reason text,
  signed_in_at timestamp with time zone,
  asked integer,
  salt bytea,
  opened_at timestamp with time zone,
  ends_at timestamp with time zone,
  until_at timestamp with time zone,
  device text,
  moves integer not null default 0,
  handed_in_at timestamp with time zone,
  handed_by text,
  constraint exam_candidate_pkey PRIMARY KEY (city, exam, person),
  constraint exam_candidate_handed_by_check CHECK ((handed_by = ANY (ARRAY['self'::text, 'time'::text]))),
  constraint exam_candidate_city_exam_fkey FOREIGN KEY (city, exam) REFERENCES credentials.exam(city, id)
);
CREATE INDEX exam_candidate_person ON credentials.exam_candidate USING btree (city, person);
CREATE INDEX exam_candidate_writing ON credentials.exam_candidate USING btree (city, until_at) WHERE ((opened_at IS NOT NULL) AND (handed_in_at IS NULL));
grant insert, select, update on credentials.exam_candidate to yichuang_app;

create table credentials.exam_paper (
  city text not null,
  exam uuid not null,
  person uuid not null,
  items jsonb not null,
  constraint exam_paper_pkey PRIMARY KEY (city, exam, person)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credentials.exam_paper FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON credentials.exam_paper FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant insert, select on credentials.exam_paper to yichuang_app;

create table credentials.exam_pool (
  city text not null,
  exam uuid not null,
  questions jsonb not null,
  digest text not null,
  constraint exam_pool_pkey PRIMARY KEY (city, exam),
  constraint exam_pool_city_exam_fkey FOREIGN KEY (city, exam) REFERENCES credentials.exam(city, id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credentials.exam_pool FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON credentials.exam_pool FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant insert, select on credentials.exam_pool to yichuang_app;

create table credentials.exam_question (
  city text not null,
  id uuid not null,
  source text not null,
  subject text not null,
  topic text not null default ''::text,
  kind text not null,
  version integer not null,
  retired_on date,
  constraint exam_question_pkey PRIMARY KEY (city, id),
  constraint exam_question_kind_check CHECK ((kind = ANY (ARRAY['judge'::text, 'single'::text, 'multi'::text, 'case'::text]))),
  constraint exam_question_subject_check CHECK ((subject = ANY (ARRAY['public'::text, 'professional'::text])))
);
CREATE UNIQUE INDEX exam_question_source ON credentials.exam_question USING btree (city, source);
grant insert, select, update on credentials.exam_question to yichuang_app;

create table credentials.exam_question_version (
  city text not null,
  question uuid not null,
  version integer not null,
  body jsonb not null,
  key jsonb not null,
  digest text not null,
  at timestamp with time zone not null,
  constraint exam_question_version_pkey PRIMARY KEY (city, question, version),
  constraint exam_question_version_city_question_fkey FOREIGN KEY (city, question) REFERENCES credentials.exam_question(city, id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credentials.exam_question_version FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON credentials.exam_question_version FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant insert, select on credentials.exam_question_version to yichuang_app;

create table credentials.exam_result (
  city text not null,
  exam uuid not null,
  person uuid not null,
  marks integer not null,
  passed boolean not null,
  parts jsonb not null,
  rulings integer not null,
  constraint exam_result_pkey PRIMARY KEY (city, exam, person),
  constraint exam_result_city_exam_person_fkey FOREIGN KEY (city, exam, person) REFERENCES credentials.exam_candidate(city, exam, person)
);
CREATE INDEX exam_result_person ON credentials.exam_result USING btree (city, person);
grant insert, select, update on credentials.exam_result to yichuang_app;

create table credentials.exam_ruling (
  city text not null,
  exam uuid not null,
  seq integer not null,
  question uuid not null,
  version integer not null,
  part integer not null,
  key jsonb,
  at timestamp with time zone not null,
  constraint exam_ruling_pkey PRIMARY KEY (city, exam, seq)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON credentials.exam_ruling FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON credentials.exam_ruling FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant insert, select on credentials.exam_ruling to yichuang_app;

create table credentials.holder (
  city text not null,
  id uuid not null,
  list text not null,
  body uuid not null,
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
  photo bytea,
  credential_no text,
  code text not null,
  issued_on date,
  valid_to date,
  checked_for integer,
  state text not null,
  state_on date not null,
  state_before text,
  suspended_until date,
  returned_on date,
  proposed text,
  enrolled jsonb,
  seq integer not null default 0,
  constraint holder_pkey PRIMARY KEY (city, id),
  constraint holder_list_check CHECK ((list = ANY (ARRAY['officer'::text, 'supervisor'::text]))),
  constraint holder_state_check CHECK ((state = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text, 'VALID'::text, 'SUSPENDED'::text, 'REVOKED'::text, 'CANCELLED'::text]))),
  constraint holder_city_body_fkey FOREIGN KEY (city, body) REFERENCES credentials.body(city, id)
);
CREATE INDEX holder_body ON credentials.holder USING btree (city, body, list, id);
CREATE INDEX holder_id_number ON credentials.holder USING btree (city, id_number);
CREATE INDEX holder_name ON credentials.holder USING btree (city, name COLLATE "C", id);
CREATE INDEX holder_number ON credentials.holder USING btree (city, credential_no) WHERE (credential_no IS NOT NULL);
CREATE INDEX holder_person ON credentials.holder USING btree (city, person) WHERE (person IS NOT NULL);
CREATE UNIQUE INDEX holder_code ON credentials.holder USING btree (city, code);
CREATE UNIQUE INDEX holder_key ON credentials.holder USING btree (city, list, body, id_number, name, COALESCE(credential_no, ''::text));
grant insert, select, update on credentials.holder to yichuang_app;

create table credentials.particular (
  city text not null,
  id uuid not null,
  file uuid not null,
  act_seq integer not null,
  field text not null,
  body jsonb,
  salt bytea,
  constraint particular_pkey PRIMARY KEY (city, id)
);
CREATE INDEX particular_file ON credentials.particular USING btree (city, file, act_seq);
grant insert, select on credentials.particular to yichuang_app;
grant select, update (body, salt) on credentials.particular to yichuang_eraser;

create table credentials.roster_row (
  city text not null,
  campaign uuid not null,
  list text not null,
  row integer not null,
  line integer not null,
  task uuid,
  person text,
  name text not null,
  data jsonb not null,
  verdict text not null,
  action text not null,
  primary_reason text,
  reasons text[] not null,
  findings jsonb not null,
  corrections jsonb not null,
  constraint roster_row_pkey PRIMARY KEY (city, campaign, list, "row"),
  constraint roster_row_list_check CHECK ((list = ANY (ARRAY['officers'::text, 'supervisors'::text, 'bodies'::text]))),
  constraint roster_row_city_campaign_fkey FOREIGN KEY (city, campaign) REFERENCES credentials.campaign(city, id)
);
CREATE INDEX roster_row_person ON credentials.roster_row USING btree (city, person) WHERE (person IS NOT NULL);
CREATE INDEX roster_row_task ON credentials.roster_row USING btree (city, task) WHERE (task IS NOT NULL);
grant insert, select on credentials.roster_row to yichuang_app;
grant select, update (name, data, findings, corrections) on credentials.roster_row to yichuang_eraser;

create table credentials.task (
  city text not null,
  id uuid not null,
  campaign uuid not null,
  name text not null,
  uscc text not null,
  division text,
  organ text,
  officers integer not null,
  supervisors integer not null,
  flagged integer not null,
  open integer not null,
  answered integer not null default 0,
  objected integer not null default 0,
  removed integer not null default 0,
  restored integer not null default 0,
  corrected integer not null default 0,
  removed_officers integer not null default 0,
  state text not null,
  told_on date,
  due date,
  clock jsonb,
  seq integer not null default 0,
  constraint task_pkey PRIMARY KEY (city, id),
  constraint task_city_campaign_fkey FOREIGN KEY (city, campaign) REFERENCES credentials.campaign(city, id)
);
CREATE INDEX task_campaign ON credentials.task USING btree (city, campaign);
CREATE INDEX task_due ON credentials.task USING btree (city, due) WHERE (state = 'TOLD'::text);
CREATE INDEX task_organ ON credentials.task USING btree (city, organ, campaign) WHERE (organ IS NOT NULL);
grant insert, select, update on credentials.task to yichuang_app;

create table credentials.task_row (
  city text not null,
  task uuid not null,
  campaign uuid not null,
  list text not null,
  row integer not null,
  verdict text not null,
  answer text,
  answer_on date,
  late boolean,
  decided text,
  decided_on date,
  note text,
  holder uuid,
  constraint task_row_pkey PRIMARY KEY (city, task, list, "row"),
  constraint task_row_city_task_fkey FOREIGN KEY (city, task) REFERENCES credentials.task(city, id)
);
CREATE INDEX task_row_campaign ON credentials.task_row USING btree (city, campaign, list, "row");
grant insert, select, update on credentials.task_row to yichuang_app;

create table credentials.training_batch (
  city text not null,
  id uuid not null,
  course uuid not null,
  lecturer text,
  place text not null,
  address text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  capacity integer not null,
  early integer not null,
  late integer not null,
  state text not null,
  listed text,
  seq integer not null default 0,
  constraint training_batch_pkey PRIMARY KEY (city, id),
  constraint training_batch_capacity_check CHECK ((capacity > 0)),
  constraint training_batch_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'open'::text, 'running'::text, 'closed'::text, 'cancelled'::text]))),
  constraint training_batch_city_course_fkey FOREIGN KEY (city, course) REFERENCES credentials.training_course(city, id)
);
CREATE INDEX training_batch_open ON credentials.training_batch USING btree (city, starts_at) WHERE (state = ANY (ARRAY['planned'::text, 'open'::text, 'running'::text]));
CREATE INDEX training_batch_time ON credentials.training_batch USING btree (city, starts_at, id);
grant insert, select, update on credentials.training_batch to yichuang_app;

create table credentials.training_course (
  city text not null,
  id uuid not null,
  title text not null,
  kind text not null,
  laws text[] not null default '{}'::text[],
  hours numeric(4,1) not null,
  off_job boolean not null default false,
  key text,
  constraint training_course_pkey PRIMARY KEY (city, id),
  constraint training_course_hours_check CHECK ((hours > (0)::numeric)),
  constraint training_course_kind_check CHECK ((kind = ANY (ARRAY['public'::text, 'professional'::text, 'newLaw'::text, 'lecture'::text, 'leaders'::text])))
);
CREATE UNIQUE INDEX training_course_key ON credentials.training_course USING btree (city, key) WHERE (key IS NOT NULL);
grant insert, select, update on credentials.training_course to yichuang_app;

create table credentials.training_credit (
  city text not null,
  learner uuid not null,
  year integer not null,
  hours numeric(5,1) not null,
  source text not null,
  constraint training_credit_pkey PRIMARY KEY (city, learner, year),
  constraint training_credit_hours_check CHECK ((hours >= (0)::numeric)),
  constraint training_credit_city_learner_fkey FOREIGN KEY (city, learner) REFERENCES credentials.training_learner(city, id)
);
grant insert, select, update on credentials.training_credit to yichuang_app;

create table credentials.training_learner (
  city text not null,
  id uuid not null,
  id_number text not null,
  name text not null,
  person uuid,
  organ text,
  officer boolean not null,
  constraint training_learner_pkey PRIMARY KEY (city, id)
);
CREATE INDEX training_learner_organ ON credentials.training_learner USING btree (city, organ) WHERE officer;
CREATE INDEX training_learner_person ON credentials.training_learner USING btree (city, person) WHERE (person IS NOT NULL);
CREATE UNIQUE INDEX training_learner_number ON credentials.training_learner USING btree (city, id_number);
grant insert, select, update on credentials.training_learner to yichuang_app;

create table credentials.training_point (
  city text not null,
  id uuid not null,
  organ text not null,
  name text not null,
  place text not null,
  state text not null,
  applied_on date not null,
  notice_until date,
  named_on date,
  valid_to date,
  rechecked_on date,
  seq integer not null default 0,
  constraint training_point_pkey PRIMARY KEY (city, id),
  constraint training_point_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'checked'::text, 'notice'::text, 'named'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX training_point_organ ON credentials.training_point USING btree (city, organ, id);
grant insert, select, update on credentials.training_point to yichuang_app;

create table credentials.training_seat (
  city text not null,
  batch uuid not null,
  learner uuid not null,
  organ text,
  member boolean not null default false,
  state text not null,
  turn uuid not null,
  signed_in_at timestamp with time zone,
  in_by text,
  in_device bytea,
  signed_out_at timestamp with time zone,
  out_by text,
  out_device bytea,
  substitute boolean not null default false,
  struck boolean not null default false,
  struck_reason text,
  score integer,
  hours numeric(4,1) not null default 0,
  year integer not null,
  constraint training_seat_pkey PRIMARY KEY (city, batch, learner),
  constraint training_seat_in_by_check CHECK ((in_by = ANY (ARRAY['self'::text, 'card'::text]))),
  constraint training_seat_out_by_check CHECK ((out_by = ANY (ARRAY['self'::text, 'card'::text]))),
  constraint training_seat_score_check CHECK (((score >= 0) AND (score <= 100))),
  constraint training_seat_state_check CHECK ((state = ANY (ARRAY['enrolled'::text, 'waiting'::text, 'dropped'::text]))),
  constraint training_seat_city_batch_fkey FOREIGN KEY (city, batch) REFERENCES credentials.training_batch(city, id),
  constraint training_seat_city_learner_fkey FOREIGN KEY (city, learner) REFERENCES credentials.training_learner(city, id)
);
CREATE INDEX training_seat_in ON credentials.training_seat USING btree (city, batch, signed_in_at) WHERE (signed_in_at IS NOT NULL);
CREATE INDEX training_seat_learner ON credentials.training_seat USING btree (city, learner, year) INCLUDE (hours);
CREATE INDEX training_seat_order ON credentials.training_seat USING btree (city, batch, turn);
CREATE INDEX training_seat_year ON credentials.training_seat USING btree (city, year, learner) INCLUDE (hours);
CREATE UNIQUE INDEX training_seat_in_device ON credentials.training_seat USING btree (city, batch, in_device) WHERE (in_device IS NOT NULL);
CREATE UNIQUE INDEX training_seat_out_device ON credentials.training_seat USING btree (city, batch, out_device) WHERE (out_device IS NOT NULL);
grant insert, select, update on credentials.training_seat to yichuang_app;

create table directory.deputy (
  city text not null,
  id uuid not null,
  absent uuid not null,
  deputy uuid not null,
  from_day date not null,
  until_day date not null,
  reason text not null,
  constraint deputy_pkey PRIMARY KEY (city, id),
  constraint deputy_check CHECK (((absent <> deputy) AND (from_day <= until_day))),
  constraint deputy_city_absent_fkey FOREIGN KEY (city, absent) REFERENCES directory.person(city, id),
  constraint deputy_city_deputy_fkey FOREIGN KEY (city, deputy) REFERENCES directory.person(city, id)
);
CREATE INDEX deputy_person ON directory.deputy USING btree (city, deputy, until_day);
grant insert, select, update on directory.deputy to yichuang_app;

create table directory.former_password (
  city text not null,
  person uuid not null,
  id uuid not null,
  password_hash text not null,
  constraint former_password_pkey PRIMARY KEY (city, person, id),
  constraint former_password_city_person_fkey FOREIGN KEY (city, person) REFERENCES directory.person(city, id)
);
grant delete, insert, select, update on directory.former_password to yichuang_app;

create table directory.organ (
  city text not null,
  key text not null,
  name text not null,
  symbol text not null,
  uscc text not null,
  kind text not null,
  parent text,
  division text,
  level integer not null,
  phone text not null,
  position integer not null,
  constraint organ_pkey PRIMARY KEY (city, key),
  constraint organ_kind_check CHECK ((kind = ANY (ARRAY['government'::text, 'department'::text, 'institution'::text, 'utility'::text, 'zone'::text])))
);
grant insert, select, update on directory.organ to yichuang_app;

create table directory.person (
  city text not null,
  id uuid not null,
  key text,
  login text,
  password_hash text,
  name text not null,
  id_number text,
  phone text,
  address text,
  birth date,
  title text,
  enterprise jsonb,
  disabled boolean not null default false,
  created timestamp with time zone not null default now(),
  password_at timestamp with time zone,
  password_until timestamp with time zone,
  constraint person_pkey PRIMARY KEY (city, id)
);
CREATE INDEX person_enterprise ON directory.person USING btree (city, ((enterprise ->> 'name'::text))) WHERE (enterprise IS NOT NULL);
CREATE INDEX person_id_number ON directory.person USING btree (city, id_number);
CREATE INDEX person_name ON directory.person USING btree (city, name);
CREATE UNIQUE INDEX person_key ON directory.person USING btree (city, key);
CREATE UNIQUE INDEX person_login ON directory.person USING btree (city, login);
grant insert, select, update on directory.person to yichuang_app;

create table directory.post_holder (
  city text not null,
  person uuid not null,
  role text not null,
  organ text not null,
  title text,
  from_day date not null default '2000-01-01'::date,
  until_day date,
  constraint post_holder_pkey PRIMARY KEY (city, person, role, organ),
  constraint post_holder_city_person_fkey FOREIGN KEY (city, person) REFERENCES directory.person(city, id)
);
CREATE INDEX post_holder_organ ON directory.post_holder USING btree (city, organ, role);
CREATE UNIQUE INDEX one_administrator ON directory.post_holder USING btree (city, person) WHERE (role = ANY (ARRAY['sysadmin'::text, 'secadmin'::text, 'auditor'::text]));
grant insert, select, update on directory.post_holder to yichuang_app;

create table hall.assistance (
  city text not null,
  id uuid not null,
  clerk uuid not null,
  applicant uuid not null,
  mandate jsonb not null,
  expires timestamp with time zone not null,
  draft uuid,
  readback_hash bytea,
  readback_state text not null default 'none'::text,
  readback_shown jsonb,
  readback_answers jsonb,
  signature jsonb,
  created timestamp with time zone not null,
  readback_at timestamp with time zone,
  constraint assistance_pkey PRIMARY KEY (city, id),
  constraint assistance_readback_state_check CHECK ((readback_state = ANY (ARRAY['none'::text, 'open'::text, 'confirmed'::text, 'rejected'::text])))
);
CREATE INDEX assistance_clerk ON hall.assistance USING btree (city, clerk, id DESC);
CREATE UNIQUE INDEX assistance_readback ON hall.assistance USING btree (city, readback_hash);
grant insert, select, update on hall.assistance to yichuang_app;

create table hall.rating (
  city text not null,
  id uuid not null,
  subject uuid not null,
  subject_kind text not null,
  version integer not null,
  rater uuid not null,
  level integer not null,
  tags jsonb not null,
  text text,
  channel text not null,
  at timestamp with time zone not null,
  constraint rating_pkey PRIMARY KEY (city, id),
  constraint rating_level_check CHECK (((level >= 1) AND (level <= 5))),
  constraint rating_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['case'::text, 'bundle'::text])))
);
CREATE UNIQUE INDEX rating_subject ON hall.rating USING btree (city, subject, version);
grant insert, select, update on hall.rating to yichuang_app;

create table journal.alarm (
  city text not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  says text not null,
  raised_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  times integer not null default 1,
  closed_at timestamp with time zone,
  closed_by uuid,
  reason text,
  constraint alarm_pkey PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX alarm_open ON journal.alarm USING btree (city, kind, subject) WHERE (closed_at IS NULL);
grant insert, select, update on journal.alarm to yichuang_app;
grant insert, select, update on journal.alarm to yichuang_sequencer;

create table journal.checkpoint (
  city text not null,
  log text not null,
  profile text not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  signed_at timestamp with time zone not null,
  constraint checkpoint_pkey PRIMARY KEY (city, log, profile, size),
  constraint checkpoint_profile_check CHECK ((profile = ANY (ARRAY['intl'::text, 'sm'::text]))),
  constraint checkpoint_root_check CHECK ((octet_length(root) = 32)),
  constraint checkpoint_size_check CHECK ((size >= 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journal.checkpoint FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON journal.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant select on journal.checkpoint to yichuang_app;
grant insert, select on journal.checkpoint to yichuang_sequencer;

create table journal.cosigned (
  city text not null,
  log text not null,
  profile text not null,
  size bigint not null,
  note text not null,
  cosigned_at timestamp with time zone not null,
  constraint cosigned_pkey PRIMARY KEY (city, log, profile, size),
  constraint cosigned_city_log_profile_size_fkey FOREIGN KEY (city, log, profile, size) REFERENCES journal.checkpoint(city, log, profile, size)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journal.cosigned FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON journal.cosigned FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant select on journal.cosigned to yichuang_app;
grant insert, select on journal.cosigned to yichuang_sequencer;

create table journal.cursor (
  city text not null,
  subscriber text not null,
  log text not null,
  index bigint not null,
  constraint cursor_pkey PRIMARY KEY (city, subscriber, log)
);
grant insert, select, update on journal.cursor to yichuang_app;

create table journal.entry (
  city text not null,
  id uuid not null,
  subject text not null,
  type text not null,
  body bytea not null,
  leaf bytea not null,
  rec_us bigint not null,
  receipt bytea,
  constraint entry_pkey PRIMARY KEY (city, id),
  constraint entry_leaf_check CHECK ((octet_length(leaf) = 32)),
  constraint entry_receipt_check CHECK ((octet_length(receipt) = 68))
);
CREATE INDEX entry_subject ON journal.entry USING btree (city, subject, id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journal.entry FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON journal.entry FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant insert, select on journal.entry to yichuang_app;
grant insert, select on journal.entry to yichuang_sequencer;

create table journal.head (
  city text not null,
  log text not null,
  profile text not null,
  size bigint not null,
  note text not null,
  signed_at timestamp with time zone not null,
  quorum_at timestamp with time zone,
  witnesses jsonb not null default '{}'::jsonb,
  constraint head_pkey PRIMARY KEY (city, log, profile)
);
grant select on journal.head to yichuang_app;
grant insert, select, update on journal.head to yichuang_sequencer;

create table journal.leaf (
  city text not null,
  log text not null,
  index bigint not null,
  entry uuid not null,
  leaf bytea not null,
  constraint leaf_pkey PRIMARY KEY (city, log, index),
  constraint leaf_city_entry_key UNIQUE (city, entry),
  constraint leaf_index_check CHECK ((index >= 0)),
  constraint leaf_leaf_check CHECK ((octet_length(leaf) = 32)),
  constraint leaf_city_entry_fkey FOREIGN KEY (city, entry) REFERENCES journal.entry(city, id)
);
CREATE INDEX leaf_leaf ON journal.leaf USING btree (city, leaf);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON journal.leaf FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON journal.leaf FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
grant select on journal.leaf to yichuang_app;
grant insert, select on journal.leaf to yichuang_sequencer;

create table journal.pending (
  city text not null,
  id uuid not null,
  constraint pending_pkey PRIMARY KEY (city, id)
);
grant insert, select on journal.pending to yichuang_app;
grant delete, select on journal.pending to yichuang_sequencer;

create table journal.set_aside (
  city text not null,
  subscriber text not null,
  log text not null,
  index bigint not null,
  error text not null,
  at timestamp with time zone not null default now(),
  settled_at timestamp with time zone,
  constraint set_aside_pkey PRIMARY KEY (city, subscriber, log, index)
);
grant insert, select, update on journal.set_aside to yichuang_app;

create table kernel.counter (
  city text not null,
  name text not null,
  value bigint not null,
  constraint counter_pkey PRIMARY KEY (city, name)
);
grant insert, select, update on kernel.counter to yichuang_app;

create table kernel.document (
  city text not null,
  id uuid not null,
  case_id uuid,
  template text not null,
  version integer not null,
  number text,
  data jsonb,
  digest bytea not null,
  salt bytea,
  legal_at timestamp with time zone not null,
  rec_at timestamp with time zone not null,
  served_at timestamp with time zone,
  constraint document_pkey PRIMARY KEY (city, id)
);
CREATE INDEX document_case ON kernel.document USING btree (city, case_id);
CREATE UNIQUE INDEX document_number ON kernel.document USING btree (city, number);
grant insert, select, update (served_at) on kernel.document to yichuang_app;
grant select, update (data, salt) on kernel.document to yichuang_eraser;

create table kernel.file (
  city text not null,
  owner uuid not null,
  sha256 bytea not null,
  size bigint not null,
  type text not null,
  name text not null,
  salt bytea,
  created timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (city, owner, sha256)
);
grant insert, select, update on kernel.file to yichuang_app;

create table kernel.idempotency (
  city text not null,
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  body jsonb,
  created timestamp with time zone not null default now(),
  constraint idempotency_pkey PRIMARY KEY (city, actor, key)
);
CREATE INDEX idempotency_created ON kernel.idempotency USING btree (city, created);
grant delete, insert, select, update on kernel.idempotency to yichuang_app;

create table kernel.job (
  city text not null,
  id uuid not null,
  kind text not null,
  payload jsonb not null,
  clock text not null,
  run_at timestamp with time zone not null,
  dedupe_key text,
  attempts integer not null default 0,
  locked_until timestamp with time zone,
  last_error text,
  done_at timestamp with time zone,
  dead boolean not null default false,
  constraint job_pkey PRIMARY KEY (city, id),
  constraint job_clock_check CHECK ((clock = ANY (ARRAY['legal'::text, 'real'::text])))
);
CREATE INDEX job_dead ON kernel.job USING btree (city, run_at) WHERE dead;
CREATE INDEX job_due ON kernel.job USING btree (city, clock, run_at, id) WHERE ((done_at IS NULL) AND (NOT dead));
CREATE UNIQUE INDEX job_dedupe ON kernel.job USING btree (city, kind, dedupe_key) WHERE ((dedupe_key IS NOT NULL) AND (done_at IS NULL) AND (NOT dead));
grant delete, insert, select, update on kernel.job to yichuang_app;

create table kernel.migration (
  id integer not null,
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (id)
);
grant select on kernel.migration to yichuang_app;

create table kernel.session (
  city text not null,
  token_hash bytea not null,
  person uuid not null,
  grants jsonb not null,
  created timestamp with time zone not null,
  last_seen timestamp with time zone not null,
  expires timestamp with time zone not null,
  csrf text not null,
  assurance text not null,
  constraint session_pkey PRIMARY KEY (city, token_hash)
);
CREATE INDEX session_expires ON kernel.session USING btree (city, expires);
CREATE INDEX session_person ON kernel.session USING btree (city, person);
grant delete, insert, select, update on kernel.session to yichuang_app;

create table kernel.setting (
  city text not null,
  name text not null,
  value jsonb not null,
  constraint setting_pkey PRIMARY KEY (city, name)
);
grant insert, select, update on kernel.setting to yichuang_app;

create table kernel.sign_in_attempt (
  city text not null,
  kind text not null,
  subject text not null,
  failures integer not null default 0,
  last_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint sign_in_attempt_pkey PRIMARY KEY (city, kind, subject),
  constraint sign_in_attempt_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'address'::text])))
);
grant delete, insert, select, update on kernel.sign_in_attempt to yichuang_app;

create table licences.licence (
  city text not null,
  id uuid not null,
  identifier text not null,
  type text not null,
  name text not null,
  case_id uuid not null,
  item text not null,
  organ text not null,
  holder uuid not null,
  content jsonb,
  document uuid not null,
  check_code text not null,
  issued_on date not null,
  valid_until date,
  state text not null,
  state_reason text,
  constraint licence_pkey PRIMARY KEY (city, id),
  constraint licence_state_check CHECK ((state = ANY (ARRAY['valid'::text, 'expired'::text, 'suspended'::text, 'revoked'::text, 'withdrawn'::text, 'cancelled'::text, 'lost'::text])))
);
CREATE INDEX licence_case ON licences.licence USING btree (city, case_id);
CREATE INDEX licence_holder ON licences.licence USING btree (city, holder, id DESC);
CREATE UNIQUE INDEX licence_check_code ON licences.licence USING btree (city, check_code);
CREATE UNIQUE INDEX licence_identifier ON licences.licence USING btree (city, identifier);
grant insert, select, update on licences.licence to yichuang_app;
grant select, update (content) on licences.licence to yichuang_eraser;

create table licences.use (
  city text not null,
  id uuid not null,
  licence uuid not null,
  who uuid,
  role text not null,
  item text,
  purpose text not null,
  at timestamp with time zone not null,
  constraint use_pkey PRIMARY KEY (city, id),
  constraint use_city_licence_fkey FOREIGN KEY (city, licence) REFERENCES licences.licence(city, id)
);
CREATE INDEX use_licence ON licences.use USING btree (city, licence, id DESC);
grant insert, select, update on licences.use to yichuang_app;

CREATE OR REPLACE FUNCTION catalogue.keep_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'revision % of % is published and cannot be deleted', old.revision, old.key using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if old.state <> 'draft' and (new.terms <> old.terms or new.hash <> old.hash or new.effective_from is distinct from old.effective_from
    or new.city <> old.city or new.key <> old.key or new.revision <> old.revision or new.state = 'draft') then
    raise exception 'revision % of % is published and cannot be changed', old.revision, old.key using errcode = 'insufficient_privilege';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION kernel.append_only(named regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('revoke update, delete, truncate on %s from yichuang_app, yichuang_sequencer, yichuang_eraser', named);
  execute format('create trigger append_only before update or delete on %s for each row execute function kernel.refuse_change()', named);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function kernel.refuse_change()', named);
end $function$;

CREATE OR REPLACE FUNCTION kernel.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% of % is refused: the table is append-only', tg_op, tg_table_schema || '.' || tg_table_name
    using errcode = 'insufficient_privilege';
end $function$;
