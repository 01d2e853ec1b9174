-- From when until when an officer's certificate is valid: empty until the certificate authority's list is next followed. The language in
-- which the officer last read the pages.
alter table officers add column valid_from bigint;
alter table officers add column valid_until bigint;
alter table officers add column language text not null default 'fr';

-- Certificates that officers logged in with before another took their place. None of them comes back.
create table replaced_officer_certificates (
  fingerprint blob primary key,
  officer blob not null references officers (id),
  replaced_at bigint not null
);

-- Reminders that a certificate ends, by how many days before: sent once.
create table officer_reminders (
  fingerprint blob not null,
  days bigint not null,
  sent_at bigint not null,
  primary key (fingerprint, days)
);
