-- Collections: published practices that the secretariat puts together, with an introduction.

create table collection (
  id uuid primary key default gen_random_uuid(),
  -- Its address, for good from the day it is made.
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  -- Markdown.
  introduction text not null default '',
  language text not null default 'es' check (language in ('es','en','pt','fr')),
  -- Null while it is a draft, and again when it is taken out of public.
  "publishedAt" timestamptz,
  "createdBy" text references person (id),
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  version integer not null default 1
);
create index "collection_createdBy" on collection ("createdBy");

-- The practices of a collection. One that is retired keeps its row, and is shown to nobody but the secretariat.
create table "collectionPractice" (
  "collectionId" uuid not null references collection (id) on delete cascade,
  "practiceId" uuid not null references practice (id),
  -- Place among the others, from 1.
  position integer not null,
  -- Why it stands here, as plain text; may be empty.
  note text not null default '',
  primary key ("collectionId", "practiceId")
);
create index "collectionPractice_practiceId" on "collectionPractice" ("practiceId");

-- Pages kept for everybody show them. Whatever changes the practices of a collection changes its own row as well.
create trigger "announce" after insert or update or delete on collection for each statement execute function "announcePublicChange"();
