import { randomBytes } from 'node:crypto'
import { bodyProcedure } from '../../../../law/credential/bodyProcedure.ts'
import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import { citizenId } from '../../../../law/kernel/identity.ts'
import type { BodyOf } from '../../../../contract/endpoint.ts'
import type * as contract from '../../../../contract/credentials.ts'
import type { Tx } from '../../../kernel/db.ts'
import { violatedUnique } from '../../../kernel/db.ts'
import { ownFinding, Refusal } from '../../../kernel/http/errors.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import type { Acting } from '../../casework/index.ts'
import { perform } from '../acts.ts'
import type { Surroundings } from './act.ts'
import { applicantOf } from './asks.ts'
import type { BodyRow } from './store.ts'
import { termsOf } from './terms.ts'

/**
 * Opens a credential in preparation for somebody of this body. Refuses with all findings: an identity number that cannot be one, and what
 * law/credential/holder.ts says of who may not apply (ZJ-02, ZJ-07, ZJ-09, ZT-01).
 */
export async function openHolder({ deps }: Surroundings, tx: Tx, file: string, body: BodyRow, said: BodyOf<typeof contract.apply>, acting: Acting) {
  const { identity } = said.personal
  const read = citizenId(identity.idNumber, deps.clock.today())
  if (!read.ok) throw new Refusal([ownFinding('kernel/identity#citizen-id', 'ID-01', `身份证号不对：${read.why}。请对照身份证原件重新输入`, 'idNumber')])
  // two who apply for the same person at the same moment are asked one after the other
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`applicant|${deps.city}|${read.id}`])
  const day = deps.clock.today()
  const applicant = await applicantOf(deps, tx, { idNumber: read.id, birth: read.birth, establishment: identity.establishment }, body, day)
  const [done] = await perform(deps, tx, [{
    kind: 'holder', file, procedure: holderProcedure, terms: termsOf(deps, { list: said.payload.list, enrolled: null }), type: 'apply', payload: said.payload, personal: { identity: { ...identity, idNumber: read.id } }, acting, facts: { applicant },
  }])
  const account = (await deps.directory.idsByNumber(tx, [read.id])).get(read.id) ?? null
  await tx.query(
    `insert into credentials.holder (city, id, list, body, person, name, sex, id_number, birth, post, rank, establishment, education, domain, law_qualified, code, state, state_on, seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'DRAFT', $17, $18)`,
    [deps.city, file, said.payload.list, body.id, account, identity.name.trim(), read.sex === 'male' ? '男' : '女', read.id, read.birth, identity.post ?? null, identity.rank ?? null, identity.establishment, identity.education ?? null,
      said.payload.domain ?? null, identity.lawQualified, randomBytes(12).toString('base64url'), done!.state.on, done!.state.seq])
  return { id: file, seq: done!.state.seq, state: done!.state.state, stateName: holderProcedure.states[done!.state.state]! }
}

/** Registers a body that is not announced yet. Refuses a name that another one has. */
export async function openBody({ deps }: Surroundings, tx: Tx, file: string, said: BodyOf<typeof contract.registerBody>, acting: Acting) {
  const { identity } = said.personal
  const [done] = await perform(deps, tx, [{ kind: 'body', file, procedure: bodyProcedure, terms: {}, type: 'register', payload: said.payload, personal: { identity }, acting, facts: {} }])
  const organ = deps.directory.organs().find((o) => o.uscc === identity.uscc.trim() || o.name === identity.name.trim())?.key ?? null
  try {
    await tx.query(
      `insert into credentials.body (city, id, name, uscc, kind, level, division, domains, basis, status, status_on, organ, seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'registered', $10, $11, $12)`,
      [deps.city, file, identity.name.trim(), identity.uscc.trim(), said.payload.kind, said.payload.level, identity.division ?? null, said.payload.domains, said.payload.basis, done!.state.on, organ, done!.state.seq])
  } catch (error) {
    if (violatedUnique(error) === 'body_name') throw new Refusal([ownFinding('credentials/registry/open#name', 'ZT-01', '已经有同名的执法主体', 'name')])
    throw error
  }
  return { id: file, seq: done!.state.seq, state: done!.state.state, stateName: bodyProcedure.states[done!.state.state]! }
}

/** id under which a new file is opened */
export const newFile = (): string => uuidv7()
