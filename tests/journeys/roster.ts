import { bodyRow, officerRow, type BodyRow, type OfficerRow, type SupervisorRow } from '../../law/credential/row.ts'
import type { EnrolResult } from '../../server/modules/credentials/index.ts'
import type { CityHall } from './hall.ts'

/* A small roster for journeys: bodies of the demo city, its people as officers, and whoever the journey adds. */

export const market: Partial<BodyRow> = { name: '许昌市市场监督管理局', uscc: '1141100099100006X6', level: '市级', division: '411000', kind: '行政机关', status: '有效', announcedOn: '2016-06-01', domains: '市场监管' }
export const police: Partial<BodyRow> = { name: '许昌市公安局', uscc: '114110009910000786', level: '市级', division: '411000', kind: '行政机关', status: '有效', announcedOn: '2016-06-01', domains: '公安' }

/** an officer of the market bureau on whom nothing is found; `n` makes the number */
export const officer = (n: number, more: Partial<OfficerRow> = {}): OfficerRow => officerRow({
  row: n, name: `演示${n}`, sex: '男', idNo: `41100219850101${String(9900 + n).slice(0, 4)}`, birthDate: '1985-01-01', bodyName: market.name!, bodyUscc: market.uscc!, establishment: '行政编制', status: '在职',
  credentialNo: `1610${String(990000 + n)}`, issueDate: '2016-01-01', validTo: '2025-12-31', post: '行政检查', domain: '市场监管', ...more,
})

/** identity number of a demo person, as the directory has it */
export async function idOf(hall: CityHall, key: string): Promise<{ id: string; idNo: string; name: string }> {
  const { rows } = await hall.database.app.query<{ id: string; idNo: string; name: string }>(`select id, id_number as "idNo", name from directory.person where city = $1 and key = $2`, [hall.database.city, key])
  return rows[0]!
}

export const enrol = (hall: CityHall, listed: { bodies?: Partial<BodyRow>[]; officers?: OfficerRow[]; supervisors?: SupervisorRow[] }): Promise<EnrolResult> =>
  hall.database.app.tx((tx) => hall.app.credentials.registry.enrol(tx, { bodies: (listed.bodies ?? [market, police]).map(bodyRow), officers: listed.officers ?? [], supervisors: listed.supervisors ?? [] }))
