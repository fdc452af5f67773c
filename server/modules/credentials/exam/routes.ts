import * as contract from '../../../../contract/exams.ts'
import { reply, type Http } from '../../../kernel/http/index.ts'
import { appealList, decideAppeal } from './appeals.ts'
import { bankList, retireQuestion } from './bankView.ts'
import { admit, candidateList, extraTime } from './candidates.ts'
import type { ExamDeps } from './deps.ts'
import { cancelExam, changeExam, examView, listExams, makeExam, previewOf, publishExam, setExam } from './exams.ts'
import { handIn } from './handIn.ts'
import { appealFor, resultView } from './outcome.ts'
import { ownExams, ownRow, ownView } from './own.ts'
import { openPaper, saveAnswer, signIn, traced } from './sitting.ts'
import { createStatistics } from './statistics.ts'

/** endpoints of contract/exams.ts → functions of this room */
export const examRoutes = (deps: ExamDeps) => (http: Http): void => {
  const statistics = createStatistics(deps)

  http.bind(contract.list, () => listExams(deps))
  http.bind(contract.get, (_ctx, { params }) => examView(deps, params.id))
  http.bind(contract.make, async (ctx, { body }) => {
    const { body: made } = await http.mutate(ctx, async (tx) => ({ id: await makeExam(deps, ctx, tx, body) }))
    return reply(await examView(deps, made.id), { status: 201, location: `/api/v1/exams/${made.id}` })
  })
  http.bind(contract.change, async (ctx, { params, body }) => {
    await http.mutate(ctx, async (tx) => { await changeExam(deps, ctx, tx, params.id, body); return { id: params.id } })
    return examView(deps, params.id)
  })
  for (const [endpoint, doing] of [[contract.set, setExam], [contract.cancel, cancelExam], [contract.publish, publishExam]] as const)
    http.bind(endpoint, async (ctx, { params }) => {
      await traced(deps, ctx, { exam: params.id, doing: endpoint.id }, () => http.mutate(ctx, async (tx) => { await doing(deps, ctx, tx, params.id); return { id: params.id } }))
      return examView(deps, params.id)
    })
  http.bind(contract.preview, (_ctx, { params }) => previewOf(deps, params.id))
  http.bind(contract.admit, (ctx, { params, body }) => http.mutate(ctx, (tx) => admit(deps, ctx, tx, params.id, body)))
  http.bind(contract.candidates, (_ctx, { params, query }) => candidateList(deps, params.id, query))
  http.bind(contract.extra, (ctx, { params, body }) => http.mutate(ctx, (tx) => extraTime(deps, ctx, tx, params.id, params.person, body)))
  http.bind(contract.statistics, (_ctx, { params }) => statistics(params.id))
  http.bind(contract.appeals, (_ctx, { params }) => appealList(deps, params.id))
  http.bind(contract.decide, (ctx, { params, body }) => http.mutate(ctx, (tx) => decideAppeal(deps, ctx, tx, params.id, body)))
  http.bind(contract.bank, (_ctx, { query }) => bankList(deps, query))
  http.bind(contract.retire, (ctx, { params }) => http.mutate(ctx, (tx) => retireQuestion(deps, ctx, tx, params.id)))

  http.bind(contract.mine, (ctx) => ownExams(deps, ctx))
  http.bind(contract.own, async (ctx, { params }) => ownView(deps, ctx, await ownRow(deps, ctx, params.id)))
  http.bind(contract.signIn, async (ctx, { params, body }) => {
    await traced(deps, ctx, { exam: params.id, doing: contract.signIn.id }, () => signIn(deps, ctx, params.id, body.idTail))
    return ownView(deps, ctx, await ownRow(deps, ctx, params.id))
  })
  http.bind(contract.open, (ctx, { params, body }) => traced(deps, ctx, { exam: params.id, doing: contract.open.id }, () => openPaper(deps, ctx, params.id, body.device)))
  http.bind(contract.save, (ctx, { params, body }) => saveAnswer(deps, ctx, params.id, params.no, body))
  http.bind(contract.handIn, (ctx, { params, body }) => traced(deps, ctx, { exam: params.id, doing: contract.handIn.id }, () => handIn(deps, ctx, params.id, body.device)))
  http.bind(contract.result, (ctx, { params }) => resultView(deps, ctx, params.id))
  http.bind(contract.appeal, (ctx, { params, body }) => traced(deps, ctx, { exam: params.id, doing: contract.appeal.id }, async () => {
    const write = await appealFor(deps, ctx, params.id, body)
    return http.mutate(ctx, async (tx) => reply(await write(tx), { status: 201 }))
  }))
}
