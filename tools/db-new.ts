/** `npm run db:new -- name`: an empty migration with the next number. Applied ones are never edited. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrations } from '../server/kernel/migrate.ts'
import { projectRoot } from '../server/kernel/root.ts'

const name = process.argv[2]
if (!name || !/^[a-zA-Z][a-zA-Z0-9]*$/.test(name)) {
  process.stderr.write('用法：npm run db:new -- 名称（字母和数字，如 addHolidays）\n')
  process.exit(2)
}
const id = String((readMigrations().at(-1)?.id ?? 0) + 1).padStart(4, '0')
const file = join('server', 'migrations', `${id}_${name}.sql`)
writeFileSync(join(projectRoot(), file), `-- ${name}: what changes, and why. Every table has \`city text not null\` first in each key; kernel.append_only('schema.table')
-- for records. If a program that does not know this file must not use the database, begin a comment line with: -- breaking
`, { flag: 'wx' })
process.stdout.write(`${file}\n之后运行 npx tsx tools/schema-dump.ts 更新 server/schema.sql\n`)
