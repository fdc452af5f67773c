import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../../kernel/db.ts'
import { isUuid, uuidv7 } from '../../kernel/ids.ts'

export { licenceRoutes, publicLicence } from './routes.ts'

export interface Licence {
  id: string
  /** ELE-04 identifier with root */
  identifier: string
  type: string
  name: string
  caseId: string
  item: string
  organ: string
  holder: string
  content: LicenceContent | null
  document: string
  checkCode: string
  issuedOn: string
  validUntil: string | null
  state: 'valid' | 'expired' | 'suspended' | 'revoked' | 'withdrawn' | 'cancelled' | 'lost'
}
/** what is printed on it; personal, may be erased while the register keeps its state */
export interface LicenceContent { holderName: string; lines: { label: string; value: string }[] }

export type NewLicence = Omit<Licence, 'state' | 'checkCode'> & { checkCode?: string }

/** Register of licences, their states, and the log of who used one for what (ELE-05). */
export interface Licences {
  /** an id for a licence that an act is about to issue */
  reserve(): string
  /** code under its QR: 12 characters that cannot be guessed or confused */
  newCheckCode(): string
  issue(tx: Tx, licence: NewLicence): Promise<void>
  get(id: string): Promise<Licence | undefined>
  ofHolder(person: string, limit?: number): Promise<Licence[]>
  ofCases(cases: readonly string[]): Promise<Licence[]>
  /** by check code or identifier, as anyone may ask */
  check(n: string): Promise<Licence | undefined>
  /** valid licences of these types that a person already holds: what need not be handed in again (ELE-03) */
  held(person: string, types: readonly string[], day: string): Promise<Licence[]>
  logUse(tx: Tx, use: { licence: string; who: string | null; role: string; item?: string; purpose: string; at: string }): Promise<void>
  uses(licence: string): Promise<{ at: string; role: string; purpose: string }[]>
}

const columns = `id, identifier, type, name, case_id as "caseId", item, organ, holder, content, document, check_code as "checkCode", issued_on as "issuedOn",
  valid_until as "validUntil", state`
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

export function createLicences({ db, city }: { db: Db; city: string }): Licences {
  const select = async (where: string, params: unknown[]) =>
    (await db.query<Licence>(`select ${columns} from licences.licence where city = $1 and ${where}`, [city, ...params])).rows
  return {
    reserve: () => uuidv7(),
    newCheckCode: () => Array.from(randomBytes(12), (b) => alphabet[b % 32]).join(''),
    async issue(tx, l) {
      await tx.query(
        `insert into licences.licence (city, id, identifier, type, name, case_id, item, organ, holder, content, document, check_code, issued_on, valid_until, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'valid')`,
        [city, l.id, l.identifier, l.type, l.name, l.caseId, l.item, l.organ, l.holder, JSON.stringify(l.content), l.document, l.checkCode ?? this.newCheckCode(), l.issuedOn, l.validUntil])
    },
    get: async (id) => (isUuid(id) ? (await select('id = $2', [id]))[0] : undefined),
    ofHolder: (person, limit = 100) => select('holder = $2 order by id desc limit $3', [person, limit]),
    ofCases: (cases) => select('case_id = any($2::uuid[]) order by id', [cases]),
    check: async (n) => (await select('(check_code = $2 or identifier = $3)', [n.toUpperCase().replace(/[\s-]/g, ''), n.trim()]))[0],
    held: (person, types, day) => select(`holder = $2 and type = any($3) and state = 'valid' and (valid_until is null or valid_until >= $4)`, [person, types, day]),
    async logUse(tx, use) {
      await tx.query(`insert into licences.use (city, id, licence, who, role, item, purpose, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [city, uuidv7(), use.licence, use.who, use.role, use.item ?? null, use.purpose, use.at])
    },
    async uses(licence) {
      return (await db.query<{ at: string; role: string; purpose: string }>(
        `select at, role, purpose from licences.use where city = $1 and licence = $2 order by id desc limit 50`, [city, licence])).rows
    },
  }
}
