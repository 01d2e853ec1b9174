-- What holders said to their certificates: accepted, or wrong data and which. Kept whatever becomes of the order.
create table acceptances (
  order_id bytea primary key references orders (id),
  token text not null,
  certificate bytea not null,
  at bigint not null,
  wrong_data text
);

-- The emergency revocation code that a holder was last told of: both certificates' codes, set in one act, are told once.
create table codes_told (
  token text primary key,
  role text not null,
  at bigint not null
);
