-- What became of tokens, in the order of its sequence numbers.
create table token_events (
  sequence bigint primary key,
  at bigint not null,
  order_number text not null,
  token text not null references tokens (number),
  what text not null
);
create table token_events_head (
  one bigint primary key check (one = 1),
  sequence bigint not null
);
insert into token_events_head (one, sequence) values (1, 0);
create index tokens_order on tokens (order_number);

-- Keys that dossiers are encrypted with, sealed; one an order, approved or not.
create table dossier_keys (
  order_number text primary key,
  sealed bytea not null,
  made_at bigint not null
);
-- Orders whose key was released: at most once an order and hour.
create table dossier_key_releases (
  order_number text not null references dossier_keys (order_number),
  released_at bigint not null,
  primary key (order_number, released_at)
);
create index dossier_key_releases_time on dossier_key_releases (released_at);

-- A transport PIN that was released for its letter: once a sealing.
create table pin_releases (
  token text not null,
  sealed_at bigint not null,
  idempotency_key bytea not null,
  released_at bigint not null,
  primary key (token, sealed_at),
  foreign key (token, sealed_at) references escrow (token, sealed_at)
);
create index pin_releases_time on pin_releases (released_at);
create index pin_releases_key on pin_releases (idempotency_key);

-- Who asked for a revocation by officers, and on what evidence, sealed.
create table officers_requests (
  request bytea primary key references revocation_requests (id),
  recorded_by bytea not null references officers (id),
  confirmed_by bytea not null references officers (id),
  evidence bytea not null
);

-- Officers whose approvals count no longer.
create table officer_dismissals (
  officer bytea primary key references officers (id),
  proposed_by bytea not null references officers (id),
  confirmed_by bytea not null references officers (id),
  dismissed_at bigint not null
);
