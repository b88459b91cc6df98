-- Calls, independent panels, the label and its life, accompaniment, calibration, notices: everything between a sent practice and a
-- verdict that holds up.

alter table instance add column edition text not null default 'redlac-2021/1';
alter table instance add column "timeZone" text not null default 'America/Mexico_City';

-- What somebody wishes to hear of by mail; and what an assessor knows about, for suggestions.
alter table person add column notices text not null default 'all' check (notices in ('all','todo','none'));
alter table person add column themes text[] not null default '{}';

-- calls ----------------------------------------------------------------------------------------------------------

create sequence "callNumber";

-- A call for practices (convocatoria). Moments are kept as instants; the zone says what day and hour they are for people.
create table call (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  title text not null,
  introduction text not null default '',
  edition text not null,
  themes text[] not null default '{}',
  "timeZone" text not null,
  "opensAt" timestamptz not null,
  "closesAt" timestamptz not null,
  -- Until when assessors hand in.
  "assessBy" timestamptz not null,
  -- Set when the secretariat ends the call; its figures are public from then on.
  "endedAt" timestamptz,
  "createdBy" text references person (id),
  "createdAt" timestamptz not null,
  version integer not null default 1,
  check ("opensAt" < "closesAt" and "closesAt" <= "assessBy")
);
create index "call_createdBy" on call ("createdBy");

-- The people who may be assigned in a call.
create table "callAssessor" (
  "callId" uuid not null references call (id),
  "personId" text not null references person (id),
  "addedAt" timestamptz not null,
  primary key ("callId", "personId")
);
create index "callAssessor_personId" on "callAssessor" ("personId");

-- practices ------------------------------------------------------------------------------------------------------

-- The call an author answers; null outside any call.
alter table practice add column "callId" uuid references call (id);
create index "practice_callId" on practice ("callId");

-- sending: as the author sent it · correction: a typo or a translation that keeps the label of `basedOn` · reconsideration: the text of
-- `basedOn` again, for two new assessors.
alter table "practiceVersion" add column kind text not null default 'sending' check (kind in ('sending','correction','reconsideration'));
alter table "practiceVersion" add column "basedOn" uuid references "practiceVersion" (id);
alter table "practiceVersion" add column "callId" uuid references call (id);
-- The author says that nothing but a typo or a translation changed; the secretariat decides.
alter table "practiceVersion" add column "isSaidToCorrect" boolean not null default false;
-- Taken back after it was sent, or after it was to be judged again: the version before it is the current one.
alter table "practiceVersion" add column "droppedAt" timestamptz;
-- What the author judged of her own practice when she sent it: `{ [criterion]: Judgement }`.
alter table "practiceVersion" add column "selfAssessment" jsonb;
alter table "practiceVersion" add check ((kind = 'sending') = ("basedOn" is null));
create index "practiceVersion_basedOn" on "practiceVersion" ("basedOn");
create index "practiceVersion_callId" on "practiceVersion" ("callId");

-- Every move of a practice from one state to another: how long each took is counted here.
create table "practiceStep" (
  id bigint generated always as identity primary key,
  "practiceId" uuid not null references practice (id),
  act text not null,
  "from" text not null,
  "to" text not null,
  at timestamptz not null
);
create index "practiceStep_practiceId" on "practiceStep" ("practiceId", id);

-- The passage an observation speaks of, word for word.
alter table "practiceObservation" add column quote text;

create table "selfJudgement" (
  "practiceId" uuid not null references practice (id),
  criterion text not null,
  level text check (level in ('0','1','2','3','unknown','notYet')),
  reason text not null default '',
  evidence text[] not null default '{}',
  questions jsonb not null default '{}',
  commitment jsonb,
  version integer not null default 1,
  "updatedAt" timestamptz not null,
  primary key ("practiceId", criterion)
);

-- A secret link to one practice for somebody without an account: an institution authorises publication, or an author confirms what the
-- secretariat captured.
create table "practiceLink" (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  purpose text not null check (purpose in ('authorise','confirm')),
  "institutionId" uuid references institution (id),
  "tokenHash" text not null unique,
  "createdBy" text references person (id),
  "createdAt" timestamptz not null,
  "expiresAt" timestamptz not null,
  "revokedAt" timestamptz,
  "answeredAt" timestamptz,
  answer text check (answer in ('granted','refused')),
  -- Who answered for the institution, as they signed.
  "signedBy" text,
  "signedAs" text,
  note text not null default '',
  -- The text that was answered for: SHA-256 of its fields, and the number of the version that said the same, if one was sent.
  "seenText" text check ("seenText" ~ '^[0-9a-f]{64}$'),
  "seenVersion" integer,
  check ((purpose = 'authorise') = ("institutionId" is not null)),
  check (("answeredAt" is null) = (answer is null)),
  check (("answeredAt" is null) = ("seenText" is null))
);
create index "practiceLink_practiceId" on "practiceLink" ("practiceId");
create index "practiceLink_institutionId" on "practiceLink" ("institutionId");
create index "practiceLink_createdBy" on "practiceLink" ("createdBy");

