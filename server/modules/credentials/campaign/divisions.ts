import { divisionLabel } from '../../../../law/kernel/identityDivision.ts'

/** where a campaign looks: the city itself, its counties, its zones. 411023 is the old code of 411003. */
const zones: Readonly<Record<string, string>> = { 411071: '经济技术开发区', 411072: '城乡一体化示范区', 411073: '东城区' }
const order = ['411000', '411002', '411003', '411081', '411082', '411024', '411025', '411071', '411072', '411073']

/** the code under which a body is shown; '' = the list did not say, or another place */
export function divisionOf(code: string): string {
  const six = code.trim().slice(0, 6) === '411023' ? '411003' : code.trim().slice(0, 6)
  return order.includes(six) ? six : ''
}

export function divisionName(code: string): string {
  return code === '411000' ? '市级' : zones[code] ?? divisionLabel(code) ?? '名单未写明'
}

/** in the order in which the city lists them; what is not said comes last */
export function byDivision(a: string, b: string): number {
  const place = (code: string) => (order.indexOf(code) + order.length + 1) % (order.length + 1)
  return place(a) - place(b)
}
