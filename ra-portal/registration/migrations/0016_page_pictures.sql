-- The pages of an uploaded file, drawn as pictures, which are encrypted in the folder of dossiers beside the file. 'not_drawn': the numbers
-- of those that could not be drawn, in JSON. A file of an earlier version has no row until its pages are drawn.
create table page_pictures (
  file_id {bytes} primary key references piece_files (id),
  pages bigint not null,
  not_drawn text not null
);
