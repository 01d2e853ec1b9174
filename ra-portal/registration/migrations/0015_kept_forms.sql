-- The form that an account sent after its session had ended, to be shown again after the next sign-in: one for each account, for an
-- hour. 'sealed': its fields without secrets, encrypted for the account and the path.
create table kept_forms (
  account {bytes} primary key references accounts (id),
  path text not null,
  sealed {bytes} not null,
  kept_at bigint not null
);
create index kept_forms_kept on kept_forms (kept_at);
