import { citizenCheck } from '../../../../law/kernel/identity.ts'
import { creditCheck } from '../../../../law/kernel/identityCode.ts'
import { generatedBodies, type Bodies } from './generateBodies.ts'
import { given, surnames } from './generateWords.ts'

/*
 * Rosters by a seed, in the columns of data/roster-sample: mostly faultless people, among them every defect and every trap of its rule table. It
 * knows nothing of law/credential: what is right is said by others. Nobody in it exists (sequence numbers 990–999 are hardly ever issued).
 */

export const officerColumns = ['序号', '姓名', '性别', '民族', '出生日期', '身份证号', '单位名称', '单位统一社会信用代码', '人员性质', '职务层次', '岗位', '是否执法岗位', '在职状态', '状态变更日期', '到岗日期',
  '执法证号', '发证日期', '有效期至', '已申请换证', '换证申请日期', '公共法律考试', '专业法律考试', '考试日期', '年度培训学时', '处分记录', '学历', '备注'] as const
export const supervisorColumns = ['序号', '姓名', '性别', '出生日期', '身份证号', '单位名称', '单位统一社会信用代码', '岗位', '在职状态', '状态变更日期', '监督证号', '年度培训学时', '处分记录'] as const
export const bodyColumns = ['单位名称', '统一社会信用代码', '区划代码', '层级', '类别', '主体状态', '承继主体信用代码'] as const

export type Cells = Record<string, string>
export interface Written { officers: Cells[]; supervisors: Cells[]; bodies: Cells[] }

/** numbers that look random and are the same each time (mulberry32) */
export function seeded(seed: number) {
  let a = seed >>> 0
  const next = (): number => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return { next, int, pick: <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!, chance: (p: number) => next() < p }
}
export type Luck = ReturnType<typeof seeded>

const two = (n: number): string => String(n).padStart(2, '0')
const day = (y: number, m: number, d: number): string => `${y}-${two(m)}-${two(d)}`
const wide = (s: string): string => [...s].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')

/** an identity number of somebody born that day */
export function idOf(l: Luck, birth: string, sex: string): string {
  const first = l.pick(['411002', '411023', '411024', '411025', '411081', '411082', '411071', '410103']) + birth.replaceAll('-', '') + `99${l.int(0, 4) * 2 + (sex === '男' ? 1 : 0)}`
  return first + citizenCheck(first)
}

/** a credit code whose organisation part begins with 99 */
export const codeOf = (division: string, n: number): string => {
  const first = `11${division}99${String(n).padStart(7, '0')}`
  return first + creditCheck(first)
}

/** somebody on whom nothing is to be found in the clean-up of `year` */
function faultless(l: Luck, row: number, bodies: Bodies, year: number): Cells {
  const sex = l.chance(0.7) ? '男' : '女'
  const birth = day(l.int(year - 53, year - 22), l.int(1, 12), l.int(1, 28))
  const body = bodies.pick(l)
  const issued = day(l.int(2016, year - 1), l.int(1, 12), l.int(1, 28))
  return {
    序号: String(row), 姓名: l.pick(surnames) + l.pick(given) + l.pick(['', ...given]), 性别: sex, 民族: l.chance(0.97) ? '汉族' : '回族', 出生日期: birth, 身份证号: idOf(l, birth, sex), 单位名称: body['单位名称']!, 单位统一社会信用代码: body['统一社会信用代码']!,
    人员性质: l.pick(['行政编制', '参公事业编', '事业编（执法）', '聘任制公务员']), 职务层次: l.pick(['科员及以下', '副科级', '正科级', '副处级', '正处级']), 岗位: l.pick(['行政检查', '行政处罚', '行政许可', '案件审核']), 是否执法岗位: '是', 在职状态: '在职', 状态变更日期: '',
    到岗日期: day(l.int(2005, 2014), l.int(1, 12), l.int(1, 28)), 执法证号: `16${String(row).padStart(9, '0')}`, 发证日期: issued, 有效期至: day(year + l.int(1, 5), 12, 31), 已申请换证: l.pick(['是', '否']), 换证申请日期: '', 公共法律考试: String(l.int(60, 100)),
    专业法律考试: l.pick(['60', '75.5', '100']), 考试日期: `${year}-10-01`, 年度培训学时: l.pick(['60', '60.5', '88']), 处分记录: l.pick(['无', '无', '警告', '记过', '通报批评', '暂扣已满']), 学历: l.pick(['大专', '本科', '中专']), 备注: '',
  }
}

