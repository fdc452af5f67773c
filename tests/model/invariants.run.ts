import { createHash } from 'node:crypto'
import { canonical } from '../../proof/canonical.ts'
import { lastDay, workdaysAfter } from './days.ts'
import type { Invariant } from './invariants.ts'
import { decideBy, endOf, settled, silentUntil } from './law.ts'
import type { Act, Observed, ObservedCase } from './observe.ts'

/* What must be true of all cases of a run, read from the tables themselves. */

const each = (check: (c: ObservedCase, o: Observed) => (string | false | undefined)[]) => (o: Observed) =>
  o.cases.flatMap((c) => check(c, o).filter((x) => !!x).map((what) => `${c.model.name} (${c.row.number}, ${c.row.item}): ${what as string}`))
const of = (c: ObservedCase, ...types: string[]) => c.acts.filter((a) => types.includes(a.type))
const acceptance = (c: ObservedCase) => of(c, 'accept', 'acceptTolerant', 'deemAccept').at(0) ?? (c.row.accepted_on ? of(c, 'supply').at(-1) : undefined)
const decision = (c: ObservedCase) => of(c, 'grant', 'refuse', 'terminate').at(0)
const clocksOf = (c: ObservedCase, id: string) => c.acts.flatMap((a) => a.clocks.filter((k) => k.id === id).map((clock) => ({ act: a, clock })))
const dayOf = (a: Act) => a.effective_on ?? a.at.slice(0, 10)
/** what a person wrote stands beside the act */
const wrote = (c: ObservedCase, a: Act, field: string) => c.particulars.some((p) => p.act_seq === a.seq && p.field === field && p.body !== null && p.body !== '')

/** documents that each act leaves behind (law.md appendix A) */
const papers: Record<string, string[]> = {
  submit: ['P01'], oneTimeNotice: ['P02'], guideCorrection: ['P02'], supply: ['P01'], accept: ['P04'], deemAccept: ['P04'], acceptTolerant: ['P05'], supplyTolerated: ['P01'], notNeeded: ['P03'], notCompetent: ['P03'],
  outOfScope: ['P03'], inspect: ['P10'], suspend: ['P07'], extend: ['P08'], grant: ['P11'], refuse: ['P12'], terminate: ['P13'], issue: ['P14'], deliver: ['E14'], file: ['P15'], change: ['P15'],
}

