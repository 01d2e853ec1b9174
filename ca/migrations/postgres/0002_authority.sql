-- Who this certificate authority is. One row.
create table authority (
  one bigint primary key check (one = 1),
  id bytea not null,
  established_at bigint not null
);

-- Private keys of the zone, sealed under the master key; the associated data of the sealing is the row's id.
create table signing_keys (
  id bytea primary key,
  purpose text not null,
  curve text not null,
  sealed bytea not null,
  created_at bigint not null
);

-- Certificate authorities with a certificate. 'internal' is outside status: it has no CRL and no OCSP.
create table issuers (
  name text primary key,
  hierarchy text,
  issued_by text,
  signing_key bytea not null references signing_keys (id),
  certificate bytea not null,
  added_at bigint not null
);

-- Officers whose approvals count. Enrolled by `init`.
create table officers (
  id bytea primary key,
  name text not null,
  email text not null,
  fingerprint bytea not null unique,
  enrolled_at bigint not null
);

-- What was about to be signed: written before a CA key is used, never changed, never deleted.
-- A key is certified once, in whatever hierarchy: its digest is unique here.
create table intents (
  issuer text not null,
  serial bytea not null,
  purpose text not null,
  issuance bytea,
  key_digest bytea not null unique,
  tbs bytea not null,
  not_after bigint not null,
  intended_at bigint not null,
  primary key (issuer, serial)
);
create index intents_time on intents (intended_at);

-- What was signed. 'token', 'slot' and 'role' for the certificates of a token.
create table certificates (
  issuer text not null,
  serial bytea not null,
  fingerprint bytea not null unique,
  der bytea not null,
  token text,
  slot bigint,
  role text,
  feed_sequence bigint unique,
  stored_at bigint not null,
  primary key (issuer, serial),
  foreign key (issuer, serial) references intents (issuer, serial)
);
create index certificates_token on certificates (token);

-- What changed in status, in the order of its sequence numbers.
create table feed (
  sequence bigint primary key,
  at bigint not null,
  change text not null
);
create table feed_head (
  one bigint primary key check (one = 1),
  sequence bigint not null
);
insert into feed_head (one, sequence) values (1, 0);

-- Certificate revocation lists; 'covers' is the feed sequence up to which revocations are on it.
create table crls (
  issuer text not null references issuers (name),
  number bigint not null,
  this_update bigint not null,
  next_update bigint not null,
  covers bigint not null,
  der bytea not null,
  primary key (issuer, number)
);

-- Answers and refusals given under an idempotency key; 'request' is a keyed digest of the question.
create table remembered (
  caller text not null,
  idempotency_key bytea not null,
  operation text not null,
  request bytea not null,
  answer text not null,
  refused bigint not null,
  answered_at bigint not null,
  primary key (caller, idempotency_key)
);
create index remembered_age on remembered (answered_at);

-- Service seals; the newest signs.
create table seals (
  signing_key bytea primary key references signing_keys (id),
  fingerprint bytea not null unique references certificates (fingerprint),
  since bigint not null
);
