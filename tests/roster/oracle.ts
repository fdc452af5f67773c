import type { Cells, Written } from './generate.ts'

/*
 * What the rule table of data/roster-sample/README.md says of a roster, written from its text a second time, in another shape, and without
 * the product: nothing of law/ is read here. Where both agree on thousands of rows, a slip of the pen in one of them would show.
 */

export interface Truth { row: number; action: 'remove' | 'correct' | 'retain'; primary: string | null; reasons: string[]; corrections: object[] }

const precedence = 'R02 R13 R01 R04 R03 R12 R05 R06 R11 R10 R14 R09 R07 R08'.split(' ')

const narrow = (s: string): string => [...s].map((c) => (c >= '！' && c <= '～' ? String.fromCodePoint(c.codePointAt(0)! - 65248) : c === '　' ? ' ' : c)).join('').trim()

/** GB 11643 by the definition: Σ aᵢ·2^(18−i) ≡ 1 (mod 11) */
function withCheck(first17: string): string {
  for (const c of '0123456789X') {
    let sum = 0
    for (let i = 0; i < 18; i++) sum += (i < 17 ? Number(first17[i]) : c === 'X' ? 10 : Number(c)) * (2 ** (17 - i) % 11)
    if (sum % 11 === 1) return first17 + c
  }
  throw new Error('no check character')
}

function person(text: string) {
  const typed = narrow(text).toUpperCase()
  const seventeen = typed.length === 15 ? `${typed.slice(0, 6)}19${typed.slice(6)}` : typed.slice(0, 17)
  return { typed, seventeen, right: withCheck(seventeen), born: Number(seventeen.slice(6, 14)), man: '13579'.includes(seventeen[16]!), short: typed.length === 15 }
}

const number = (s: string): number => (s === '' || Number.isNaN(Number(s)) ? -Infinity : Number(s))
/** 19601130 for 1960-11-30, so that a birthday is an addition */
const asNumber = (date: string): number => Number(date.replaceAll('-', ''))
const dashed = (n: number): string => String(n).replace(/(....)(..)(..)/, '$1-$2-$3')

export function truthOfOfficers({ officers, bodies }: Written, asOf: string): Truth[] {
  const today = asNumber(asOf)
  const rows = officers.map((c) => ({ raw: c, c: Object.fromEntries(Object.entries(c).map(([k, v]) => [k, narrow(v)])) as Cells, p: person(c['身份证号']!) }))
  const valid = bodies.filter((b) => b['主体状态'] === '有效')
  const named = (name: string): Cells | undefined => valid.find((b) => narrow(b['单位名称']!) === name) ?? bodies.find((b) => narrow(b['单位名称']!) === name)
  const successor = (b: Cells): string | null => {
    const code = b['承继主体信用代码']!
    const there = valid.find((v) => v['统一社会信用代码'] === code)
    if (there) return there['单位名称']!
    const further = bodies.find((v) => v['统一社会信用代码'] === code)
    return further ? successor(further) : null
  }
  const latest = new Map<string, string>()
  for (const { c, p } of rows) if ((latest.get(p.seventeen) ?? '') < c['到岗日期']!) latest.set(p.seventeen, c['到岗日期']!)
  const reasons = rows.map(({ c, p }) => {
    const out = new Set<string>()
    const state = c['在职状态']!
    const age = p.man ? 60 : /^[副正]处级$/.test(c['职务层次']!) ? 60 : 55
    const delay = /经批准延迟退休至(\d{4}-\d{2}-\d{2})/.exec(c['备注']!)?.[1]
    if (state === '退休' || (p.born + age * 10000 <= today && !(delay && delay > asOf))) out.add('R01')
    if (state === '死亡') out.add('R02')
    if (state === '调出') out.add('R03')
    if (state === '辞职' || state === '辞退' || state === '开除') out.add('R04')
    if (/^(劳动合同工|临时工|劳务派遣|公益性岗位|协管员|借用人员)$/.test(c['人员性质']!)) out.add('R05')
    if (c['人员性质'] === '工勤人员') out.add('R06')
    if (!(number(c['公共法律考试']!) >= 60 && number(c['专业法律考试']!) >= 60)) out.add('R07')
    if (!(number(c['年度培训学时']!) >= 60)) out.add('R08')
    if (asNumber(c['有效期至']!) < today && c['已申请换证'] !== '是') out.add('R09')
    if (c['处分记录'] === '取消行政执法资格') out.add('R10')
    if (c['是否执法岗位'] === '否') out.add('R11')
    if (latest.get(p.seventeen) !== c['到岗日期']) out.add('R12')
    const body = named(c['单位名称']!)
    if (body ? body['主体状态'] === '无执法依据' : !valid.some((v) => v['统一社会信用代码'] === c['单位统一社会信用代码'])) out.add('R13')
    if (p.born + 180000 > today) out.add('R14')
    return precedence.filter((code) => out.has(code))
  })
  const stay = rows.filter((_, i) => !reasons[i]!.length)
  return rows.map(({ raw, c, p }, i) => {
    const corrections: object[] = []
    const right = (code: string, field: string, expected: string | null, more: object = {}) => corrections.push({ code, field, expected, ...more })
    if (!reasons[i]!.length) {
      if (!p.short && p.typed !== p.right) right('C01', '身份证号', p.right)
      if (c['出生日期'] !== dashed(p.born)) right('C02', '出生日期', dashed(p.born))
      if (c['性别'] !== (p.man ? '男' : '女')) right('C03', '性别', p.man ? '男' : '女')
      const holders = stay.filter((s) => s.c['执法证号'] === c['执法证号']).sort((a, b) => (a.c['发证日期']! < b.c['发证日期']! ? -1 : 1))
      if (holders[0]!.p.seventeen !== p.seventeen) right('C04', '执法证号', null, { conflictWithRow: Number(holders[0]!.c['序号']) })
      if (p.short) right('C05', '身份证号', p.right)
      if (/[ 　]/.test(raw['姓名']!)) right('C06', '姓名', raw['姓名']!.replace(/[ 　]/g, ''))
      if (raw['身份证号']!.trim() !== p.typed) right('C07', '身份证号', p.typed)
      const body = named(c['单位名称']!)
      if (body && /^(已撤销并入|内设机构|重复登记)$/.test(body['主体状态']!)) right('C08', '单位名称', successor(body))
    }
    return { row: Number(c['序号']), action: reasons[i]!.length ? 'remove' : corrections.length ? 'correct' : 'retain', primary: reasons[i]![0] ?? null, reasons: reasons[i]!, corrections }
  })
}

export function truthOfSupervisors({ supervisors }: Written): object[] {
  return supervisors.map((s) => {
    const reason = s['在职状态'] === '调出' ? 'S01' : s['在职状态'] === '退休' ? 'S02' : !['法制机构', '执法监督机构', '特邀监督员'].includes(s['岗位']!) ? 'S03'
      : /涂改|转借/.test(s['处分记录']!) ? 'S04' : number(s['年度培训学时']!) < 60 ? 'S05' : null
    return { row: Number(s['序号']), action: reason ? 'remove' : 'retain', reason }
  })
}

export function truthOfBodies({ bodies }: Written): object[] {
  return bodies.map((b) => ({
    name: b['单位名称'], uscc: b['统一社会信用代码'], action: b['主体状态'] === '有效' ? 'retain' : b['主体状态'] === '无执法依据' ? 'remove' : 'merge', status: b['主体状态'], successor: b['承继主体信用代码'] || null,
  }))
}
