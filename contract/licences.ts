import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id, Instant, LegalDate, Text } from './shapes.ts'

const Card = z.object({
  id: Id, type: z.string(), name: z.string(), identifier: z.string(), organName: z.string(), holder: z.string(), issuedOn: LegalDate, validUntil: LegalDate.nullable(),
  state: z.enum(['valid', 'expired', 'suspended', 'revoked', 'withdrawn', 'cancelled', 'lost']), caseId: Id, document: Id,
}).meta({ id: 'LicenceCard' })

export const mine = endpoint({ id: 'licences.mine', method: 'GET', path: '/api/v1/licences', summary: '我的证照', who: ['citizen'], output: z.object({ items: z.array(Card) }) })
export const get = endpoint({
  id: 'licences.get', method: 'GET', path: '/api/v1/licences/:id', summary: '一张证照和使用记录（他人查看留痕）', who: ['applicant', 'clerk', 'counter', 'examiner@organ', 'head@organ', 'supervisor'], params: z.object({ id: Id }),
  output: Card.extend({ lines: z.array(z.object({ label: z.string(), value: z.string() })), checkUrl: z.string(), uses: z.array(z.object({ at: Instant, who: z.string(), purpose: z.string() })) }),
})
export const check = endpoint({
  id: 'licences.check', method: 'GET', path: '/api/v1/check', summary: '核验证照、办件或文书：输入编号或扫码', who: ['anyone'], query: z.object({ n: Text(120).default('') }),
  output: z.object({
    n: z.string(),
    licence: z.object({ type: z.string(), identifier: z.string(), holder: z.string(), organ: z.string(), issuedOn: LegalDate, validUntil: LegalDate.nullable(), state: z.string(), stateText: z.string() }).nullable(),
    case: z.object({ number: z.string(), name: z.string(), organ: z.string(), state: z.string(), acceptedOn: LegalDate.nullable(), due: LegalDate.nullable() }).nullable(),
    document: z.object({ title: z.string(), number: z.string(), organ: z.string(), date: LegalDate, about: z.string() }).nullable(),
    proof: z.object({ index: z.number().int(), hash: z.string(), at: Instant }).nullable(),
  }),
})
export const all = [mine, get, check]