-- assessments ----------------------------------------------------------------------------------------------------

alter table assessment drop constraint "assessment_interest_check";
-- tie: to whoever pays for the practice; the secretariat decides whether it matters.
alter table assessment add check (interest in ('none','tie','declared'));
alter table assessment add column "tieAcceptedAt" timestamptz;
alter table assessment add column "tieDecidedBy" text references person (id);
alter table assessment add column "dueAt" timestamptz;
-- interest: declared by the assessor, before or after reading · conflict: found by the secretariat · late: she did not hand in · own: she
-- asked to be let off. What was handed in before stays in the file and counts no more.
alter table assessment add column "excuseKind" text check ("excuseKind" in ('interest','conflict','late','own'));
alter table assessment add column "excuseNote" text;
alter table assessment add column "excusedBy" text references person (id);
-- The assessment she stands in for.
alter table assessment add column "standsInFor" uuid references assessment (id);
-- A differing assessor's own words, published without a name.
alter table assessment add column dissent text;
create index "assessment_tieDecidedBy" on assessment ("tieDecidedBy");
create index "assessment_excusedBy" on assessment ("excusedBy");
create index "assessment_standsInFor" on assessment ("standsInFor");

-- An assessor's remark on a passage; she never edits the text.
create table "passageComment" (
  id uuid primary key default gen_random_uuid(),
  "assessmentId" uuid not null references assessment (id),
  key text not null,
  quote text not null,
  text text not null,
  "createdAt" timestamptz not null,
  "removedAt" timestamptz,
  version integer not null default 1
);
create index "passageComment_assessmentId" on "passageComment" ("assessmentId");

-- A scoring sheet that was filled in offline, between its preview and its confirmation.
create table "sheetUpload" (
  id uuid primary key default gen_random_uuid(),
  "personId" text not null references person (id) on delete cascade,
  name text not null,
  content jsonb not null,
  "createdAt" timestamptz not null,
  "appliedAt" timestamptz
);
create index "sheetUpload_personId" on "sheetUpload" ("personId");

-- What the panel says to each other in writing after disclosure; shown as a seat, never with a name.
create table "deliberationNote" (
  id uuid primary key default gen_random_uuid(),
  "versionId" uuid not null references "practiceVersion" (id),
  criterion text,
  "authorId" text not null references person (id),
  text text not null,
  "createdAt" timestamptz not null
);
create index "deliberationNote_versionId" on "deliberationNote" ("versionId");
create index "deliberationNote_authorId" on "deliberationNote" ("authorId");

create sequence "committeeSessionNumber";

create table "committeeSession" (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  "callId" uuid references call (id),
  title text not null,
  "heldAt" timestamptz not null,
  "timeZone" text not null,
  place text not null default '',
  quorum integer not null check (quorum > 0),
  minutes text not null default '',
  -- From here on the act says what it says; `act` is what it says.
  "closedAt" timestamptz,
  "closedBy" text references person (id),
  act jsonb,
  "createdBy" text references person (id),
  "createdAt" timestamptz not null,
  version integer not null default 1,
  check (("closedAt" is null) = (act is null))
);
create index "committeeSession_callId" on "committeeSession" ("callId");
create index "committeeSession_closedBy" on "committeeSession" ("closedBy");
create index "committeeSession_createdBy" on "committeeSession" ("createdBy");

create table "committeeItem" (
  "sessionId" uuid not null references "committeeSession" (id),
  "versionId" uuid not null references "practiceVersion" (id),
  position integer not null,
  resolution text not null default '',
  primary key ("sessionId", "versionId")
);
create index "committeeItem_versionId" on "committeeItem" ("versionId");

create table "committeeSeat" (
  "sessionId" uuid not null references "committeeSession" (id),
  "personId" text not null references person (id),
  attendance text not null default 'invited' check (attendance in ('invited','present','excused','absent')),
  note text not null default '',
  primary key ("sessionId", "personId")
);
create index "committeeSeat_personId" on "committeeSeat" ("personId");