export const runInvariants: readonly Invariant<Observed>[] = [
  {
    id: 'I-01', says: 'every act has its entry in the log, every such entry its act, with the same content', basis: 'trust.md 2.3; settled.md 24',
    check: each((c) => {
      const entries = new Map(c.entries.map((e) => [e.id, e]))
      return [
        ...c.acts.map((a) => !entries.has(a.id) && `act ${a.seq} ${a.type} has no entry`),
        ...c.acts.map((a) => entries.has(a.id) && entries.get(a.id)!.type !== `casework.${a.type}` && `the entry of act ${a.seq} ${a.type} speaks of ${entries.get(a.id)!.type}`),
        ...c.entries.map((e) => e.body.seq !== undefined && !c.acts.some((a) => a.id === e.id) && `entry ${e.type} has no act`),
      ]
    }),
  },
  {
    id: 'I-02', says: 'legal and real time of a case never run backwards, and act and entry tell the same', basis: 'settled.md 4',
    check: each((c) => c.acts.flatMap((a, i) => {
      const prev = c.acts[i - 1]
      const entry = c.entries.find((e) => e.id === a.id)
      return [prev && a.at < prev.at && `act ${a.seq} at ${a.at} before act ${prev.seq} at ${prev.at}`, prev && BigInt(a.rec_us) < BigInt(prev.rec_us) && `act ${a.seq} recorded before act ${prev.seq}`,
        entry && (entry.body.at !== a.at || entry.rec !== a.rec_us) && `act ${a.seq} and its entry tell different times`]
    })),
  },
  {
    id: 'I-03', says: 'a case is received before it is accepted, and accepted before it is decided', basis: '行政许可法 32, 34',
    check: each((c) => {
      const [a, d] = [acceptance(c), decision(c)]
      return [c.acts[0]?.type !== 'submit' && 'does not begin with an application', of(c, 'submit').length > 1 && 'applied for twice', a && dayOf(a) < c.acts[0]!.at.slice(0, 10) && 'accepted before it was received',
        d && (!a || a.seq > d.seq) && `${d.type} without acceptance`]
    }),
  },
  { id: 'I-04', says: 'there is never a second one-time notice', basis: '行政许可法 32 第一款第四项', check: each((c) => [of(c, 'oneTimeNotice').length > 1 && 'told twice']) },
  {
    id: 'I-05', says: 'silence is acceptance from the day of receipt, where the law says so and not a day earlier', basis: '行政许可法 32 第一款第四项; 不动产登记暂行条例 17',
    check: each((c, o) => {
      const until = silentUntil(c.model)
      const deemed = of(c, 'deemAccept')[0]
      return [
        deemed && (until === undefined || deemed.at !== endOf(until)) && `deemed accepted at ${deemed.at}, not at the end of ${until}`,
        deemed && deemed.effective_on !== c.model.receivedOn && `deemed accepted from ${deemed.effective_on}, received ${c.model.receivedOn}`,
        !deemed && c.row.state === 'received' && c.row.regime !== 'filing' && until !== undefined && o.now.slice(0, 10) > until && `nobody said anything until ${until}, and it still is not accepted`,
      ]
    }),
  },
  {
    id: 'I-06', says: 'the last day to decide is counted from acceptance by the guide and the calendar, and moves by a special procedure or one extension alone', basis: '行政许可法 42, 45',
    check: each((c) => {
      const stored = clocksOf(c, 'decision')
      return [
        stored.length > 0 && stored.at(-1)!.clock.due !== decideBy(c.model) && `due ${stored.at(-1)!.clock.due}, counted again ${decideBy(c.model)}`,
        ...stored.map(({ act, clock }, i) => i > 0 && clock.due !== stored[i - 1]!.clock.due && !['resume', 'extend', 'calendarPublished'].includes(act.type) && `${act.type} moved the last day to ${clock.due}`),
      ]
    }),
  },
  {
    id: 'I-07', says: 'a refusal gives reason, facts, articles and remedies', basis: '行政许可法 38 第二款',
    check: each((c) => of(c, 'refuse').flatMap((a) => {
      const paper = c.documents.find((d) => d.template === 'P12')
      return [!wrote(c, a, 'reason') && 'no reason', !wrote(c, a, 'facts') && 'no facts', !a.payload.articles?.length && 'no article', !paper?.data?.remedy && 'the decision names no remedy']
    })),
  },
  {
    id: 'I-08', says: 'who decides, examines or inspects is not the applicant', basis: '行政许可法 5; law.md G-06',
    check: each((c) => [...of(c, 'takeUp', 'grant', 'refuse', 'terminate', 'inspect', 'assignInspectors', 'accept').map((a) => a.actor === c.row.applicant && `the applicant did ${a.type}`),
      ...of(c, 'inspect').map((a) => a.payload.inspectors.includes(c.row.applicant) && 'the applicant inspected')]),
  },
  {
    id: 'I-09', says: 'a licence is one that an act issued, with its document in the log, and no act issues without one', basis: '行政许可法 39; trust.md 2.3',
    check: each((c) => {
      const issues = of(c, 'issue')
      return [
        c.licences.length !== issues.length && `${c.licences.length} licences, ${issues.length} acts that issue`,
        ...c.licences.map((l) => {
          const paper = c.documents.find((d) => d.id === l.document)
          return (!paper || paper.template !== 'P14' || !c.entries.some((e) => e.body.digests['document.P14'] === paper.digest)) && 'a licence without its document in the log'
        }),
        ...c.licences.map((l) => l.holder !== c.row.applicant && 'a licence of somebody else'),
      ]
    }),
  },
  {
    id: 'I-10', says: 'what was granted is issued and delivered within ten working days, or its clock says that it was not', basis: '行政许可法 44',
    check: each((c) => {
      const granted = of(c, 'grant')[0]
      if (!granted || c.row.regime !== 'permit') return []
      const k = clocksOf(c, 'issue').at(-1)?.clock
      const delivered = of(c, 'deliver')[0]
      return [!k && 'no clock for the delivery', k && k.due !== workdaysAfter(granted.at.slice(0, 10), 10) && `to be delivered by ${k.due}`,
        k && delivered && (k.status !== 'met' || k.metAt?.slice(0, 10) !== delivered.at.slice(0, 10)) && 'the delivery is not on its clock', k && !delivered && k.status !== 'running' && 'nothing waits for the delivery']
    }),
  },
  {
    id: 'I-11', says: 'a bundle is finished when all its members are, and promised for the day of the last of them', basis: '优化营商环境条例 37; law.md MOD-03',
    check: (o) => o.bundles.flatMap((b) => {
      const members = o.cases.filter((c) => c.row.bundle === b.id)
      const over = members.every((c) => ['granted', 'refused', 'terminated', 'issued', 'filed', ...settled].includes(c.row.state) && !(c.row.state === 'granted'))
      // who left before anybody accepted it has no part in the promise
      const staying = members.filter((c) => c.row.accepted_on || !c.row.closed)
      const last = staying.map((c) => clocksOf(c, 'promise')[0]?.clock.due).filter((d) => d !== undefined).sort().at(-1)
      const together = new Set(staying.map((c) => acceptance(c)?.at)).size === 1
      return [...(b.done !== over ? [`bundle ${b.id} is ${b.done ? '' : 'not '}finished, its members are ${members.map((c) => c.row.state).join()}`] : []),
        ...(b.accepted_at && (staying.some((c) => !c.row.accepted_on) || (together ? b.due !== last : b.due! < last!)) ? [`bundle ${b.id} is promised for ${b.due}, its last member for ${last}`] : [])]
    }),
  },
  {
    id: 'I-12', says: 'nobody is asked for what the city can get by sharing', basis: '国务院关于在线政务服务的若干规定 7',
    check: each((c) => of(c, 'oneTimeNotice').flatMap((a) => a.payload.items.map((i: { id: string }) => c.model.materials.some((m) => m.id === i.id && m.shared) && `asked for ${i.id}`))),
  },
  {
    id: 'I-13', says: 'what one person does for another names both', basis: '行政许可法 29 第二款; law.md MOD-05',
    check: each((c) => of(c, 'submit', 'supply', 'supplyTolerated', 'fixOnTheSpot').map((a) => a.actor !== c.row.applicant && a.on_behalf !== c.row.applicant && `${a.type} by another person names no applicant`)),
  },
  {
    id: 'I-17', says: 'an inspection has two people of the organ, and its record is made by one of them', basis: '行政许可法 34 第三款',
    check: each((c) => of(c, 'inspect', 'assignInspectors').flatMap((a) => [new Set(a.payload.inspectors).size < 2 && 'one person', a.type === 'inspect' && !a.payload.inspectors.includes(a.actor) && 'recorded by another'])),
  },
  {
    id: 'I-24', says: 'days out of the count are those of special procedures that were told in writing, no more and no fewer', basis: '行政许可法 45',
    check: each((c) => {
      const k = clocksOf(c, 'decision').at(-1)?.clock
      if (!k) return []
      const told = of(c, 'suspend').map((a, i) => ({ from: a.at.slice(0, 10), to: of(c, 'resume')[i]?.payload.resultOn as string | undefined }))
      const outs = k.excluded.map(({ from, to }) => ({ from, to }))
      return [JSON.stringify(outs) !== JSON.stringify(told) && `out of the count ${JSON.stringify(outs)}, procedures ${JSON.stringify(told)}`, of(c, 'suspend').length !== c.documents.filter((d) => d.template === 'P07').length && 'a pause that nobody was told of',
        k.status !== 'cancelled' && k.unit !== 'month' && k.due !== lastDay(k.start, { n: k.n, unit: k.unit as 'workday' }, outs.map(({ from, to }) => (to ? { from, to } : { from }))) && `${k.n} days counted to ${k.due}`]
    }),
  },
  {
    id: 'I-27', says: 'nothing that was written is ever changed or gone', basis: 'architecture.md 7',
    check: (o) => {
      const now = new Set([...o.rows.acts, ...o.rows.entries])
      return [...o.earlier.acts, ...o.earlier.entries].filter((row) => !now.has(row)).map((row) => `changed or gone: ${row.slice(0, 160)}`)
    },
  },
  { id: 'I-41', says: 'every projection is what the acts give', basis: 'trust.md R-12', check: (o) => o.differences },
  {
    id: 'I-42', says: 'acts are numbered one after the other, and the case stands at the last', basis: 'settled.md 8',
    check: each((c) => [c.acts.some((a, i) => a.seq !== i + 1) && 'a number is missing', c.row.seq !== c.acts.length && `stands at ${c.row.seq} of ${c.acts.length}`]),
  },
  {
    id: 'I-43', says: 'an act holds nothing personal', basis: '个人信息保护法 6, 51; settled.md 1',
    check: each((c) => {
      const said = JSON.stringify(c.acts.map((a) => [a.payload, a.facts]))
      return ['陈守田', '刘建平', '411024196203151235', '13800000001', '许昌陈记花木有限公司', '花都大道'].map((secret) => said.includes(secret) && `an act says ${secret}`)
    }),
  },
  {
    id: 'I-44', says: 'what a person wrote is committed to by its act, with a salt of its own', basis: 'trust.md 2.4',
    check: each((c) => {
      const salts = c.particulars.map((p) => p.salt)
      return [new Set(salts).size !== salts.length && 'a salt is used twice', ...c.particulars.map((p) => {
        const act = c.acts.find((a) => a.seq === p.act_seq)
        const hash = createHash('sha256').update(Buffer.from(p.salt ?? '', 'hex')).update(canonical(p.body)).digest('hex')
        return (act?.commitments[p.field] !== hash || c.entries.find((e) => e.id === act.id)?.body.digests[`personal.${p.field}`] !== hash) && `${p.field} of act ${p.act_seq} is not what was committed to`
      })]
    }),
  },
  {
    id: 'I-45', says: 'each act leaves exactly its documents, numbered, and their digests in the log', basis: 'law.md appendix A; settled.md 22',
    check: each((c) => {
      const due = c.acts.flatMap((a) => (c.row.bundle && ['submit', 'accept'].includes(a.type) ? [] : [...(papers[a.type] ?? []), ...(a.type === 'supply' && a.seq === acceptance(c)?.seq ? ['P04'] : [])])).sort()
      const there = c.documents.map((d) => d.template).filter((t) => !t.endsWith('-bundle')).sort()
      return [JSON.stringify(due) !== JSON.stringify(there) && !(c.row.bundle && due.every((t) => there.includes(t))) && `documents ${there.join()} instead of ${due.join()}`,
        ...c.documents.map((d) => !c.entries.some((e) => Object.values(e.body.digests).includes(d.digest)) && `${d.template} ${d.number} is not in the log`),
        ...c.documents.map((d) => !['P14'].includes(d.template) && !d.number && `${d.template} has no number`)]
    }),
  },
  {
    id: 'I-46', says: 'a permit is granted by the head of its organ, never by silence', basis: '行政许可法 38; law.md G-03',
    check: each((c) => [of(c, 'tacitGrant').length > 0 && 'granted by silence', ...of(c, 'grant').map((a) => c.row.regime === 'permit' && (a.actor_role !== 'head' || a.organ !== c.row.organ) && `granted by ${a.actor_role} of ${a.organ}`)]),
  },
  {
    id: 'I-47', says: 'what is over stays over', basis: '市场监督管理行政许可程序暂行规定 30',
    check: each((c) => {
      const end = c.acts.findIndex((a) => ['withdraw', 'abandon', 'lapseTolerance', 'notNeeded', 'notCompetent', 'outOfScope'].includes(a.type) || (a.type === 'deliver' && c.row.regime !== 'filing'))
      return [end >= 0 && end < c.acts.length - 1 && `${c.acts[end + 1]!.type} after ${c.acts[end]!.type}`]
    }),
  },
  {
    id: 'I-48', says: 'when a case is over nothing runs any more', basis: 'law.md G-03',
    check: each((c) => [c.row.closed && c.clocks.some((k) => k.status === 'running' || k.status === 'paused') && `${c.clocks.find((k) => k.status === 'running' || k.status === 'paused')!.clock} still runs`,
      c.row.closed !== settled.includes(c.row.state) && c.row.state !== 'terminated' && `closed ${c.row.closed} in ${c.row.state}`]),
  },
  {
    id: 'I-49', says: 'nothing is granted while a tolerated material is out, and not after its day', basis: '河南省优化营商环境条例 35',
    check: each((c) => {
      const [t, g] = [of(c, 'acceptTolerant')[0], of(c, 'grant')[0]]
      const supplied = new Set(of(c, 'supplyTolerated').filter((a) => !g || a.seq < g.seq).flatMap((a) => a.payload.items as string[]))
      return [t && g && t.payload.missing.some((id: string) => !supplied.has(id)) && 'granted with something still out', t && of(c, 'supplyTolerated').some((a) => a.at > endOf(t.payload.supplyBy)) && 'taken after its day']
    }),
  },
  {
    id: 'I-50', says: 'where two people must look first, they looked and it conformed', basis: '行政许可法 34 第三款',
    check: each((c) => of(c, 'grant').map((g) => c.model.terms.inspection && of(c, 'inspect').filter((a) => a.seq < g.seq).at(-1)?.payload.conform !== true && 'granted without a conforming inspection')),
  },
  {
    id: 'I-51', says: 'a limit is extended once, by at most so many days, by the head, with a reason, before it is over', basis: '行政许可法 42; 市场主体登记管理条例 19',
    check: each((c) => {
      const extensions = of(c, 'extend')
      return [extensions.length > 1 && 'extended twice', ...extensions.flatMap((a) => {
        const before = clocksOf(c, 'decision').filter((x) => x.act.seq < a.seq).at(-1)!
        return [a.payload.days > (c.row.regime === 'permit' ? 10 : 3) && `by ${a.payload.days} days`, a.actor_role !== 'head' && `by ${a.actor_role}`, !wrote(c, a, 'reason') && 'without a reason',
          before.clock.status === 'running' && a.at.slice(0, 10) > before.clock.due && 'after it was over']
      })]
    }),
  },
  {
    id: 'I-52', says: 'in a bundle nothing is granted before what it needs', basis: 'law.md MOD-03',
    check: (o) => o.cases.flatMap((c) => of(c, 'grant').flatMap((g) => (o.bundles.find((b) => b.id === c.row.bundle)?.after[c.row.item] ?? [])
      .filter((key) => !o.cases.some((x) => x.row.bundle === c.row.bundle && x.row.item === key && of(x, 'grant').some((y) => BigInt(y.rec_us) < BigInt(g.rec_us)))).map((key) => `${c.model.name} was granted before ${key}`))),
  },
  {
    id: 'I-53', says: 'an act names the rules and the calendar under which it was decided', basis: 'law.md VER-02',
    check: each((c) => c.acts.flatMap((a) => [!a.calendar && `act ${a.seq} names no calendar`, ['accept', 'grant', 'refuse', 'extend', 'suspend', 'oneTimeNotice'].includes(a.type) && !a.rules.length && `act ${a.seq} ${a.type} names no rule`,
      ...a.rules.map((r) => { const from = r.split('@')[1] ?? ''; return (!/^\d{4}-\d{2}-\d{2}$/.test(from) || from > a.at.slice(0, 10)) && `act ${a.seq} names ${r}` })])),
  },
  {
    id: 'I-54', says: 'a case keeps the organ, the item and the guide under which it was received', basis: 'law.md ITM-07',
    check: each((c) => {
      const opened = c.acts[0]?.facts?.opened
      return [(!opened || opened.item !== c.row.item || opened.revision !== c.row.revision || opened.organ !== c.row.organ) && 'another item, guide or organ', c.row.organ !== c.model.terms.organ && `at ${c.row.organ}`, c.acts[0]?.payload.number !== c.row.number && 'another number']
    }),
  },
  {
    id: 'I-55', says: 'every act is by somebody in an office, and what lapses by nobody', basis: 'law.md G-04',
    check: each((c) => c.acts.map((a) => {
      const alone = ['deemAccept', 'abandon', 'lapseTolerance', 'issue', 'file'].includes(a.type) || (a.type === 'deliver' && a.payload.method === 'electronic')
      return alone ? a.type !== 'file' && a.actor !== null && `${a.type} by a person` : a.actor === null && `${a.type} by nobody`
    })),
  },
  {
    id: 'I-56', says: 'the proof of delivery is about the paper that was decided or issued', basis: '行政许可法 44; law.md appendix A, E14',
    check: each((c) => {
      const decided = ['P12', 'P13', 'P15', 'P11'].map((t) => c.documents.findLast((d) => d.template === t)).find((d) => d)
      const licence = c.documents.some((d) => d.template === 'P14')
      return c.documents.filter((d) => d.template === 'E14').map((d) => (d.data?.document?.heading === decided?.data?.heading) === licence && `${d.data?.document?.heading} was delivered, ${licence ? 'a licence' : decided?.data?.heading} was due`)
    }),
  },
]
