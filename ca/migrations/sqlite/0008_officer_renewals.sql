-- Certificates that took the place of an officer's earlier one, which stopped then: 'officers.fingerprint' is the one in force. The two who
-- vouched are missing where the operator renewed it on the certificate authority's machine.
create table officer_renewals (
  fingerprint blob primary key references certificates (fingerprint),
  officer blob not null references officers (id),
  replaced blob not null,
  proposed_by blob references officers (id),
  confirmed_by blob references officers (id),
  renewed_at bigint not null
);
create index officer_renewals_officer on officer_renewals (officer, renewed_at);