-- Why criteria are unmet, by the edition's categories: `{ [criterion]: [key, …] }`.
alter table verdict add column reasons jsonb not null default '{}';
-- The author reads the wording before publication and may answer until the end of `answerBy`.
alter table verdict add column "answerBy" date;
alter table verdict add column "answeredAt" timestamptz;
alter table verdict add column answer text;
-- Counts the wording as the author reads it: who answers, answers that one.
alter table verdict add column version integer not null default 1;

-- A request to have a verdict judged again by others.
create table reconsideration (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  "verdictId" uuid not null references verdict (id),
  "versionId" uuid not null unique references "practiceVersion" (id),
  reason text not null,
  "requestedBy" text references person (id),
  "requestedAt" timestamptz not null,
  "goalOn" date not null,
  outcome text check (outcome in ('kept','changed','dropped')),
  "settledAt" timestamptz,
  -- Days before the goal of which the last reminder was given.
  reminded integer,
  check ((outcome is null) = ("settledAt" is null))
);
create index "reconsideration_practiceId" on reconsideration ("practiceId");
create index "reconsideration_verdictId" on reconsideration ("verdictId");
create index "reconsideration_requestedBy" on reconsideration ("requestedBy");

-- the label ------------------------------------------------------------------------------------------------------

-- What a verdict gives a version: it belongs to (version, edition, date).
create table label (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  "verdictId" uuid not null unique references verdict (id),
  class text not null check (class in ('good','promising')),
  state text not null check (state in ('current','conditional','underReview','reconsideration','suspended','lapsed')),
  -- Where a suspended label goes back to.
  resumes text check (resumes in ('current','conditional','underReview','reconsideration','lapsed')),
  "stateSince" timestamptz not null,
  "grantedOn" date not null,
  "validUntil" date not null,
  -- Replaced by the label of a later verdict, or retired with the practice.
  "endedAt" timestamptz,
  "endedBy" text check ("endedBy" in ('replaced','retired')),
  -- Days before the last one of which the last reminder was given.
  reminded integer,
  version integer not null default 1,
  check ((state = 'suspended') = (resumes is not null)),
  check (("endedAt" is null) = ("endedBy" is null))
);
create unique index "label_one" on label ("practiceId") where "endedAt" is null;
create index "label_validUntil" on label ("validUntil") where "endedAt" is null;

-- The public history of a label. `note` is written for the public.
create table "labelEvent" (
  id bigint generated always as identity primary key,
  "labelId" uuid not null references label (id),
  act text not null,
  "from" text,
  "to" text,
  at timestamptz not null,
  note text not null default ''
);
create index "labelEvent_labelId" on "labelEvent" ("labelId", id);

-- What somebody told us of a harm or a risk. The text is erased when the report is settled.
create table "harmReport" (
  id uuid primary key default gen_random_uuid(),
  -- Null where it speaks of no practice.
  "practiceId" uuid references practice (id),
  kind text not null,
  text text,
  contact text,
  "receivedAt" timestamptz not null,
  "settledAt" timestamptz,
  "settledBy" text references person (id),
  outcome text check (outcome in ('unfounded','addressed','confirmed')),
  -- It was brought to mind once more.
  "isReminded" boolean not null default false,
  version integer not null default 1,
  check (("settledAt" is null) = (outcome is null))
);
create index "harmReport_practiceId" on "harmReport" ("practiceId");
create index "harmReport_settledBy" on "harmReport" ("settledBy");

-- accompaniment --------------------------------------------------------------------------------------------------

create table "planStep" (
  id uuid primary key default gen_random_uuid(),
  "practiceId" uuid not null references practice (id),
  "verdictId" uuid not null references verdict (id),
  criterion text not null,
  text text not null,
  -- Who sees to it: an office or a person's post, as the author writes it.
  owner text not null default '',
  "dueOn" date,
  "evidenceNote" text not null default '',
  "attachmentId" uuid references attachment (id),
  "doneAt" timestamptz,
  "doneBy" text references person (id),
  "createdBy" text references person (id),
  "createdAt" timestamptz not null,
  "removedAt" timestamptz,
  version integer not null default 1
);
create index "planStep_practiceId" on "planStep" ("practiceId");
create index "planStep_verdictId" on "planStep" ("verdictId");
create index "planStep_attachmentId" on "planStep" ("attachmentId");
create index "planStep_doneBy" on "planStep" ("doneBy");
create index "planStep_createdBy" on "planStep" ("createdBy");

