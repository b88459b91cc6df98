-- The thesaurus: what the concepts of the field are called, so that a search for one name finds texts that use another.

create table "thesaurusConcept" (
  id uuid primary key default gen_random_uuid(),
  -- [{text, language, isNarrower}]; a language of null stands for all.
  terms jsonb not null,
  note text not null default '',
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  version integer not null default 1
);

-- One row, from the moment the concepts that the program ships were put in: whoever deletes them afterwards is rid of them.
create table thesaurus (
  "only" boolean primary key default true check ("only"),
  "filledAt" timestamptz not null
);

-- What a search finds depends on it.
create trigger "announce" after insert or update or delete on "thesaurusConcept" for each statement execute function "announcePublicChange"();
