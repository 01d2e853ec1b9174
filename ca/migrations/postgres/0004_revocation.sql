-- Verifiers of emergency revocation codes; the newest of a certificate counts.
create table codes (
  issuer text not null,
  serial bytea not null,
  set_at bigint not null,
  verifier bytea not null,
  primary key (issuer, serial, set_at),
  foreign key (issuer, serial) references certificates (issuer, serial)
);

-- Wrong answers, as keyed digests: 'subject' of the holder, or of the contact when nobody is known by it; 'contact' of the e-mail
-- address or token number that was given; 'source' of where it came from.
create table wrong_answers (
  id bytea primary key,
  subject bytea not null,
  contact bytea not null,
  source bytea not null,
  at bigint not null
);
create index wrong_answers_subject on wrong_answers (subject, at);
create index wrong_answers_contact on wrong_answers (contact, source, at);
create index wrong_answers_source on wrong_answers (source, at);

-- Wrong answers in a row, since the last right one.
create table wrong_in_a_row (
  subject bytea primary key,
  count bigint not null
);

-- A token's certificates were revoked: once.
create table revocations (
  id bytea primary key,
  token text not null unique references tokens (number),
  decided_at bigint not null
);

-- Serials that are revoked, whether or not a certificate was ever stored for them.
create table revoked_serials (
  issuer text not null,
  serial bytea not null,
  revocation bytea references revocations (id),
  revoked_at bigint not null,
  reason text not null,
  published_reason text not null,
  not_after bigint not null,
  feed_sequence bigint unique,
  primary key (issuer, serial),
  foreign key (issuer, serial) references intents (issuer, serial)
);
create index revoked_serials_revocation on revoked_serials (revocation);

-- Who asked for a revocation; the first request is the effective one.
create table revocation_requests (
  id bytea primary key,
  revocation bytea not null references revocations (id),
  received_at bigint not null,
  channel text not null,
  reason text not null,
  effective bigint not null
);

-- How far a revocation has come: 'signed' (T2), 'live' (T3).
create table revocation_progress (
  revocation bytea not null references revocations (id),
  stage text not null,
  at bigint not null,
  primary key (revocation, stage)
);

-- Intents that came to nothing yet: neither a certificate nor a revoked serial.
create view open_intents as
  select i.issuer, i.serial, i.issuance, i.not_after, i.intended_at from intents i
  where not exists (select 1 from certificates c where c.issuer = i.issuer and c.serial = i.serial)
    and not exists (select 1 from revoked_serials r where r.issuer = i.issuer and r.serial = i.serial);
