-- Officers, as the certificate authority enrolled them, with the roles that they have here: a list of words in JSON.
create table officers (
  id blob primary key,
  name text not null,
  email text not null,
  fingerprint blob not null unique,
  roles text not null,
  since bigint not null,
  removed_at bigint
);

-- Proposals that an officer joins or leaves. 'change' and 'outcome' are JSON; 'outcome' stays empty until the certificate authority answered.
create table officer_proposals (
  id blob primary key,
  change text not null,
  proposed_by blob not null references officers (id),
  proposed_at bigint not null,
  confirmed_by blob references officers (id),
  confirmed_at bigint,
  outcome text
);
create index officer_proposals_time on officer_proposals (proposed_at);

-- Identity checks face to face; the newest of an order counts. Dates are ISO 8601 days.
create table identity_checks (
  id blob primary key,
  order_id blob not null references orders (id),
  officer blob not null references officers (id),
  met_on text not null,
  place text not null,
  document text not null,
  number_end text not null,
  document_expires text not null,
  recorded_at bigint not null,
  validated_until bigint not null
);
create index identity_checks_order on identity_checks (order_id, recorded_at);

-- Authorisations, and what the certificate authority answered. The row's id is the idempotency key of the question; 'question' is
-- sealed, since it holds the whole statement. 'refusal' is the code of a refusal.
create table authorisations (
  id blob primary key,
  order_id blob not null references orders (id),
  question blob not null,
  authorised_at bigint not null,
  settled_at bigint,
  refusal text
);
create index authorisations_order on authorisations (order_id, authorised_at);
create index authorisations_open on authorisations (authorised_at) where settled_at is null;
