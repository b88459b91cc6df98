-- Searches that people keep, and readers without an account who follow one by mail.

create table "savedSearch" (
  id uuid primary key default gen_random_uuid(),
  "personId" text not null references person (id) on delete cascade,
  name text not null,
  -- As the catalogue's address spells it: `q=empleo&country=MX`; empty for the whole catalogue.
  query text not null,
  alert text not null check (alert in ('none','daily','weekly')),
  -- What happened until then has been told, or is not to be.
  "toldUntil" timestamptz not null,
  -- When the next alert is due; null where none is wished.
  "dueAt" timestamptz,
  version integer not null default 1,
  "createdAt" timestamptz not null,
  check ((alert = 'none') = ("dueAt" is null))
);
create index "savedSearch_personId" on "savedSearch" ("personId");
create index "savedSearch_dueAt" on "savedSearch" ("dueAt") where "dueAt" is not null;

create table "mailFollower" (
  id uuid primary key default gen_random_uuid(),
  -- Nothing of it stands in the journal; it goes with the row when the following ends.
  email text not null,
  language text not null check (language in ('es','en','pt','fr')),
  query text not null,
  alert text not null check (alert in ('daily','weekly')),
  -- Of the secret in the mail that asks whether the address wishes this; null once it said yes.
  "confirmHash" text unique,
  -- Ends the following and opens nothing; it is kept as it is because every mail carries it.
  "stopSecret" text not null unique,
  "requestedAt" timestamptz not null,
  "confirmedAt" timestamptz,
  "toldUntil" timestamptz not null,
  "dueAt" timestamptz,
  unique (email, query),
  check (("confirmedAt" is null) = ("dueAt" is null))
);
create index "mailFollower_dueAt" on "mailFollower" ("dueAt") where "dueAt" is not null;
create index "mailFollower_unconfirmed" on "mailFollower" ("requestedAt") where "confirmedAt" is null;

-- A mail goes to an account or to a follower, and a follower's is gone with her.
alter table mail alter column "personId" drop not null;
alter table mail add column "followerId" uuid references "mailFollower" (id) on delete cascade;
alter table mail add check ("personId" is null or "followerId" is null);
-- Where a mail program unsubscribes with one click (RFC 8058): a path without origin.
alter table mail add column "unsubscribePath" text;
alter table mail drop constraint "mail_purpose_check";
alter table mail add constraint "mail_purpose_check" check (purpose in ('notices','join','reset','alert','follow'));
create index "mail_followerId" on mail ("followerId");
