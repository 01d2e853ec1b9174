-- Keyed digests of the forms in which the facts about a token's holder may be written: at most 64 a token and kind. Those of the kinds
-- 'e-mail' and 'token number' are the same for every token, which is found by them; the others name their token.
create table fact_forms (
  token text not null references tokens (number),
  kind text not null,
  digest bytea not null,
  primary key (token, kind, digest)
);
create index fact_forms_contact on fact_forms (digest) where kind in ('e-mail', 'token number');

-- The digest of an e-mail address was already that of its one form.
insert into fact_forms (token, kind, digest) select number, 'e-mail', email_digest from tokens;

-- By which rules a token's forms were made; 0: none yet, they are made from its statement.
alter table tokens add column form_rules bigint not null default 0;
create index tokens_form_rules on tokens (form_rules, number);

drop index tokens_email;
alter table tokens drop column name_digest;
alter table tokens drop column email_digest;
alter table tokens drop column birth_date_digest;
alter table tokens drop column birth_place_digest;
alter table tokens drop column document_digest;
