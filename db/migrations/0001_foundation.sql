-- The first foundation: people, institutions, practices, assessments, catalogue, journal.
-- Columns are camelCase so that one spelling runs from the column to the form field.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- One row: what this installation is called, which edition it works with, and its one-time set-up link.
create table instance (
  "only" boolean primary key default true check ("only"),
  "networkName" text not null default '',
  "isDemo" boolean not null default false,
  "authSecret" text not null,
  "setupTokenHash" text,
  "setupDoneAt" timestamptz,
  "createdAt" timestamptz not null default now()
);

-- people ---------------------------------------------------------------------------------------------------------

create table person (
  id text primary key default gen_random_uuid()::text,
  name text not null,
  email text not null unique check (email = lower(email)),
  "emailVerified" boolean not null default false,
  image text,
  roles text[] not null default '{}' check (roles <@ array['author','assessor','secretariat']),
  locale text not null default 'es' check (locale in ('es','en','pt','fr')),
  "deactivatedAt" timestamptz,
  version integer not null default 1,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table "personSession" (
  id text primary key default gen_random_uuid()::text,
  token text not null unique,
  "userId" text not null references person (id) on delete cascade,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index "personSession_userId" on "personSession" ("userId");

create table "personCredential" (
  id text primary key default gen_random_uuid()::text,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references person (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  unique ("providerId", "accountId")
);
create index "personCredential_userId" on "personCredential" ("userId");

create table "personVerification" (
  id text primary key default gen_random_uuid()::text,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index "personVerification_identifier" on "personVerification" (identifier);

-- A secret link somebody hands over: to join, or to choose a new password.
create table invitation (
  id uuid primary key default gen_random_uuid(),
  "tokenHash" text not null unique,
  purpose text not null check (purpose in ('join','reset')),
  "personId" text not null references person (id) on delete cascade,
  "createdBy" text references person (id),
  "createdAt" timestamptz not null default now(),
  "expiresAt" timestamptz not null,
  "usedAt" timestamptz
);
create index "invitation_personId" on invitation ("personId");
create index "invitation_createdBy" on invitation ("createdBy");

create table "apiKey" (
  id uuid primary key default gen_random_uuid(),
  "personId" text not null references person (id) on delete cascade,
  name text not null,
  "keyHash" text not null unique,
  "createdAt" timestamptz not null default now(),
  "revokedAt" timestamptz
);
create index "apiKey_personId" on "apiKey" ("personId");

-- institutions ---------------------------------------------------------------------------------------------------

create table institution (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  country text check (country ~ '^[A-Z]{2}$'),
  level text check (level in ('municipal','state','national','regional','international')),
  "parentId" uuid references institution (id),
  version integer not null default 1,
  "createdAt" timestamptz not null default now(),
  check ("parentId" is distinct from id)
);
create index "institution_parentId" on institution ("parentId");

-- Every spelling under which an institution is recognised, its own name included; folded = no accents, no case.
create table "institutionAlias" (
  folded text primary key,
  alias text not null,
  "institutionId" uuid not null references institution (id) on delete cascade
);
create index "institutionAlias_institutionId" on "institutionAlias" ("institutionId");
create index "institutionAlias_similar" on "institutionAlias" using gin (folded gin_trgm_ops);

create table "personInstitution" (
  "personId" text not null references person (id) on delete cascade,
  "institutionId" uuid not null references institution (id),
  primary key ("personId", "institutionId")
);
create index "personInstitution_institutionId" on "personInstitution" ("institutionId");

-- practices ------------------------------------------------------------------------------------------------------

create sequence "practiceNumber";

create table practice (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  edition text not null,
  language text not null default 'es' check (language in ('es','en','pt','fr')),
  state text not null default 'draft' check (state in
    ('draft','submitted','requirements','assessment','deliberation','decided','published','returned','withdrawn','retired','archived')),
  "declaredClass" text check ("declaredClass" in ('good','promising')),
  -- Nobody owns a draft that the operator imported, until it is handed over.
  "ownerId" text references person (id),
  "isExample" boolean not null default false,
  "isInvented" boolean not null default false,
  version integer not null default 1,
  "createdAt" timestamptz not null default now(),
  "stateSince" timestamptz not null default now()
);
create index "practice_ownerId" on practice ("ownerId");
create index "practice_state" on practice (state);

-- One row per section of the form: the eight fields (Markdown in a JSON string) and the optional layers (JSON).
create table "practiceSection" (
  "practiceId" uuid not null references practice (id),
  key text not null,
  value jsonb not null,
  done boolean not null default false,
  version integer not null default 1,
  "updatedBy" text references person (id),
  "updatedAt" timestamptz not null default now(),
  primary key ("practiceId", key)
);
create index "practiceSection_updatedBy" on "practiceSection" ("updatedBy");

-- What a section said before each change: nothing written is lost.
create table "practiceSectionRevision" (
  "practiceId" uuid not null references practice (id),
  key text not null,
  version integer not null,
  value jsonb not null,
  "updatedBy" text references person (id),
  "updatedAt" timestamptz not null,
  primary key ("practiceId", key, version)
);
create index "practiceSectionRevision_updatedBy" on "practiceSectionRevision" ("updatedBy");

-- Institutions recognised beside the text; those that implement must authorise.
create table "practiceInstitution" (
  "practiceId" uuid not null references practice (id),
  "institutionId" uuid not null references institution (id),
  primary key ("practiceId", "institutionId")
);
create index "practiceInstitution_institutionId" on "practiceInstitution" ("institutionId");

-- Text of an imported file that found no field, kept until a person places or dismisses it; or a comment that stood beside the text.
create table "practiceUnplaced" (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  position integer not null,
  kind text not null default 'text' check (kind in ('text','note')),
  text text not null,
  origin text not null,
  "settledAt" timestamptz,
  "placedIn" text
);
create index "practiceUnplaced_practiceId" on "practiceUnplaced" ("practiceId");

-- Where a practice came from that another instance handed over. The same document again is known by what it says.
create table "practiceSource" (
  "practiceId" uuid primary key references practice (id),
  instance text not null,
  code text not null,
  -- SHA-256 of what was taken in.
  "contentHash" text not null check ("contentHash" ~ '^[0-9a-f]{64}$'),
  "exportedAt" timestamptz not null
);
create index "practiceSource_contentHash" on "practiceSource" ("contentHash");

-- The frozen text of each sending; assessments, verdicts and the public page point at one of these.
create table "practiceVersion" (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  number integer not null,
  content jsonb not null,
  "submittedBy" text references person (id),
  "submittedAt" timestamptz not null default now(),
  unique ("practiceId", number)
);
create index "practiceVersion_submittedBy" on "practiceVersion" ("submittedBy");

-- What the secretariat asked to be mended, anchored to a field, with the act that returned it.
create table "practiceObservation" (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  "versionId" uuid references "practiceVersion" (id),
  key text,
  text text not null,
  "createdBy" text references person (id),
  "createdAt" timestamptz not null default now()
);
create index "practiceObservation_practiceId" on "practiceObservation" ("practiceId");
create index "practiceObservation_versionId" on "practiceObservation" ("versionId");
create index "practiceObservation_createdBy" on "practiceObservation" ("createdBy");

-- How alike texts are looked for without reading every one: by words in letters and digits without accents and case, and by a handful of
-- numbers that stand for the sequences of words in a text. The expressions are indexed, so whatever writes a text keeps them true; an index
-- is built without a search path, hence the schema before each name.
create function "foldedText"(body text) returns text language sql immutable parallel safe cost 1000 as $$
  select trim(regexp_replace(lower(public.unaccent('public.unaccent', body)), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- The 32 smallest numbers among those of all sequences of four words (a bottom-k sketch: Broder 1997, "On the resemblance and containment
-- of documents"); two texts that share a tenth of their sequences nearly always share one of these numbers. A number needs to be the same
-- only within one server: a restore builds the index anew.
create function "textSketch"(body text) returns integer[] language plpgsql immutable parallel safe cost 100000 as $$
declare
  words text[] := string_to_array(public."foldedText"(left(body, 20000)), ' ');
  marks integer[] := '{}';
begin
  for at in 1 .. cardinality(words) - 3 loop
    marks[at] := hashtext(words[at] || ' ' || words[at + 1] || ' ' || words[at + 2] || ' ' || words[at + 3]);
  end loop;
  return array(select distinct mark from unnest(marks) as mark order by mark limit 32);
end $$;

create index "practiceSection_title" on "practiceSection" using gin ("foldedText"(value #>> '{}') gin_trgm_ops) where key = 'title';
create index "practiceSection_sketch" on "practiceSection" using gin ("textSketch"(value #>> '{}')) where key = 'description';

-- bringing in files ----------------------------------------------------------------------------------------------

-- Files that came in together, through whichever door.
create table "importBatch" (
  id uuid primary key default gen_random_uuid(),
  -- Nobody owns what the operator brought in.
  "ownerId" text references person (id),
  -- Language of whoever sent the files, for what is written in the name of the batch.
  locale text not null default 'es' check (locale in ('es','en','pt','fr')),
  "createdAt" timestamptz not null default now()
);
create index "importBatch_ownerId" on "importBatch" ("ownerId", "createdAt");

-- One file of a batch. Its bytes lie in the data folder under their SHA-256.
create table "importFile" (
  id uuid primary key default gen_random_uuid(),
  "batchId" uuid not null references "importBatch" (id),
  position integer not null,
  name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null,
  -- held: some practice in it may be known already, and a person decides; known: the very same file was brought in before;
  -- dismissed: a person decided that no draft is made of it.
  state text not null default 'waiting' check (state in ('waiting','reading','created','held','known','refused','dismissed')),
  -- Why it was refused: a code of the list of failures.
  reason text,
  -- What a person needs for deciding: the practices held, or the labels and values of a form of another kind.
  report jsonb not null default '{}',
  -- How often reading it was begun: a file that ends the whole process is not begun for ever.
  attempts integer not null default 0,
  "claimedAt" timestamptz,
  -- The identical file is wanted a second time.
  again boolean not null default false,
  version integer not null default 1,
  unique ("batchId", position)
);
create index "importFile_sha256" on "importFile" (sha256);
create index "importFile_waiting" on "importFile" (position, id) where state in ('waiting','reading');

-- Where a practice came from, and what its reader doubted.
create table "importedPractice" (
  "practiceId" uuid primary key references practice (id),
  "fileId" uuid not null references "importFile" (id),
  -- Place among the practices of the file, from 0.
  position integer not null,
  -- Per field: where it stood and how sure the reader was.
  origins jsonb not null,
  warnings jsonb not null,
  unique ("fileId", position)
);

-- Labels that the secretariat added to those of an edition, from forms that were mapped by hand.
create table "fieldAlias" (
  id uuid primary key default gen_random_uuid(),
  edition text not null,
  key text not null,
  alias text not null,
  folded text not null,
  "addedBy" text references person (id),
  "addedAt" timestamptz not null default now(),
  unique (edition, folded)
);
create index "fieldAlias_addedBy" on "fieldAlias" ("addedBy");

-- evidence -------------------------------------------------------------------------------------------------------

-- The bytes lie in the data folder under their SHA-256; a row says who may see them.
create table attachment (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  key text not null,
  name text not null,
  "mediaType" text not null,
  bytes integer not null check (bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  visibility text not null default 'assessors' check (visibility in ('public','network','assessors')),
  -- A person looked at it before everybody may: no personal data inside.
  "screenedBy" text references person (id),
  "screenedAt" timestamptz,
  "isInvented" boolean not null default false,
  "uploadedBy" text references person (id),
  "createdAt" timestamptz not null default now(),
  "removedAt" timestamptz,
  version integer not null default 1
);
create index "attachment_practiceId" on attachment ("practiceId");
create index "attachment_sha256" on attachment (sha256);
create index "attachment_screenedBy" on attachment ("screenedBy");
create index "attachment_uploadedBy" on attachment ("uploadedBy");

-- assessments ----------------------------------------------------------------------------------------------------

create table "requirementCheck" (
  "versionId" uuid not null references "practiceVersion" (id),
  key text not null,
  met boolean not null,
  reason text not null default '',
  "checkedBy" text not null references person (id),
  "checkedAt" timestamptz not null default now(),
  primary key ("versionId", key)
);
create index "requirementCheck_checkedBy" on "requirementCheck" ("checkedBy");

-- The people who judge one version together, and when they may see each other's judgements.
create table panel (
  "versionId" uuid primary key references "practiceVersion" (id),
  "openedAt" timestamptz not null default now(),
  "disclosedAt" timestamptz,
  "disclosedBy" text references person (id)
);
create index "panel_disclosedBy" on panel ("disclosedBy");

create table assessment (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  "versionId" uuid not null references "practiceVersion" (id),
  "assessorId" text not null references person (id),
  "assignedBy" text references person (id),
  "assignedAt" timestamptz not null default now(),
  -- Declared before the content opens: none, or an interest in the assessor's own words (then excused).
  interest text check (interest in ('none','declared')),
  "interestNote" text,
  "interestAt" timestamptz,
  -- All four judgements handed in.
  "submittedAt" timestamptz,
  "excusedAt" timestamptz,
  "definitionCheck" jsonb not null default '{}',
  version integer not null default 1,
  unique ("versionId", "assessorId")
);
create index "assessment_practiceId" on assessment ("practiceId");
create index "assessment_assessorId" on assessment ("assessorId");
create index "assessment_assignedBy" on assessment ("assignedBy");

-- One judgement per criterion; the first one is never changed after disclosure, a final one stands beside it.
create table judgement (
  "assessmentId" uuid not null references assessment (id),
  criterion text not null,
  round text not null default 'first' check (round in ('first','final')),
  level text check (level in ('0','1','2','3','unknown','notYet')),
  reason text not null default '',
  evidence text[] not null default '{}',
  questions jsonb not null default '{}',
  commitment jsonb,
  version integer not null default 1,
  "updatedAt" timestamptz not null default now(),
  primary key ("assessmentId", criterion, round)
);

create table verdict (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  "versionId" uuid not null unique references "practiceVersion" (id),
  edition text not null,
  -- What the rule proposed, whole, as it was computed.
  proposal jsonb not null,
  class text not null check (class in ('good','promising','unclassified')),
  unmet text[] not null,
  conditional boolean not null,
  -- Wording per criterion as it is published.
  wording jsonb not null,
  -- Written when the secretariat departs from the proposal.
  departure text,
  -- Nobody confirmed the verdict of an invented example.
  "confirmedBy" text references person (id),
  "confirmedAt" timestamptz not null default now(),
  "validUntil" date,
  "isInvented" boolean not null default false,
  check ("isInvented" or "confirmedBy" is not null)
);
create index "verdict_practiceId" on verdict ("practiceId");
create index "verdict_confirmedBy" on verdict ("confirmedBy");

-- catalogue ------------------------------------------------------------------------------------------------------

-- Words are indexed and asked for twice, with accents and without: the Spanish stemmer needs the accent to join "capacitar" with
-- "capacitación", and people leave it out. A third copy, not stemmed, answers the beginning of a word while it is typed.
create text search configuration "esUnaccented" (copy = spanish);
create text search configuration "enUnaccented" (copy = english);
create text search configuration "ptUnaccented" (copy = portuguese);
create text search configuration "frUnaccented" (copy = french);
create text search configuration "words" (copy = simple);
alter text search configuration "esUnaccented" alter mapping for hword, hword_part, word with unaccent, spanish_stem;
alter text search configuration "enUnaccented" alter mapping for hword, hword_part, word with unaccent, english_stem;
alter text search configuration "ptUnaccented" alter mapping for hword, hword_part, word with unaccent, portuguese_stem;
alter text search configuration "frUnaccented" alter mapping for hword, hword_part, word with unaccent, french_stem;
alter text search configuration "words" alter mapping for hword, hword_part, word with unaccent, simple;

create function "accentedConfig"(language text) returns regconfig language sql immutable parallel safe as $$
  select case language when 'en' then 'english'::regconfig when 'pt' then 'portuguese'::regconfig when 'fr' then 'french'::regconfig
    else 'spanish'::regconfig end
$$;

create function "unaccentedConfig"(language text) returns regconfig language sql immutable parallel safe as $$
  select case language when 'en' then '"enUnaccented"'::regconfig when 'pt' then '"ptUnaccented"'::regconfig
    when 'fr' then '"frUnaccented"'::regconfig else '"esUnaccented"'::regconfig end
$$;

-- Both copies of a text of one weight.
create function "searchCopies"(language text, body text, weight "char") returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector("accentedConfig"(language), body), weight) || setweight(to_tsvector("unaccentedConfig"(language), body), weight)
$$;

-- The language stands in the index like a word, so that one look into it answers a question put in all languages. No word looks like it.
create function "languageMark"(language text) returns text language sql immutable parallel safe as $$
  select '=' || language
$$;

-- The index of an entry, from the title (a) down to the rest (d).
create function "searchVector"(language text, a text, b text, c text, d text) returns tsvector language sql immutable parallel safe as $$
  select "searchCopies"(language, a, 'A') || "searchCopies"(language, b, 'B') || "searchCopies"(language, c, 'C') || "searchCopies"(language, d, 'D')
    || strip(to_tsvector('"words"', concat_ws(' ', a, b, c, d))) || array_to_tsvector(array["languageMark"(language)])
$$;

-- Gives typed words the accent back that their ending nearly always has ("capacitacion", "metodologia"): the stemmer knows these endings
-- with it only. A word that wrongly gets one is still found under its own spelling.
create function "withAccents"(language text, term text) returns text language sql immutable parallel safe as $$
  select case language
    when 'es' then regexp_replace(regexp_replace(term, '(\w\w)ion\M', '\1ión', 'gi'),
      '(\w\w)(log|nom|graf|metr|er|or|an|ant|ald)ia(s?)\M', '\1\2ía\3', 'gi')
    when 'pt' then regexp_replace(regexp_replace(term, '(\w\w)[cç]ao\M', '\1ção', 'gi'), '(\w\w)[cç]oes\M', '\1ções', 'gi')
    else term end
$$;

-- One word or phrase, found in either copy, accents left out or not; nothing when the language holds it for a stop word.
create function "searchTerm"(language text, term text) returns tsquery language sql immutable parallel safe as $$
  select case when numnode(phraseto_tsquery("accentedConfig"(language), term)) = 0 then ''::tsquery
    else phraseto_tsquery("accentedConfig"(language), term) || phraseto_tsquery("unaccentedConfig"(language), term)
      || phraseto_tsquery("accentedConfig"(language), "withAccents"(language, term)) end
$$;

-- All of `wanted`, none of `excluded`, and a word that may still be at its beginning.
create function "searchQuery"(language text, wanted text[], excluded text[], beginning text) returns tsquery language plpgsql immutable parallel safe as $$
declare
  asked tsquery := '';
  term text;
begin
  foreach term in array wanted loop
    asked := asked && "searchTerm"(language, term);
  end loop;
  foreach term in array excluded loop
    asked := asked && !! "searchTerm"(language, term);
  end loop;
  if numnode("searchTerm"(language, beginning)) > 0 then
    asked := asked && ("searchTerm"(language, beginning) || (phraseto_tsquery('"words"', beginning)::text || ':*')::tsquery);
  end if;
  return asked;
end $$;

-- Sets chr(2) and chr(3) around every word of a text that the query asks for, under each of the copies that it asks; marks may nest.
create function "markMatches"(language text, body text, query tsquery) returns text language plpgsql stable parallel safe as $$
declare
  options constant text := 'HighlightAll=true, StartSel="' || chr(2) || '", StopSel="' || chr(3) || '"';
begin
  body := ts_headline("accentedConfig"(language), body, query, options);
  body := ts_headline("unaccentedConfig"(language), body, query, options);
  if query::text like '%:*%' then
    body := ts_headline('"words"', body, query, options);
  end if;
  return body;
end $$;

-- The stretch of a text that answers the query best, marked: all of the query or, failing that, any word of it; null when nothing does.
create function "markedPassage"(language text, body text, query tsquery) returns text language plpgsql stable parallel safe as $$
declare
  options constant text := 'MaxWords=32, MinWords=16, MaxFragments=1, StartSel="' || chr(2) || '", StopSel="' || chr(3) || '"';
  asked tsquery;
  config regconfig;
  passage text;
begin
  foreach asked in array array[query, replace(querytree(query), ' & ', ' | ')::tsquery] loop
    foreach config in array array["accentedConfig"(language), "unaccentedConfig"(language), '"words"'::regconfig] loop
      passage := ts_headline(config, body, asked, options);
      if strpos(passage, chr(2)) > 0 then
        return "markMatches"(language, passage, query);
      end if;
    end loop;
  end loop;
  return null;
end $$;

-- The lines of a text that hold one of some beginnings of words (a regular expression without accents); null when none does. To look for
-- them takes a small part of the time in which a text is read word by word, so it comes before marking.
create function "likelyLines"(body text, beginnings text) returns text language sql stable parallel safe as $$
  select left(string_agg(line, E'\n'), 8000) from string_to_table(body, E'\n') as line where unaccent(line) ~* beginnings
$$;

-- What the public sees: one row per practice that was ever published; a retired one keeps its code as a tombstone.
create table "catalogueEntry" (
  "practiceId" uuid primary key references practice (id),
  code text not null unique,
  "versionId" uuid not null references "practiceVersion" (id),
  -- Everything a public page or record needs, assembled at publication.
  document jsonb,
  language text not null,
  -- All values it is filtered by and counted under, each with its facet before it: `group:refugee`.
  facets text[] collate "C" not null default '{}',
  -- The words of the title alone: short enough to be weighed for every result of a broad question.
  "titleWords" tsvector,
  search tsvector,
  -- The words of the text alone, from which a search shows the passage that answers it.
  passages text,
  "publishedAt" timestamptz not null,
  "updatedAt" timestamptz not null default now(),
  "goneAt" timestamptz,
  check (("goneAt" is null) = (document is not null))
);
create index "catalogueEntry_versionId" on "catalogueEntry" ("versionId");
create index "catalogueEntry_search" on "catalogueEntry" using gin (search);
create index "catalogueEntry_facets" on "catalogueEntry" using gin (facets);
create index "catalogueEntry_publishedAt" on "catalogueEntry" ("publishedAt" desc, code desc) where "goneAt" is null;
-- Long, read for few rows, and of a kind that does not shrink: kept beside the row, so that counting reads short rows.
alter table "catalogueEntry" alter column search set storage external;

-- journal --------------------------------------------------------------------------------------------------------

-- Every change leaves a row in its own transaction. No names, answers or tokens: ids, keys and numbers only.
create table journal (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  act text not null,
  "actorId" text,
  door text not null check (door in ('page','api','cli','server')),
  "subjectKind" text,
  "subjectId" text,
  detail jsonb not null default '{}'
);
create index "journal_subject" on journal ("subjectKind", "subjectId", id);
-- Files and assessments name the practice they belong to.
create index "journal_practice" on journal ((detail ->> 'practice'), id);

-- A creating call that is repeated with the same key gets the first answer again.
create table "idempotentCall" (
  key text not null,
  "personId" text not null,
  call text not null,
  "bodyHash" text not null,
  answer jsonb,
  "createdAt" timestamptz not null default now(),
  primary key (key, "personId")
);

-- Whoever serves public pages from memory listens here: any change of what the public sees, through any door, is announced on commit.
create function "announcePublicChange"() returns trigger language plpgsql as $$
begin
  perform pg_notify('acervo_public', tg_table_name);
  return null;
end $$;
create trigger "announce" after insert or update or delete on "catalogueEntry" for each statement execute function "announcePublicChange"();
create trigger "announce" after insert or update or delete on institution for each statement execute function "announcePublicChange"();
create trigger "announce" after insert or update or delete on attachment for each statement execute function "announcePublicChange"();
create trigger "announce" after update on instance for each statement execute function "announcePublicChange"();
