-- An identity check does not count any more once the names or the birth that it proved were changed.
alter table identity_checks add column voided_at bigint;
