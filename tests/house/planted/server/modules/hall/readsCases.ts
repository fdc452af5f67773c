// planted: nothing
// planted SQL: casework.cases, directory.*
// casework.act in a comment is no SQL
const tx = { query: (_sql: string, _p: unknown[]) => [] }
const table = 'person'
export const rows = (city: string) => tx.query(`select 1 from casework.cases c join directory.${table} p on p.id = c.id where c.city = $1`, [city])
export const own = (city: string) => tx.query('select 1 from hall.rating r join journal.entry e using (city) where city = $1 and exists (select 1 from kernel.counter)', [city])
