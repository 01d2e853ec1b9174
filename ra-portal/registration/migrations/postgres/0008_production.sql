-- How far the certificate authority's feed of tokens was followed: one row.
create table token_feed (
  id bigint primary key check (id = 1),
  followed bigint not null
);
insert into token_feed (id, followed) values (1, 0);

-- PIN letters: due since the token's PIN was sealed at the certificate authority; kept, sealed under the dossier's key, until an
-- officer marks them printed. The key is that of the question that releases the PIN. Lost: the PIN was released, and not to us.
create table pin_letters (
  order_id bytea primary key references orders (id),
  token text not null,
  idempotency_key bytea not null,
  due_at bigint not null,
  kept_at bigint,
  sealed bytea,
  lost_at bigint,
  printed_at bigint,
  printed_by bytea references officers (id)
);
create index pin_letters_due on pin_letters (due_at) where kept_at is null and lost_at is null;

-- Revocations by officers: one records, another confirms. The row's id is the idempotency key of the question to the certificate
-- authority; the evidence is sealed under the dossier's key. 'outcome' is JSON, empty while the request stands.
create table officer_revocations (
  id bytea primary key,
  order_id bytea not null references orders (id),
  token text not null,
  reason text not null,
  evidence bytea not null,
  recorded_by bytea not null references officers (id),
  recorded_at bigint not null,
  confirmed_by bytea references officers (id),
  confirmed_at bigint,
  outcome text
);
create unique index officer_revocations_open on officer_revocations (token) where outcome is null;
create index officer_revocations_order on officer_revocations (order_id, recorded_at);
