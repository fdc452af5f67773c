import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../server/kernel/ids.ts'
import { accepted, act, ok } from './desk.ts'
import { openHall, speaker, type CityHall, type Person } from './hall.ts'
import { enrol, idOf, officer } from './roster.ts'

/*
 * An officer acts at the very moment at which the supervisor revokes his credential. Either the act stood before the revocation, or it is refused;
 * once the revocation has been answered nothing of his comes in any more, and his session is dead.
 */

// half as many on the second database
const rounds = process.env['YICHUANG_TEST_DEEP'] ? 1000 : process.env['YICHUANG_TEST_DATABASE'] === '15' ? 30 : 60
/** rounds on one pair of cases: a case of hundreds of acts is no case of a city */
const perCase = 30

describe('办理的同时被取消执法资格', () => {
  let hall: CityHall
  let sup: Person
  let colleague: string
  beforeAll(async () => {
    hall = await openHall('2020-12-01T09:00+08:00')
    sup = await hall.as('supervisor')
    colleague = (await idOf(hall, 'examiner2.market')).id
  })
  afterAll(() => hall?.close())

  /** an examiner of the market bureau who is an officer too, signed in */
  async function freshOfficer(n: number): Promise<{ id: string; holder: string; session: () => Promise<Person> }> {
    const id = uuidv7()
    const { database } = hall
    const idNo = `4110021985${String(10_000_000 + n)}`
    await database.app.query(`insert into directory.person (city, id, name, id_number) values ($1, $2, $3, $4)`, [database.city, id, `核查员${n}`, idNo])
    await database.app.query(`insert into directory.post_holder (city, person, role, organ) values ($1, $2, 'examiner', 'market'), ($1, $2, 'officer', 'market')`, [database.city, id])
    const { officers } = await enrol(hall, { officers: [officer(100_000 + n, { idNo, name: `核查员${n}` })] })
    const session = async () => speaker(hall.url, (await hall.app.http.sessions.create(database.app, { person: id, grants: [{ role: 'examiner', organ: 'market' }, { role: 'officer', organ: 'market' }], assurance: 'machine' })).token)
    return { id, holder: officers[0]!, session }
  }

  async function caseInReview(): Promise<string> {
    const id = await accepted(hall, await hall.as('factory'), 'device-production')
    ok(await act(await hall.as('examiner.market'), id, 'takeUp'))
    return id
  }

  const inspections = async (of: string): Promise<{ seq: number; facts: { inspectorCredentials?: { person: string; valid: boolean; seq: number }[] } }[]> =>
    (await hall.database.app.query<any>(`select seq, facts from casework.act where city = $1 and actor = $2 and type = 'inspect'`, [hall.database.city, of])).rows

  it(`${rounds}次：要么在取消以前办成，要么不准，取消以后一件也没有`, async () => {
    const seen = { before: 0, refused: 0, signedOut: 0 }
    let [free, assigned] = ['', '']
    // whoever lost the last round gets a head start in this one, so that both ends are seen on every machine
    let lead = 0
    for (let n = 0; n < rounds; n++) {
      if (n % perCase === 0) [free, assigned] = await Promise.all([caseInReview(), caseInReview()])
      const me = await freshOfficer(n)
      const mine = await me.session()
      // every other round he is assigned to the case, so that the revocation has to take the case from him: both then want the case and the credential
      const id = n % 2 ? assigned : free
      if (n % 2) ok(await act(await hall.as('head.market'), id, 'assignInspectors', { inspectors: [me.id, colleague] }))
      const seq = ok(await mine.get(`/api/v1/cases/${id}`)).seq
      const acting = (async () => {
        await wait(Math.max(0, -lead))
        return mine.post(`/api/v1/cases/${id}/inspect`, { payload: { inspectors: [me.id, colleague], conform: true }, personal: { facts: '现场符合要求' } }, { ifMatch: seq })
      })()
      const revoking = (async () => {
        await wait(Math.max(0, lead))
        const answer = await sup.post(`/api/v1/holders/${me.holder}/revoke`, { payload: { document: `许司取消〔2020〕${n}号` }, personal: { ground: '弄虚作假' } }, { ifMatch: 0 })
        return { answer, known: (await inspections(me.id)).length, dead: (await mine.get('/api/v1/queue')).status }
      })()
      const [acted, { answer, known, dead }] = await Promise.all([acting, revoking])
      const about = `round ${n}: ${acted.status} ${JSON.stringify(acted.body).slice(0, 200)}`
      const { seq: revokedAt } = ok(answer)
      expect(dead, about).toBe(401)
      const stand = await inspections(me.id)
      expect(stand.length, about).toBe(acted.status === 200 ? 1 : 0)
      // what was not there when the revocation was answered never came
      expect(known, about).toBe(stand.length)
      if (acted.status === 200) {
        seen.before++
        const read = stand[0]!.facts.inspectorCredentials!.find((c) => c.person === me.id)!
        expect(read, about).toMatchObject({ valid: true })
        expect(read.seq, about).toBeLessThan(revokedAt)
        lead -= 3
      } else {
        expect([401, 412, 422], about).toContain(acted.status)
        if (acted.status === 422) expect(JSON.stringify(acted.body), about).toContain('E-CF-13')
        seen[acted.status === 401 ? 'signedOut' : 'refused']++
        lead += 3
      }
      // signed in anew, with the post of examiner that is still his: he inspects nothing
      const again = await me.session()
      const view = ok(await again.get(`/api/v1/cases/${free}`))
      const late = await again.post(`/api/v1/cases/${free}/inspect`, { payload: { inspectors: [me.id, colleague], conform: true }, personal: { facts: '现场符合要求' } }, { ifMatch: view.seq, key: randomUUID() })
      expect(late.status, JSON.stringify(late.body)).toBe(422)
      expect(JSON.stringify(late.body)).toContain('E-CF-13')
    }
    console.log(`revoke while acting, ${rounds} rounds: ${JSON.stringify(seen)}`)
    expect(seen.before, 'acted before the revocation').toBeGreaterThan(0)
    expect(seen.refused + seen.signedOut, 'came too late').toBeGreaterThan(0)
  }, 1_800_000)
})
