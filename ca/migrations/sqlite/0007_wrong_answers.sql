-- From which IPv6 site a wrong answer came, as a keyed digest; null for IPv4 addresses and operators.
alter table wrong_answers add column site blob;
create index wrong_answers_site on wrong_answers (site, at);

-- Wrong answers about a holder, or about a contact that nobody is known by, since the last alarm; 'about' is the token that the alarm
-- will be about, null for nobody.
create table untold_wrong_answers (
  subject blob primary key,
  count bigint not null,
  about text references tokens (number)
);
create index untold_wrong_answers_count on untold_wrong_answers (count);

-- Alarms about wrong answers of the last days.
create table wrong_answer_alarms (
  subject blob not null,
  at bigint not null,
  primary key (subject, at)
);
create index wrong_answer_alarms_at on wrong_answer_alarms (at);
