-- catalogue: items and bundles in revisions, what the province lets the city run, imported statutes.
create schema catalogue;

-- 基本目录 (ITM-02): an item whose code is not here cannot be published
create table catalogue.basic (
  city text not null,
  code text not null,
  name text not null,
  type_code text not null,
  -- on the list 最多跑一次 (STD-01)
  at_most_once boolean not null default false,
  primary key (city, code)
);

-- 证明事项清单 (MOD-09)
create table catalogue.proof (
  city text not null,
  name text not null,
  asked_by text not null,
  issued_by text not null,
  guide text not null,
  basis jsonb not null,
  primary key (city, name)
);

create table catalogue.item_revision (
  city text not null,
  key text not null,
  revision int not null check (revision >= 1),
  state text not null check (state in ('draft', 'published', 'suspended', 'abolished')),
  -- first day of that state, for suspended and abolished
  state_since date,
  name text not null,
  -- organ of the city; null in a draft that belongs to nobody here
  organ text,
  -- as an import names it: department, main item (主项), division code of another place
  department text,
  main_item text,
  area text,
  -- complete terms once published; a draft may hold a part of them
  terms jsonb not null,
  source text not null,
  hash bytea not null check (octet_length(hash) = 32),
  -- findings at the time of saving
  lint jsonb not null,
  effective_from date,
  effective_until date,
  published_by uuid,
  published_at timestamptz,
  primary key (city, key, revision),
  check (state = 'draft' or (organ is not null and effective_from is not null and published_at is not null))
);
create index item_revision_state on catalogue.item_revision (city, state, key, revision);
create index item_revision_main on catalogue.item_revision (city, main_item) where main_item is not null;

create table catalogue.bundle_revision (
  city text not null,
  key text not null,
  revision int not null check (revision >= 1),
  state text not null check (state in ('draft', 'published', 'suspended', 'abolished')),
  state_since date,
  terms jsonb not null,
  hash bytea not null check (octet_length(hash) = 32),
  effective_from date not null,
  effective_until date,
  published_by uuid,
  published_at timestamptz,
  primary key (city, key, revision)
);

-- which row of which file became which draft: importing the same file again changes nothing
create table catalogue.imported (
  city text not null,
  source text not null,
  row_id text not null,
  hash bytea not null check (octet_length(hash) = 32),
  key text not null,
  revision int not null,
  primary key (city, source, row_id)
);

-- A published revision is a promise to whoever filed under it: only its state and its last day may still change.
create function catalogue.keep_published() returns trigger language plpgsql as $$
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
end $$;
create trigger keep_published before update or delete on catalogue.item_revision for each row execute function catalogue.keep_published();
create trigger keep_published before update or delete on catalogue.bundle_revision for each row execute function catalogue.keep_published();

-- Statutes are the same for every city: reference tables (server/kernel/referenceTables.ts).
create table catalogue.law_text (
  -- short title, the key by which rules cite: 行政许可法
  law text not null,
  -- day of adoption of this text, not of its entry into force; '' where the source gives none
  version text not null,
  title text not null,
  level text not null,
  history jsonb not null,
  articles int not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (law, version)
);

create table catalogue.law_article (
  law text not null,
  version text not null,
  no int not null,
  label text not null,
  -- chapter and section
  path jsonb not null,
  paragraphs jsonb not null,
  primary key (law, version, no),
  foreign key (law, version) references catalogue.law_text (law, version)
);
