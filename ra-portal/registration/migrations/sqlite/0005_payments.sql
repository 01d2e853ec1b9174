-- Lines of the bank's statements, as staff recorded them: once a form. Either an order's, or returned to the sender, or open.
create table transfers (
  id blob primary key,
  form_key blob not null unique,
  statement_date text not null,
  amount_cents bigint not null,
  reference text not null,
  payer text not null,
  recorded_by blob not null,
  recorded_at bigint not null,
  order_id blob references orders (id),
  returned_at bigint,
  return_reason text
);
create index transfers_open on transfers (statement_date) where order_id is null and returned_at is null;
create index transfers_recorded on transfers (recorded_at);
create index transfers_order on transfers (order_id);
create index transfers_line on transfers (statement_date, amount_cents);

-- Money that came in for orders; rows are only added.
create table payments (
  id blob primary key,
  order_id blob not null references orders (id),
  at bigint not null,
  amount_cents bigint not null,
  means text not null,
  transfer blob unique references transfers (id)
);
create index payments_order on payments (order_id);

-- Invoices, as they were issued: an order has one, and it never changes. 'billing' is JSON.
create table invoices (
  number text primary key,
  order_id blob not null unique references orders (id),
  issued_at bigint not null,
  billing text not null,
  holder text not null,
  means text not null
);

-- The last number given in a year.
create table invoice_numbers (
  year bigint primary key,
  last bigint not null
);

-- Transfers as staff see them: with the number of the order that they pay for.
create view transfers_shown as
  select t.id, t.form_key, t.statement_date, t.amount_cents, t.reference, t.payer, t.recorded_by, t.recorded_at, t.order_id,
    t.returned_at, t.return_reason, o.number
  from transfers t left join orders o on o.id = t.order_id;
