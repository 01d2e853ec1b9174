-- Which pages of a file which officer has seen since the file came, or since the data that it proves changed. 'pages': a bit for each page,
-- the first page's is the lowest; all of them once the whole file was opened.
create table piece_viewings (
  file {bytes} not null references piece_files (id),
  officer {bytes} not null references officers (id),
  pages bigint not null,
  seen_at bigint not null,
  primary key (file, officer)
);
