import type { Queryable } from './db.ts'

/** What a city remembers of itself under a name (kernel.setting), as JSON; undefined before the first time. */
export async function readSetting<T>(db: Queryable, city: string, name: string): Promise<T | undefined> {
  return (await db.query<{ value: T }>(`select value from kernel.setting where city = $1 and name = $2`, [city, name])).rows[0]?.value
}

/** Puts another value in the place of what was remembered under this name. */
export async function keepSetting(db: Queryable, city: string, name: string, value: unknown): Promise<void> {
  await db.query(`insert into kernel.setting (city, name, value) values ($1, $2, $3::jsonb) on conflict (city, name) do update set value = excluded.value`, [city, name, JSON.stringify(value)])
}
