-- An order's dossier, from its first file on. 'touched_at': the last file that came or went.
create table dossiers (
  order_id blob primary key references orders (id),
  touched_at bigint not null,
  handed_in_at bigint
);
create index dossiers_abandoned on dossiers (touched_at) where handed_in_at is null;

-- How a piece stands, in JSON; one that has no row is missing.
create table pieces (
  order_id blob not null references orders (id),
  kind text not null,
  state text not null,
  primary key (order_id, kind)
);

-- The files of pieces. Their bytes lie sealed in the folder of dossiers, under the order's and their own identifier.
create table piece_files (
  id blob primary key,
  order_id blob not null references orders (id),
  kind text not null,
  name text not null,
  media text not null,
  length bigint not null,
  digest blob not null,
  received_at bigint not null,
  unique (order_id, kind, digest)
);

-- Files that may lie in the folder and belong to no piece: on their way in, or on their way out.
create table loose_files (
  id blob primary key,
  order_id blob not null references orders (id),
  since bigint not null
);
create index loose_files_since on loose_files (since);
