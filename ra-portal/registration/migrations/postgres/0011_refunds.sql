-- Orders for which more came in than their price: the open row says since when, the payments say how much. It is refunded once. A refund
-- is a payment of less than nothing.
create table excesses (
  id bytea primary key,
  order_id bytea not null references orders (id),
  since bigint not null,
  refunded_at bigint
);
-- One open excess an order.
create unique index excesses_order on excesses (order_id) where refunded_at is null;
create index excesses_open on excesses (since, id) where refunded_at is null;

-- What came in too much before this table was there, since the order's last payment.
insert into excesses (id, order_id, since)
  select o.id, o.id, max(p.at) from orders o join payments p on p.order_id = o.id
  group by o.id, o.price_excluding_vat_cents, o.vat_per_mille
  having sum(p.amount_cents) > o.price_excluding_vat_cents + (o.price_excluding_vat_cents * o.vat_per_mille + 500) / 1000;
