-- 三员分立 (ML-13): no account ever holds two of the three administrator roles; who changes the post gets another account
create unique index one_administrator on directory.post_holder (city, person) where role in ('sysadmin', 'secadmin', 'auditor');
