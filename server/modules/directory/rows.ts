import { z } from 'zod'
import { citizenCheck } from '../../../law/kernel/identity.ts'
import { legalDate, organ } from '../../../contract/item.ts'
import { roleKeys, roles, type Role } from '../../../contract/roles.ts'
import { lost, type BrokenRow, type Headings, type Sheet } from '../../kernel/sheet.ts'

export const organHeadings: Headings = {
  key: ['代码键', '键'], name: ['名称', '机关名称', '单位名称'], docPrefix: ['机关代字'], uscc: ['统一社会信用代码'], level: ['层级'], kind: ['类型'], order: ['顺序', '序号'],
  parent: ['上级'], division: ['区划代码', '行政区划代码'], phone: ['电话', '联系电话'],
}
export const personHeadings: Headings = {
  login: ['账号', '登录名', '工号'], name: ['姓名'], idNumber: ['身份证号', '公民身份号码', '证件号码'], phone: ['手机', '手机号', '联系电话'], address: ['地址', '住址'], post: ['职务'],
  company: ['企业名称'], companyCode: ['企业统一社会信用代码', '企业代码'], role: ['岗位'], organ: ['机关', '单位'], leftOn: ['离岗日期', '离职日期'],
}
export const postHeadings: Headings = { login: ['账号', '登录名', '工号'], role: ['岗位'], organ: ['机关', '单位'], title: ['职务'], from: ['任职日期', '起'], until: ['离岗日期', '止'] }

const kinds: Record<string, string> = { 政府: 'government', 部门: 'department', 事业单位: 'institution', 功能区: 'zone', 公用企业: 'utility' }
const roleOf = (said: unknown): unknown => roleKeys.find((k) => k === said || roles[k].name === said) ?? said

const login = z.string({ error: '没有账号' }).regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{1,59}$/, '账号只用字母、数字、点、横线、下划线，至少两位')
const name = z.string({ error: '没有姓名' }).trim().min(1, '没有姓名').max(100, '姓名太长')
const phone = z.string().regex(/^1\d{10}$/, '手机号应为 11 位数字').optional()
const idNumber = z.string().transform((s) => s.toUpperCase()).refine((s) => /^\d{17}[\dX]$/.test(s) && citizenCheck(s.slice(0, 17)) === s[17], '身份证号不是 18 位，或者校验位不对').optional()
const role = z.enum(roleKeys as [Role, ...Role[]], { error: `岗位不认识。有：${Object.values(roles).map((r) => r.name).join('、')}` })
const day = legalDate.refine((d) => !Number.isNaN(Date.parse(`${d}T00:00:00Z`)), '没有这一天').optional()
const organKey = z.string().trim().min(1).nullable()

/** a person as a city hands him in; `roles` absent = this list says nothing of posts */
const person = z.object({
  login, name, idNumber, phone, address: z.string().max(300).optional(), post: z.string().max(100).optional(),
  company: z.object({ name: z.string().trim().min(1), uscc: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, '企业统一社会信用代码应为18位') }).optional(),
  roles: z.array(z.object({ role, organ: organKey })).optional(), leftOn: day,
})
const post = z.object({ login, role, organ: organKey, title: z.string().max(100).optional(), from: day, until: day })

export type OrganRow = z.infer<typeof organ>
export type PersonRow = z.infer<typeof person>
export type PostRow = z.infer<typeof post>
export interface Read<T> { rows: { line: number; value: T }[]; broken: BrokenRow[] }

const text = (v: unknown): unknown => (typeof v === 'number' ? String(v) : v)

/** typed rows, and what is wrong with the others, each by its line; two rows of one `id` are one too many */
function each<T>(sheet: Sheet, schema: z.ZodType<T>, shape: (cells: Record<string, unknown>) => unknown, id: (v: T) => string): Read<T> {
  const out: Read<T> = { rows: [], broken: [...sheet.broken] }
  const seen = new Map<string, number>()
  for (const { line, cells } of sheet.rows) {
    if (Object.values(cells).includes(lost)) {
      out.broken.push({ line, reason: '有一格是超过 15 位的数字，末几位已被表格软件改成 0。请把这一列设为文本格式再填' })
      continue
    }
    const read = schema.safeParse(shape(cells))
    if (!read.success) {
      out.broken.push({ line, reason: read.error.issues.map((i) => (/[\u4e00-\u9fff]/.test(i.message) ? i.message : `${i.path.join('.')} 缺少，或者写得不对`)).join('；') })
      continue
    }
    const before = seen.get(id(read.data))
    if (before !== undefined) out.broken.push({ line, reason: `与第 ${before} 行是同一条` })
    else {
      seen.set(id(read.data), line)
      out.rows.push({ line, value: read.data })
    }
  }
  return out
}

export const organRows = (sheet: Sheet): Read<OrganRow> => each(sheet, organ, (c) => ({
  ...c, level: Number(c['level']), order: c['order'] === undefined ? 100 : Number(c['order']), kind: kinds[String(c['kind'])] ?? c['kind'], ...(c['division'] === undefined ? {} : { division: text(c['division']) }),
}), (o) => o.key)

/** a pack's list says `key` where a city's says 账号, and may have posts, deputies and an enterprise in it */
export const personRows = (sheet: Sheet): Read<PersonRow> => each(sheet, person, ({ key, role: one, organ: at, company, companyCode, roles: several, leave: _, ...c }) => ({
  ...c, login: text(c['login'] ?? key), idNumber: text(c['idNumber']), phone: text(c['phone']),
  ...(typeof company === 'string' ? { company: { name: company, uscc: companyCode } } : company ? { company } : {}),
  ...(several !== undefined ? { roles: several } : one !== undefined ? { roles: [{ role: roleOf(one), organ: at ?? null }] } : sheet.fields.has('role') ? { roles: [] } : {}),
}), (p) => p.login.toLowerCase())

export const postRows = (sheet: Sheet): Read<PostRow> => each(sheet, post, (c) => ({ ...c, login: text(c['login']), role: roleOf(c['role']), organ: c['organ'] ?? null }),
  (p) => `${p.login.toLowerCase()}|${p.role}|${p.organ ?? ''}`)
