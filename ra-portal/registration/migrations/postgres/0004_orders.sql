-- The person behind an account: the subject's serial number derives from it.
create table people (
  id bytea primary key,
  account bytea not null unique references accounts (id),
  known_since bigint not null
);

-- Orders. `application` and `facts` are JSON: the answers, and the state with its facts. `state` is the state's name, `since` when
-- it began; drafts have neither number nor price.
create table orders (
  id bytea primary key,
  account bytea not null references accounts (id),
  person bytea not null references people (id),
  product text not null,
  application text not null,
  begun_at bigint not null,
  state text not null,
  since bigint not null,
  facts text not null,
  number text unique,
  placed_at bigint,
  price_excluding_vat_cents bigint,
  vat_per_mille bigint,
  version bigint not null
);
create index orders_account on orders (account, begun_at);
create index orders_state on orders (state, since);
-- One open draft an account and product.
create unique index orders_draft on orders (account, product) where state = 'draft';

-- The last number given in a year.
create table order_numbers (
  year bigint primary key,
  last bigint not null
);

-- What happened to an order, in JSON; rows are only added.
create table order_events (
  order_id bytea not null references orders (id),
  position bigint not null,
  at bigint not null,
  event text not null,
  primary key (order_id, position)
);
