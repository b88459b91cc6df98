-- Messages of readers to the people who document a practice. Kept for a limited time, and never longer than whoever reads them wants.

create table "contactMessage" (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  -- What the reader wants: a key of the form.
  purpose text not null,
  name text not null,
  -- For the answer.
  email text not null,
  text text not null,
  "receivedAt" timestamptz not null
);
create index "contactMessage_practiceId" on "contactMessage" ("practiceId", "receivedAt");
create index "contactMessage_receivedAt" on "contactMessage" ("receivedAt");
