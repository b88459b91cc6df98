-- The search over the catalogue at a hundred thousand practices: what is looked up stands in a narrow table of its own, what is counted is
-- told apart by the transaction that changed it, and the words of the texts are kept for whoever misspells one.

alter table "catalogueEntry"
  -- Small and dense: what a search hands on of its matches, and what they are counted by.
  add column number integer not null unique generated always as identity,
  -- The title as plain text, for whoever orders by it.
  add column title text not null default '',
  -- One line of a list, without opening the document.
  add column head jsonb,
  -- Which program made the entry: those of an older one are made anew by the clock.
  add column shape smallint not null default 0,
  -- The transaction that changed it last: a server that counted before takes in what its snapshot did not see.
  add column changed xid8 not null default pg_current_xact_id();

create table "searchEntry" (
  number integer primary key references "catalogueEntry" (number) on delete cascade,
  language text not null,
  -- Long, read for few rows, and of a kind that does not shrink: kept beside the row.
  search tsvector not null,
  -- The words of the title alone: what a broad question takes first.
  "titleWords" tsvector not null,
  -- Every word of the public text once, in lower case, as `searchWord` counts it.
  words text[] not null default '{}'
)
-- Everything long stands beside the row, so that thirty thousand matches touch hundreds of pages and not thousands.
with (toast_tuple_target = 128);
alter table "searchEntry" alter column search set storage external, alter column words set storage external;

insert into "searchEntry" (number, language, search, "titleWords")
  select number, language, search, "titleWords" from "catalogueEntry" where "goneAt" is null;
create index "searchEntry_search" on "searchEntry" using gin (search) with (fastupdate = off);
create index "searchEntry_titleWords" on "searchEntry" using gin ("titleWords") with (fastupdate = off);

alter table "catalogueEntry" drop column search, drop column "titleWords";
create index "catalogueEntry_changed" on "catalogueEntry" (changed);
create index "catalogueEntry_updatedAt" on "catalogueEntry" ("updatedAt", code);
create index "catalogueEntry_shape" on "catalogueEntry" (shape) where "goneAt" is null;

create function "markChanged"() returns trigger language plpgsql as $$
begin
  new.changed := pg_current_xact_id();
  return new;
end $$;
create trigger "markChanged" before insert or update on "catalogueEntry" for each row execute function "markChanged"();

-- Words of all public texts, for beginnings and for "did you mean".
create table "searchWord" (
  word text collate "C" primary key,
  -- Without accents.
  folded text collate "C" not null,
  -- In how many entries it stands; 0 and below: in none any more.
  entries integer not null
);
create index "searchWord_beginning" on "searchWord" (folded, entries desc);
create index "searchWord_similar" on "searchWord" using gin (folded gin_trgm_ops);

-- An institution and all it belongs to.
create function "institutionLine"(start uuid) returns setof uuid language sql stable as $$
  with recursive line(id, above) as (
    select id, "parentId" from institution where id = start
    union
    select parent.id, parent."parentId" from institution parent join line on parent.id = line.above
  )
  select id from line
$$;

-- Whatever belongs to an institution is found under it; when it moves, its practices move along.
create function "moveInstitutionFacets"() returns trigger language plpgsql as $$
begin
  update "catalogueEntry" set facets =
    array(select value from unnest(facets) as value where value not like 'institution:%')
    || array(select distinct 'institution:' || line from jsonb_array_elements(document #> '{content,institutions}') as own,
        "institutionLine"((own ->> 'id')::uuid) as line order by 1)
  where facets @> array['institution:' || new.id] and "goneAt" is null;
  return null;
end $$;
create trigger "moveFacets" after update of "parentId" on institution for each row
  when (old."parentId" is distinct from new."parentId") execute function "moveInstitutionFacets"();

-- A word that may still be at its beginning: itself in all its forms, and whatever begins like it. Nothing for a stop word.
create function "beginningTerm"(language text, term text) returns tsquery language sql immutable parallel safe as $$
  select case when numnode("searchTerm"(language, term)) = 0 then ''::tsquery
    else "searchTerm"(language, term) || (phraseto_tsquery('"words"', term)::text || ':*')::tsquery end
$$;

-- What must not stand in a text: a phrase as it is, a word, its singular or its plural. By its stem, "cuenta" would exclude whoever "cuenta con" something.
create function "exactTerm"(term text) returns tsquery language sql immutable parallel safe as $$
  select case when term like '% %' then "searchTerm"('es', term)
    else phraseto_tsquery('"words"', term) || phraseto_tsquery('"words"', term || 's') || phraseto_tsquery('"words"', term || 'es')
      || phraseto_tsquery('"words"', regexp_replace(term, 's$', '')) || phraseto_tsquery('"words"', regexp_replace(term, 'es$', '')) end
$$;
