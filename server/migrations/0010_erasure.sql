-- A document is made once: a correction is a new one (law.md appendix B 5). The app adds; the eraser alone may empty what is
-- personal, in documents and on licences, as in casework.particular (settled.md 1). The day of service is added later.
revoke update on kernel.document from yichuang_app;
grant update (served_at) on kernel.document to yichuang_app;
grant usage on schema kernel to yichuang_eraser;
grant select, update (data, salt) on kernel.document to yichuang_eraser;
grant usage on schema licences to yichuang_eraser;
grant select, update (content) on licences.licence to yichuang_eraser;
