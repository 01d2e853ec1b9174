-- The keys of orders, encrypted under the portal's master key. Without its key nothing of an order can be read. 'purpose': 'data', and
-- 'billing' for what has to be kept longer.
create table order_keys (
  order_id {bytes} not null references orders (id),
  purpose text not null,
  encrypted {bytes} not null,
  primary key (order_id, purpose)
);

-- What personal data these tables hold, encrypted: 'application' and 'facts' of orders, 'event', 'name', 'state', 'billing' and 'holder', what
-- an identity check says, 'wrong_data', and what a bank statement says. Where it is null, an earlier release wrote the columns in clear; where
-- it is not, they are empty.
alter table orders add column encrypted {bytes};
alter table order_events add column encrypted {bytes};
alter table piece_files add column encrypted {bytes};
alter table pieces add column encrypted {bytes};
alter table invoices add column encrypted {bytes};
alter table identity_checks add column encrypted {bytes};
alter table acceptances add column encrypted {bytes};
alter table transfers add column encrypted {bytes};
create index orders_clear on orders (id) where encrypted is null;
create index transfers_clear on transfers (id) where encrypted is null;

-- The name of a piece's state, which statements select by.
alter table pieces add column standing text not null default 'missing';
update pieces set standing = case when state like '{"state":"received"%' then 'received' when state like '{"state":"accepted"%' then 'accepted'
  when state like '{"state":"refused"%' then 'refused' else 'missing' end;

-- The history of an order.
create index ledger_subject on ledger (subject, idx);

-- An answered request to the certificate authority is not needed any more.
update authorisations set question = cast('' as {bytes}) where settled_at is not null;

drop view transfers_shown;
create view transfers_shown as
  select t.id, t.form_key, t.statement_date, t.amount_cents, t.reference, t.payer, t.recorded_by, t.recorded_at, t.order_id,
    t.returned_at, t.return_reason, t.encrypted, o.number
  from transfers t left join orders o on o.id = t.order_id;
