import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { citizenCheck } from '../../law/kernel/identity.ts'
import { ok, refused } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'
import { enrol, idOf, officer } from './roster.ts'

/* What must stay closed in the registry: masked names stay masked whatever is asked, nobody's administrator takes credentials away, an ended credential never comes back. */

describe('登记簿的边界', () => {
  let hall: CityHall
  let sup: Person
  let ids: string[]
  let body: string
  const act = async (who: Person, id: string, type: string, payload: unknown = {}, personal: unknown = {}) => {
    const seen = await sup.get(`/api/v1/holders/${id}`)
    return who.post(`/api/v1/holders/${id}/${type}`, { payload, personal }, { ifMatch: seen.body?.seq ?? 0 })
  }
  const number = (first17: string) => first17 + citizenCheck(first17)
  beforeAll(async () => {
    hall = await openHall('2020-12-01T09:00+08:00')
    sup = await hall.as('supervisor')
    const done = await enrol(hall, { officers: [officer(1, { name: '王小明' }), officer(2, { name: '王𠮷' }), officer(3), officer(4), officer(5), officer(6)] })
    ids = done.officers
    body = done.bodies[0]!
  })
  afterAll(() => hall?.close())

  it('公示的名单遮蔽姓名：用一部分姓名、身份证号都查不出来，翻页的位置里也没有姓名', async () => {
    const nobody = await hall.as('nobody')
    const ask = async (more: string) => ok(await nobody.get(`/api/v1/public/bodies/${body}?${more}`))
    const found = async (q: string) => (await ask(`q=${encodeURIComponent(q)}`)).items.length
    expect(await found('王小明')).toBe(1)
    expect(await found('1610990001')).toBe(1)
    expect(await found('王')).toBe(0)
    expect(await found('王小')).toBe(0)
    expect(await found(officer(1).idNo)).toBe(0)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { code: string }[]; next: string | null } = await ask(`limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...page.items.map((x) => x.code))
      expect(Buffer.from(page.next ?? '', 'base64url').toString()).not.toMatch(/王|演示/)
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(6)
    const crafted = Buffer.from(JSON.stringify(['王小', '00000000-0000-7000-8000-000000000000'])).toString('base64url')
    expect((await ask(`cursor=${crafted}`)).items).toHaveLength(6)
  })

  it('名字里的生僻字也查得到', async () => {
    expect(ok(await sup.get(`/api/v1/holders?q=${encodeURIComponent('王')}`)).items.map((x: { name: string }) => x.name).sort()).toEqual(['王小明', '王𠮷'].sort())
  })

  it('翻页的位置写错了，不是系统出错', async () => {
    const crafted = Buffer.from(JSON.stringify(['a', '-'.repeat(36)])).toString('base64url')
    expect((await sup.get(`/api/v1/holders?cursor=${crafted}`)).status).toBe(200)
    refused(await sup.get('/api/v1/exam-questions?cursor=x'), 'E-INPUT')
    refused(await sup.get('/api/v1/training/progress?cursor=99999999999%7Cx'), 'E-INPUT')
    const { items } = ok(await sup.get('/api/v1/exams'))
    refused(await sup.get(`/api/v1/exams/${items[0].id}/candidates?cursor=x`), 'E-INPUT')
  })

  it('司法局的执法人员管理员只管本局的人：看不到别的单位，也不能暂扣、取消', async () => {
    const admin = await hall.as('bodyAdmin.police')
    const { id } = await idOf(hall, 'bodyAdmin.police')
    const grants = (await hall.database.app.query<{ grants: unknown }>(`select grants from kernel.session where city = $1 and person = $2`, [hall.database.city, id])).rows[0]!.grants
    const be = (g: unknown) => hall.database.app.query(`update kernel.session set grants = $3 where city = $1 and person = $2`, [hall.database.city, id, JSON.stringify(g)])
    await be([{ role: 'bodyAdmin', organ: 'justice' }])
    expect(ok(await admin.get('/api/v1/holders')).items).toEqual([])
    expect((await admin.get(`/api/v1/holders/${ids[0]}`)).status).toBe(404)
    expect((await admin.get(`/api/v1/bodies/${body}`)).status).toBe(404)
    refused(await act(admin, ids[0]!, 'revoke', { document: '许司〔2020〕9号' }, { ground: '滥用职权' }), 'E-ZJ-08')
    refused(await act(admin, ids[0]!, 'suspend', { until: '2021-05-31', document: '许司〔2020〕9号' }, { ground: '转借证件' }), 'ZJ-07')
    await be(grants)
    expect(ok(await (await hall.as('head.justice')).get(`/api/v1/holders/${ids[0]}`)).state).toBe('VALID')
  })

  it('更正：编号不能是别人的；写错的日期、重复的栏目、同一张证件登记两次都说得清楚；身份证号按法定写法登记', async () => {
    refused(await act(sup, ids[2]!, 'correct', { fields: ['credential_no'] }, { values: { credential_no: '1610990004' } }), 'credential/holder#number-unused')
    refused(await act(sup, ids[2]!, 'correct', { fields: ['birth'] }, { values: { birth: '2020-13-45' } }), 'E-INPUT')
    ok(await act(sup, ids[2]!, 'correct', { fields: ['post', 'post'] }, { values: { post: '执法岗' } }))
    const right = number('11010519491231002')
    expect(right).toMatch(/X$/)
    ok(await act(sup, ids[2]!, 'correct', { fields: ['id_number', 'name'] }, { values: { id_number: right.toLowerCase(), name: '赵六' } }))
    expect(ok(await sup.get(`/api/v1/holders?q=${right}`)).items).toMatchObject([{ id: ids[2] }])
    const twice = (await enrol(hall, { officers: [officer(3, { name: '赵六 ', idNo: right })] })).officers[0]!
    expect(twice).not.toBe(ids[2])
    refused(await act(sup, twice, 'correct', { fields: ['name'] }, { values: { name: '赵六' } }), 'credentials/registry/correct#same')
  })

  it('取消资格的、注销的，不因再次列入名册而有效', async () => {
    ok(await act(sup, ids[4]!, 'revoke', { document: '许司〔2020〕9号' }, { ground: '滥用职权' }))
    ok(await act(sup, ids[5]!, 'cancel', { ground: 'retired', on: '2020-11-30' }))
    const again = await enrol(hall, { officers: [officer(5, { name: '演示 5' }), officer(5, { credentialNo: '1610999999' }), officer(6, { name: '演示6 ' }), officer(6, { credentialNo: '1610999998' })] })
    expect(again.officers[0]).toBe(ids[4])
    expect(again.officers[2]).toBe(ids[5])
    // revoked: under no number; retired and back under a number of his own: as the list says
    expect(ok(await sup.get(`/api/v1/holders/${again.officers[1]}`))).toMatchObject({ state: 'REVOKED', valid: false })
    expect(ok(await sup.get(`/api/v1/holders/${again.officers[3]}`))).toMatchObject({ state: 'VALID' })
    expect(ok(await (await hall.as('nobody')).get('/api/v1/public/officers/1610990005')).officer).toMatchObject({ valid: false, state: 'REVOKED' })
  })
})
