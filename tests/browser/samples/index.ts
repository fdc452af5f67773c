import type { RenderInput, SessionFrame, ViewKey, Views } from '../../../contract/views.ts'
import * as apply from './apply.ts'
import * as cases from './case.ts'
import { chen, mode } from './frame.ts'
import * as open from './open.ts'

export interface Sample { name: string; input: Omit<RenderInput, 'assets'> }

function sample<K extends ViewKey>(name: string, view: K, props: Views[K], session: SessionFrame | null = chen): Sample {
  return { name, input: { view, props, session, mode } as Omit<RenderInput, 'assets'> }
}

/** Every page in the states it can be in. */
export const samples: Sample[] = [
  sample('home', 'home', apply.home, null),
  sample('home-waiting', 'home', { ...apply.home, waiting: [{ caseId: 'c2', name: '林草种子生产经营许可证核发', what: '请补正 2 处，最晚明天', href: '/c/c2/correction' }], hall: { ...apply.home.hall, openNow: false, opens: '下午 1 点' } }),
  sample('results', 'results', apply.results, null),
  sample('results-none', 'results', { ...apply.results, q: '飞碟停放', hits: [] }, null),
  sample('guide-item', 'guide', apply.guideItem, null),
  sample('guide-bundle', 'guide', apply.guideBundle, null),
  sample('guide-closed', 'guide', { ...apply.guideItem, canApply: false, whyNot: '这一版指南 2020年12月31日 起停用，请办新的一项。', materials: [] }, null),
  sample('situation', 'situation', apply.situation, null),
  sample('situation-wrong', 'situation', apply.situationWrong, null),
  sample('list', 'list', apply.list, null),
  sample('list-seed', 'list', apply.listSeed, null),
  sample('form', 'formStep', apply.formStep, { ...chen, helper: '蒋建军' }),
  sample('form-depends', 'formStep', apply.formDepends),
  sample('form-wrong', 'formStep', apply.formWrong),
  sample('form-conflict', 'formStep', apply.formConflict),
  sample('materials', 'materials', apply.materialsStep),
  sample('summary', 'summary', apply.summary),
  sample('receipt', 'receipt', cases.receipt),
  sample('receipt-days', 'receipt', cases.receiptDays),
  sample('progress', 'progress', cases.progress),
  sample('progress-gap', 'progress', cases.progressGap),
  sample('progress-done', 'progress', cases.progressDone),
  sample('progress-late', 'progress', cases.progressLate),
  sample('correction', 'correction', cases.correction, { name: '刘建平', role: 'citizen' }),
  sample('correction-closed', 'correction', { ...cases.correction, closedWhy: '您今天 10:40 已经补齐，窗口正在看。' }, { name: '刘建平', role: 'citizen' }),
  sample('decision-denied', 'decision', cases.decisionDenied),
  sample('decision-granted', 'decision', cases.decisionGranted),
  sample('licence', 'licence', cases.licence),
  sample('licence-cancelled', 'licence', cases.licenceCancelled),
  sample('my-cases', 'myCases', cases.myCases),
  sample('my-cases-empty', 'myCases', cases.myCasesEmpty),
  sample('my-licences', 'myLicences', cases.myLicences),
  sample('my-licences-empty', 'myLicences', { licences: [] }),
  sample('rating', 'rating', cases.rating),
  sample('rating-wrong', 'rating', cases.ratingWrong),
  sample('read-back-enter', 'readBack', cases.readBackEnter, null),
  sample('read-back', 'readBack', cases.readBackCheck, null),
  sample('read-back-confirm', 'readBack', cases.readBackConfirm, null),
  sample('read-back-wrong', 'readBack', cases.readBackWrong, null),
  sample('read-back-done', 'readBack', cases.readBackDone, null),
  sample('read-back-refused', 'readBack', cases.readBackRefused, null),
  sample('sign-in', 'signIn', open.signIn, null),
  sample('sign-in-over', 'signIn', open.signInOver, null),
  sample('check', 'check', open.checkEmpty, null),
  sample('check-licence', 'check', open.checkLicence, null),
  sample('check-expired', 'check', open.checkExpired, null),
  sample('check-case', 'check', open.checkCase, null),
  sample('check-document', 'check', open.checkDocument, null),
  sample('check-none', 'check', open.checkNone, null),
  sample('rate', 'rate', open.rate, null),
  sample('rate-empty', 'rate', open.rateEmpty, null),
  sample('law', 'lawArticle', open.lawArticle, null),
  sample('law-missing', 'lawArticle', open.lawMissing, null),
  sample('help', 'help', open.help, null),
  sample('error-404', 'error', open.error404, null),
  sample('error-422', 'error', open.error422),
  sample('error-503', 'error', open.error503),
  sample('error-500', 'error', open.error500, null),
  sample('error-403', 'error', open.error403),
  sample('offline', 'offline', open.offline, null),
  sample('hall-board', 'hallBoard', open.hallBoard, null),
  sample('hall-board-empty', 'hallBoard', open.hallBoardEmpty, null),
]
