-- The roles of officers, one row each (ca-contract, OfficerRole).
create table officer_roles (
  officer blob not null references officers (id),
  role text not null,
  primary key (officer, role)
);

-- Whoever was enrolled before could be named for every act of an officer here, and keeps that (decision 0017). The portal's own list of roles may
-- be narrower, and stays so.
insert into officer_roles (officer, role)
  select o.id, r.role from officers o cross join (
    select 'registration-officer' as role union all select 'production-operator' union all select 'accountant'
    union all select 'security-officer'
  ) r;