/** the same day so many years before, moved by days */
function before(asOf: string, years: number, days = 0): string {
  const [y, m, d] = asOf.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(y - years, m - 1, d + days)).toISOString().slice(0, 10)
}

type Change = (c: Cells, l: Luck, asOf: string, b: Bodies) => void
const born = (c: Cells, l: Luck, birth: string, sex: string, more: Cells = {}): void => void Object.assign(c, { 出生日期: birth, 性别: sex, 身份证号: idOf(l, birth, sex), ...more })
const older = (c: Cells, l: Luck, birth: string): void => born(c, l, birth, c['性别']!)
const unknown = '没有这个单位'

/** every defect and every trap; several may fall on one row */
const changes: readonly Change[] = [
  (c, l) => void (c['在职状态'] = l.pick(['退休', '死亡', '调出', '辞职', '辞退', '开除'])),
  (c, l, asOf) => born(c, l, before(asOf, 60, l.pick([-400, -1, 0, 1])), '男', { 职务层次: l.pick(['正科级', '正处级']) }),
  (c, l, asOf) => born(c, l, before(asOf, 55, l.pick([-400, -1, 0, 1])), '女', { 职务层次: l.pick(['正科级', '副处级', '正处级', '科员及以下']) }),
  (c, l, asOf) => born(c, l, before(asOf, 60, l.pick([-1, 0, 1])), '女', { 职务层次: l.pick(['副处级', '正处级']) }),
  (c, l, asOf) => born(c, l, before(asOf, 60, -30), '男', { 备注: `经批准延迟退休至${before(asOf, 0, l.pick([-1, 0, 1, 200]))}`, 在职状态: l.pick(['在职', '在职', '退休']) }),
  (c, l, asOf) => older(c, l, before(asOf, 18, l.pick([-1, 0, 1, 300]))),
  (c, l) => void (c['人员性质'] = l.pick(['劳动合同工', '临时工', '劳务派遣', '公益性岗位', '协管员', '借用人员', '工勤人员', '工勤人员', '聘任制公务员'])),
  (c, l) => void (c[l.pick(['公共法律考试', '专业法律考试'])] = l.pick(['缺考', '', '59.5', '0', '60', '59', '６１'])),
  (c, l) => void (c['年度培训学时'] = l.pick(['59.5', '0', '60', '59.9'])),
  (c, l, asOf) => void Object.assign(c, { 有效期至: before(asOf, 0, l.pick([-300, -1, 0, 1])), 已申请换证: l.pick(['是', '否', '']) }),
  (c, l) => void (c['处分记录'] = l.pick(['取消行政执法资格', '取消行政执法资格', '记过'])),
  (c, l) => void Object.assign(c, l.pick<Cells>([{ 岗位: '财务会计', 是否执法岗位: '否' }, { 岗位: '案件审核', 是否执法岗位: '是' }])),
  (c, l, _, b) => void Object.assign(c, l.pick<Cells>([{ 单位名称: b.baseless[0]!['单位名称']!, 单位统一社会信用代码: b.baseless[0]!['统一社会信用代码']! }, { 单位名称: unknown, 单位统一社会信用代码: b.baseless[1]!['统一社会信用代码']! }, { 单位名称: unknown }, { 单位统一社会信用代码: '别的代码' }])),
  (c, l, _, b) => void (c['单位名称'] = l.pick(b.gone)['单位名称']!),
  (c, l) => { const id = c['身份证号']!; if (/^\d{17}[\dX]$/.test(id)) c['身份证号'] = id.slice(0, 17) + l.pick([...'0123456789X'].filter((x) => x !== id[17])) },
  (c, _, asOf) => void (c['出生日期'] = before(c['出生日期']! < '1970-01-01' ? '1990-01-01' : asOf, 30, -1)),
  (c) => void (c['性别'] = c['性别'] === '男' ? '女' : '男'),
  (c) => { if (/^\d{6}19\d{9}[\dXx]$/.test(c['身份证号']!)) c['身份证号'] = c['身份证号']!.slice(0, 6) + c['身份证号']!.slice(8, 17) },
  (c, l) => void (c['姓名'] = l.pick([` ${c['姓名']} `, `${c['姓名']![0]} ${c['姓名']!.slice(1)}`, `${c['姓名']![0]}　${c['姓名']!.slice(1)}`])),
  (c, l) => { const id = c['身份证号']!; if (/^[\dX]+$/.test(id)) c['身份证号'] = id.endsWith('X') && l.chance(0.5) ? id.toLowerCase() : wide(id) },
]

