-- Persons: the subject's serial number belongs to one person for good. The salt is that of the person's codes.
create table persons (
  id blob primary key,
  serial_number text not null unique,
  code_salt blob not null,
  known_since bigint not null
);

-- Approved statements, sealed; one an order.
create table approvals (
  order_number text primary key,
  statement_digest blob not null unique,
  statement blob not null,
  reviewed_by blob not null references officers (id),
  authorised_by blob not null references officers (id),
  approved_at bigint not null
);

-- Attempts to issue on an approval. An approval is used by an attempt that is under way or issued.
create table issuances (
  id blob primary key,
  order_number text not null references approvals (order_number),
  token text not null,
  begun_at bigint not null
);
create table issuance_outcomes (
  issuance blob primary key references issuances (id),
  outcome text not null,
  at bigint not null
);

-- Produced tokens, with keyed digests of what identifies their holder.
create table tokens (
  number text primary key,
  issuance blob not null unique references issuances (id),
  order_number text not null,
  person blob not null references persons (id),
  product text not null,
  model text not null,
  name_digest blob not null,
  email_digest blob not null,
  birth_date_digest blob not null,
  birth_place_digest blob not null,
  document_digest blob not null,
  produced_at bigint not null
);
create index tokens_email on tokens (email_digest);
create index tokens_person on tokens (person);

-- Transport PINs and PUKs, sealed; the newest counts.
create table escrow (
  token text not null references tokens (number),
  sealed_at bigint not null,
  transport_pin blob not null,
  puk blob not null,
  primary key (token, sealed_at)
);

-- A PUK that its holder collected: once.
create table puk_releases (
  token text primary key references tokens (number),
  idempotency_key blob not null unique,
  released_at bigint not null
);
create index puk_releases_time on puk_releases (released_at);
