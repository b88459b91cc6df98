-- Translations of practices: per language one text for each text of the original, how far it can be trusted, and what everybody reads of it.

create table "practiceTranslation" (
  "practiceId" uuid not null references practice (id),
  language text not null check (language in ('es','en','pt','fr')),
  -- What everybody reads, by text: `{"title": {"text", "status", "originalHash"}}`; null while it is not published. No constraint may name
  -- it: a purge of personal data looks into it.
  published jsonb,
  "publishedAt" timestamptz,
  version integer not null default 1,
  primary key ("practiceId", language)
);

create table "practiceTranslationText" (
  "practiceId" uuid not null,
  language text not null,
  -- A field, `abstract`, or a note of a layer such as `conditions.other`.
  key text not null,
  text text not null,
  status text not null check (status in ('reviewed','machine')),
  -- SHA-256 of the original it says; another one means that the original has changed since.
  "originalHash" text not null,
  version integer not null default 1,
  "updatedBy" text references person (id),
  "updatedAt" timestamptz not null,
  primary key ("practiceId", language, key),
  foreign key ("practiceId", language) references "practiceTranslation" on delete cascade
);
create index "practiceTranslationText_updatedBy" on "practiceTranslationText" ("updatedBy");

create trigger "announce" after update of published on "practiceTranslation" for each statement execute function "announcePublicChange"();
