-- Who may sign in. 'email' as typed; 'address' in lower case: one account an address.
create table accounts (
  id blob primary key,
  email text not null,
  address text not null unique,
  language text not null,
  salt blob not null,
  verifier blob not null,
  created_at bigint not null,
  password_changed_at bigint not null
);

-- Sessions, under a keyed digest of the cookie's token.
create table sessions (
  token blob primary key,
  account blob not null references accounts (id),
  begun_at bigint not null,
  seen_at bigint not null
);
create index sessions_account on sessions (account);
create index sessions_begun on sessions (begun_at);

-- Sign-ups, logins and new passwords that wait for their one-time code, under a keyed digest of the cookie's token. 'account': whose it
-- is, when somebody's. 'salt' and 'verifier': the password chosen at sign-up. 'code': the keyed digest of the newest code; null when no
-- code can be right. 'accepted_at': the code was right, and a new password is awaited.
create table pending_logins (
  token blob primary key,
  purpose text not null,
  email text not null,
  language text not null,
  account blob references accounts (id),
  salt blob,
  verifier blob,
  begun_at bigint not null,
  code blob,
  sent_at bigint not null,
  tries bigint not null,
  accepted_at bigint
);
create index pending_logins_account on pending_logins (account);
create index pending_logins_begun on pending_logins (begun_at);

-- Wrong passwords and codes, and codes sent: 'budget' is a keyed digest of what they are counted under (an address, a source, both).
create table attempts (
  budget blob not null,
  id blob not null,
  at bigint not null,
  primary key (budget, id)
);
create index attempts_id on attempts (id);
create index attempts_counted on attempts (budget, at);
create index attempts_at on attempts (at);

-- From where an address was signed in with: keyed digests of both.
create table known_sources (
  address blob not null,
  source blob not null,
  seen_at bigint not null,
  primary key (address, source)
);
create index known_sources_seen on known_sources (seen_at);

-- Budgets whose exhaustion is on the ledger, and since when.
create table exhausted_budgets (
  budget blob primary key,
  recorded_at bigint not null
);
create index exhausted_budgets_recorded on exhausted_budgets (recorded_at);