/** `rows` officers, supervisors of the order of one to twenty-four (at least ten), and the bodies they belong to, on a day of the clean-up; the same for the same seed */
export function roster(seed: number, rows: number, asOf: string): Written {
  const l = seeded(seed)
  const year = Number(asOf.slice(0, 4))
  const bodies = generatedBodies(l, Math.max(4, Math.round(rows / 35)))
  const officers = Array.from({ length: rows }, (_, i) => faultless(l, i + 1, bodies, year))
  for (const [i, c] of officers.entries()) {
    // each defect at least once, then by chance, sometimes two on one row
    if (i < changes.length * 12 && i < rows / 3) changes[i % changes.length]!(c, l, asOf, bodies)
    else if (l.chance(0.16)) l.pick(changes)(c, l, asOf, bodies)
    if (l.chance(0.02)) l.pick(changes)(c, l, asOf, bodies)
  }
  let onPost = 0
  for (let i = 0; i < rows / 60; i++) {
    const [a, b] = [l.pick(officers), l.pick(officers)]
    if (a === b) continue
    // the same person twice (no two on one day), one number on two people (no two on one day), two people of one name
    if (i % 3 === 0) Object.assign(b, { 身份证号: a['身份证号'], 出生日期: a['出生日期'], 性别: a['性别'], 姓名: a['姓名'], 到岗日期: before('2019-12-31', 0, onPost++ - 900) })
    else if (i % 3 === 1) Object.assign(b, { 执法证号: a['执法证号'], 发证日期: before('2015-12-31', 0, -++onPost) })
    else b['姓名'] = a['姓名']!
  }
  const supervisors = Array.from({ length: Math.max(10, Math.round(rows / 24)) }, (_, i): Cells => {
    const o = faultless(l, i + 1, bodies, year)
    const s: Cells = Object.fromEntries(supervisorColumns.map((k) => [k, o[k] ?? '']))
    Object.assign(s, { 监督证号: `1610990${String(i).padStart(4, '0')}`, 岗位: l.pick(['法制机构', '执法监督机构', '特邀监督员']) })
    if (i < 10 || l.chance(0.04)) Object.assign(s, [{ 在职状态: '调出' }, { 在职状态: '退休' }, { 岗位: l.pick(['办公室', '行政处罚']) }, { 处分记录: l.pick(['涂改监督证', '转借监督证', '记过']) }, { 年度培训学时: l.pick(['59.5', '60', '12']) }][i % 5]!)
    return s
  })
  return { officers, supervisors, bodies: bodies.list }
}

/** RFC 4180, quotes only where needed */
export function csv(columns: readonly string[], rows: readonly Cells[]): string {
  const cell = (s: string): string => (/[",\n\r]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s)
  return [columns, ...rows.map((r) => columns.map((c) => r[c] ?? ''))].map((line) => line.map(cell).join(',')).join('\n') + '\n'
}