-- calibration ----------------------------------------------------------------------------------------------------

-- What an assessor judged of an exercise of an edition, before she judges real practices: `{ [criterion]: Judgement }`.
create table "calibrationAnswer" (
  "personId" text not null references person (id) on delete cascade,
  edition text not null,
  exercise text not null,
  criteria jsonb not null default '{}',
  "finishedAt" timestamptz,
  version integer not null default 1,
  "updatedAt" timestamptz not null,
  primary key ("personId", edition, exercise)
);

-- notices --------------------------------------------------------------------------------------------------------

-- A mail on its way. Without a mail server it stays here, for the secretariat to hand over by other means. Its text is erased once it
-- was sent; that of a mail with a secret link also when it is given up.
create table mail (
  id uuid primary key default gen_random_uuid(),
  "personId" text not null references person (id) on delete cascade,
  purpose text not null check (purpose in ('notices','join','reset')),
  recipient text not null,
  subject text not null,
  body text,
  state text not null default 'waiting' check (state in ('waiting','sent','failed')),
  -- handed over by a person instead of the mail server.
  "isByHand" boolean not null default false,
  attempts integer not null default 0,
  -- Why it did not go, as a code.
  failure text,
  "nextAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "sentAt" timestamptz
);
create index "mail_waiting" on mail ("nextAt") where state = 'waiting';
create index "mail_personId" on mail ("personId");

-- What a person should know or do. Words are made when it is read, in her language; `detail` holds codes, days and numbers only.
create table notice (
  id bigint generated always as identity primary key,
  "personId" text not null references person (id) on delete cascade,
  kind text not null,
  detail jsonb not null default '{}',
  -- Something she must do, not only know.
  "isTodo" boolean not null default false,
  -- The same reminder is never given twice.
  once text,
  "createdAt" timestamptz not null,
  "readAt" timestamptz,
  -- Written into a mail, or left out of one because of what she wishes to hear.
  "mailedAt" timestamptz,
  unique ("personId", once)
);
create index "notice_unread" on notice ("personId", id) where "readAt" is null;
create index "notice_unmailed" on notice ("personId") where "mailedAt" is null;

-- Pages kept for everybody show labels, calls and how far a plan is as well.
create trigger "announce" after insert or update or delete on label for each statement execute function "announcePublicChange"();
create trigger "announce" after insert or update or delete on call for each statement execute function "announcePublicChange"();
create trigger "announce" after insert or update or delete on "planStep" for each statement execute function "announcePublicChange"();

-- A public page says that a new version is on its way, and the figures of an ended call count its practices; other steps of a practice are
-- nobody's business.
create function "announcePublishedStep"() returns trigger language plpgsql as $$
begin
  if exists (select from "catalogueEntry" where "practiceId" = new."practiceId" and "goneAt" is null)
    or exists (select from "practiceVersion" version join call on call.id = version."callId"
      where version."practiceId" = new."practiceId" and call."endedAt" is not null) then
    perform pg_notify('acervo_public', tg_table_name);
  end if;
  return null;
end $$;
create trigger "announce" after insert on "practiceStep" for each row execute function "announcePublishedStep"();

-- The catalogue is filtered by the state of the label, whoever moves it.
create function "showLabelState"() returns trigger language plpgsql as $$
begin
  update "catalogueEntry" set
    facets = array(select value from unnest(facets) as value where value not like 'label:%')
      || case when new."endedAt" is null then array['label:' || new.state] else '{}' end,
    "updatedAt" = greatest("updatedAt", new."stateSince", new."endedAt")
  where "practiceId" = new."practiceId" and "goneAt" is null;
  return null;
end $$;
create trigger "showState" after insert or update of state, "endedAt" on label for each row execute function "showLabelState"();

-- Verdicts that were published before labels had a life of their own.
with granted as (
  insert into label ("practiceId", "verdictId", class, state, "stateSince", "grantedOn", "validUntil")
  select entry."practiceId", verdict.id, verdict.class, case when verdict.conditional then 'conditional' else 'current' end,
    entry."publishedAt", verdict."confirmedAt"::date, verdict."validUntil"
  from "catalogueEntry" entry join verdict on verdict."versionId" = entry."versionId"
  where verdict.class <> 'unclassified' and verdict."validUntil" is not null and entry."goneAt" is null
  returning id, state, "stateSince"
)
insert into "labelEvent" ("labelId", act, "from", "to", at) select id, 'grant', null, state, "stateSince" from granted;
