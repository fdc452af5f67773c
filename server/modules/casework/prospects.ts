import * as contract from '../../../contract/casework.ts'
import { roles, type Role } from '../../../contract/roles.ts'
import { allowed, decide, factsOf, fold } from '../../../law/kernel/procedure.ts'
import type { Facts, Finding } from '../../../law/kernel/rule.ts'
import { procedureFor, regimes, versionOn } from '../../../law/permit/index.ts'
import { may, standingOf } from '../../kernel/permission.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import type { Acting, Deps, FactProvider } from './deps.ts'
import { actingFrom } from './perform.ts'
import { readCase } from './read.ts'

/** acts of the organ that decides, in the order in which they come up */
const deciding = ['takeUp', 'assignInspectors', 'inspect', 'suspend', 'resume', 'extend', 'greenChannel', 'grant', 'refuse', 'terminate'] as const

/**
 * Each act of the deciding organ, tried without being done: open, or what stands against it whatever is filled in (state,
 * role, another member of the bundle, an inspection that is missing). What only the form can say, reasons, days, persons, is left to
 * the act itself. Refuses strangers with NotFound.
 */
export async function prospects(deps: Deps, providers: ReadonlyMap<string, FactProvider>, ctx: Ctx, id: string) {
  const { row, acts } = await readCase(deps.db, deps.city, id)
  const standing = may(ctx, contract.prospects, row)
  const item = await deps.catalogue.revision(row.item, row.revision)
  const procedure = procedureFor(item.regime)
  const context = { now: ctx.legalNow, calendar: deps.calendar(), item }
  const { state } = fold(procedure, acts, context)
  const terms = regimes[item.regime]
  const version = versionOn(terms, ctx.legalNow.slice(0, 10))

  const defs = contract.acts.filter((a) => (deciding as readonly string[]).includes(a.type) && procedure.acts[a.type])
    .sort((a, b) => deciding.indexOf(a.type as never) - deciding.indexOf(b.type as never))
  const tried = await deps.db.tx(async (tx) => {
    const out = []
    for (const { type, endpoint } of defs) {
      const name = procedure.acts[type]!.name
      const basis = procedure.acts[type]!.basis(ctx.legalNow.slice(0, 10))
      const as = standingOf(ctx, endpoint, { applicant: row.applicant, organ: row.organ })
      if (!as) {
        out.push({ type, name, open: false, findings: [byOthers(name, endpoint.who, basis)] })
        continue
      }
      const acting: Acting = actingFrom(ctx, as, row.applicant)
      const facts: Facts = {}
      for (const fact of factsOf(procedure.acts[type]!)) {
        const provider = providers.get(fact)
        if (provider) facts[fact] = await provider(tx, { case: row, item, state, acting, type, payload: {} })
      }
      const verdict = decide(procedure, { state, lapsed: [] }, { type, payload: {}, actor: { code: acting.code, person: ctx.person, ...(acting.organ ? { organ: acting.organ } : {}) } }, facts, context)
      const shape = endpoint.body!.shape
      const typed = new Set([...Object.keys(shape.payload.unwrap().shape), ...Object.keys(shape.personal.unwrap().shape)])
      // a special procedure that the regime does not know cannot be chosen in any form
      const hopeless = type === 'suspend' && !version.special.length
      const findings = verdict.ok ? [] : verdict.findings.filter((f) => hopeless || !f.at || !typed.has(f.at)).map((f) => plain(f))
      // from another state decide may speak only of the form: then the state itself is what stands against it
      if (!findings.length && !allowed(procedure, state, acting.code).includes(type)) findings.push(notFrom(procedure.id, procedure.states[state.state] ?? state.state, name, basis))
      out.push({ type, name, open: !findings.length, findings })
    }
    return out
  })
  const people = await deps.directory.people([...state.inspectors, ...(state.takenUpBy ? [state.takenUpBy] : [])])
  const most = state.clocks['decision']?.rule === 'permit/limits#joint' ? version.limits.jointExtension : version.limits.extension
  return {
    as: standing.as, acts: tried, special: [...version.special], inspection: item.inspection ?? false, extension: most?.n ?? null,
    inspectors: state.inspectors.map((p) => ({ id: p, name: people.get(p)?.name ?? '' })), takenBy: state.takenUpBy ? people.get(state.takenUpBy)?.name ?? null : null,
    promise: item.promise, quota: item.quota ?? null, validityMonths: item.result.validityMonths ?? null, reviewStandard: item.reviewStandard,
  }
}

const plain = ({ rule, code, message, basis, at }: Finding) => ({ rule, code, message, basis, ...(at ? { at } : {}) })

const notFrom = (procedure: string, state: string, name: string, basis: Finding['basis']) =>
  ({ rule: `${procedure}/procedure#from`, code: 'E-STATE', message: `当前状态为“${state}”，不能“${name}”`, basis })

function byOthers(name: string, who: readonly string[], basis: Finding['basis']): Finding {
  const names = [...new Set(who.map((w) => w.split('@')[0]!).filter((r): r is Role => r in roles))].map((r) => roles[r].name)
  return { rule: 'contract/roles#by', code: 'E-ROLE', message: `“${name}”由${names.join('、')}办理`, basis }
}
