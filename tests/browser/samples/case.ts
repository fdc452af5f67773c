import { cite } from '../../../law/kernel/citation.ts'
import type { CaseHead, TimelineEntry, Views } from '../../../contract/views.ts'
import { members } from './items.ts'
import { dueIn, todayAt } from './frame.ts'

const head: CaseHead = {
  id: 'c1', number: '1141100000574670963000131127004202012250001', name: '开办果木花卉销售公司', organ: '许昌市行政审批和政务信息管理局', applicant: '陈守田', queryCode: '7K3M-92PD', state: '审查', closed: false, helper: '蒋建军',
}
const at = (time: string, day = '2020-12-25') => `${day}T${time}:00.000+08:00`

const done: TimelineEntry[] = [
  { state: 'done', name: '收件', at: at('10:35'), who: '帮办代办员 蒋建军', organ: '便民服务台', onBehalfOf: '陈守田', documents: [{ id: 'd1', title: '材料接收凭证', number: '许政服收〔2020〕1027号', date: '2020-12-25', href: '/c/c1/decision?document=d1' }] },
  { state: 'done', name: '受理', at: at('11:00'), who: '综合窗口 魏春霞', organ: '许昌市行政审批和政务信息管理局', basis: [cite('行政许可法', 32, '第一款第五项')], documents: [{ id: 'd2', title: '受理通知书', number: '许政服受〔2020〕2211号', date: '2020-12-25', href: '/c/c1/receipt' }] },
]
const next: TimelineEntry[] = [
  { state: 'now', name: '审查', organ: '5 个部门同时办', due: todayAt('14:00') },
  { state: 'next', name: '决定', organ: '各部门', due: todayAt('15:30') },
  { state: 'next', name: '颁证', organ: '统一出件窗口', due: todayAt('16:00'), note: '带身份证来取，也可以只用电子证照' },
]
const correctionNotice = { id: 'n1', title: '一次性告知书（补正）', number: '许政服补〔2020〕318号', date: '2020-12-25', href: '/c/c1/decision?document=n1' }
const pathLines = ['公司设立登记：11:00 受理，大厅开门时间 120 分钟，14:00 前办结。', '公章刻制备案等 4 项：等公司设立登记办结后同时办，各 120 分钟，16:00 前办结。']

export const receipt: Views['receipt'] = {
  etag: '2', case: head, document: { id: 'd2', title: '受理通知书', number: '许政服受〔2020〕2211号', date: '2020-12-25', pdf: '/documents/d2.pdf' }, acceptedAt: at('11:00'),
  promise: todayAt('16:00', pathLines), statutory: dueIn(45, '法定期限', 'statutory'),
  members: members.map((m, i) => ({ name: m.name, organ: m.organ, due: todayAt(i ? '16:00' : '14:00') })),
  received: [{ name: '公司登记申请书', copies: '原件 1 份' }, { name: '公司章程', copies: '原件 1 份' }, { name: '房屋租赁或者借用协议', copies: '复印件 1 份' }],
  next: [...next.map((x) => ({ ...x }))], checkUrl: 'http://localhost:8080/check?n=7K3M-92PD', contact: { name: '综合受理窗口', phone: '0374-0001000', complaint: '0374-0001234' }, basis: [cite('行政许可法', 32, '第二款')],
}
/** a working-day promise that runs over New Year and an inspection */
export const receiptDays: Views['receipt'] = {
  ...receipt, case: { ...head, name: '林草种子生产经营许可证核发', organ: '鄢陵县林业局', helper: undefined }, members: [], statutory: undefined, received: [{ name: '经营场所和设施说明', copies: '原件 1 份' }, { name: '专业技术人员证明', copies: '复印件 1 份' }],
  next: [{ state: 'now', name: '审查', organ: '鄢陵县林业局' }, { state: 'next', name: '现场核查', note: '两名工作人员到场，3 个工作日不算在期限内', basis: [cite('行政许可法', 34, '第三款')] }, { state: 'next', name: '决定', due: dueIn(20, '', 'promised') }],
  promise: dueIn(20, '承诺办结时间', 'promised', '2020-12-25', [{ from: '2021-01-06', to: '2021-01-08', why: '现场核查' }]),
}

export const progress: Views['progress'] = {
  case: head, lamp: { kind: 'green', left: '还剩 4 小时' }, promise: receipt.promise, statutory: receipt.statutory, nowText: '鄢陵县市场监督管理局正在审查，14:00 前登记，其余 4 项等它。',
  members: members.map((m, i) => ({ name: m.name, organ: m.organ, state: i ? '等待' : '审查', due: todayAt(i ? '16:00' : '14:00'), ...(i ? { waitsFor: '公司设立登记' } : { lamp: { kind: 'green' as const } }) })),
  timeline: [...done, ...next], actions: [{ key: 'receipt', href: '/c/c1/receipt' }, { key: 'withdraw', href: '/c/c1/withdraw' }], documents: done.flatMap((x) => x.documents ?? []), etag: '4',
}
export const progressGap: Views['progress'] = {
  ...progress, case: { ...head, name: '林草种子生产经营许可证核发', state: '待补正', helper: undefined }, lamp: { kind: 'paused', left: '等您补正' }, members: [], promise: undefined, nowText: '材料有 2 处要补。补齐那天起重新计算期限。', timeline: [done[0]!, { state: 'done', name: '一次性告知', at: at('10:58'), who: '综合窗口 魏春霞', basis: [cite('行政许可法', 32, '第一款第四项')], documents: [correctionNotice] }, { state: 'now', name: '等您补正', due: dueIn(15, '', 'statutory') }, { state: 'next', name: '受理' }, { state: 'next', name: '审查' }], documents: [correctionNotice],
  actions: [{ key: 'correction', href: '/c/c1/correction', by: dueIn(15, '补正期限', 'statutory') }, { key: 'withdraw', href: '/c/c1/withdraw' }],
}
export const progressDone: Views['progress'] = {
  ...progress, case: { ...head, state: '办结', closed: true }, lamp: undefined, outcome: { kept: true, at: at('15:55'), text: '今天 15:55 办结' }, nowText: '5 项全部办好，营业执照已经发到“我的证照”。', promise: receipt.promise,
  members: members.map((m) => ({ name: m.name, organ: m.organ, state: '准予', decisionHref: '/c/c1/decision' })),
  timeline: [...done, { state: 'done', name: '审查', at: at('13:20'), who: '审查人员 江素贞', organ: '鄢陵县市场监督管理局' }, { state: 'done', name: '准予登记', at: at('13:40'), who: '负责人 郝静怡', organ: '鄢陵县市场监督管理局', basis: [cite('公司登记管理条例', 53)] }, { state: 'done', name: '颁证', at: at('15:55'), who: '金玉梅', organ: '统一出件窗口', onBehalfOf: undefined }, { state: 'skipped', name: '现场核查' }],
  actions: [{ key: 'licence', href: '/licences/l1' }, { key: 'rating', href: '/c/c1/rating' }, { key: 'receipt', href: '/c/c1/receipt' }],
}
export const progressLate: Views['progress'] = { ...progress, lamp: { kind: 'red', left: '超过承诺 5 分钟' }, outcome: { kept: false, at: at('16:05'), text: '今天 16:05 办结，比承诺晚 5 分钟' }, case: { ...head, state: '办结', closed: true } }

export const correction: Views['correction'] = {
  case: { ...head, name: '二手房过户', state: '待补正', applicant: '刘建平', helper: undefined }, notice: { id: 'n1', title: '一次性告知书（补正）', number: '许自然补〔2020〕318号', date: '2020-12-25', href: '/c/c1/decision?document=n1' }, due: dueIn(15, '补正期限', 'statutory'),
  consequence: '过期没有补齐的，视为撤回申请，材料退给您，以后可以重新申请。',
  gaps: [
    { id: 'reason', kind: 'field', name: '登记原因', problem: '写的是“给儿子买的房子卖掉”，登记簿上要用规定的说法。', how: '选“买卖”。', basis: [cite('不动产登记暂行条例', 17)], field: { id: 'reason', label: '登记原因', kind: 'choice', required: true, group: '登记', options: [{ value: 'sale', label: '买卖' }, { value: 'gift', label: '赠与' }, { value: 'heritage', label: '继承' }] } },
    { id: 'contract', kind: 'material', name: '房屋买卖合同', problem: '第 3 页没有双方签字。', how: '双方补签后重新拍照，拍全整页。', basis: [cite('不动产登记暂行条例', 16)] },
  ],
  answers: {}, basis: [cite('行政许可法', 32, '第一款第四项')], errors: [], etag: '5',
}

export const fix: Views['fix'] = {
  case: { ...head, name: '国有建设用地使用权及房屋所有权转移登记（二手房）', applicant: '刘建平', helper: undefined, accepted: false, state: '已收件' }, named: true, sheets: ['不动产登记申请书'], answers: {}, values: { statement: '房子卖给小马了，改成她的名字' },
  fields: [{ field: { id: 'statement', label: '登记原因的表述', kind: 'longText', required: true, group: '房屋', maxLength: 200, help: '例如：因买卖，申请将上述房屋所有权由卖方转移登记至买方单独所有' }, was: '房子卖给小马了，改成她的名字', why: '要写明因什么、由谁转移登记到谁名下' }],
  basis: [cite('不动产登记暂行条例', 17)], errors: [], etag: '3',
}
export const fixWrong: Views['fix'] = { ...fix, errors: [{ at: 'statement', message: '“登记原因的表述”还没有改', basis: [cite('不动产登记暂行条例', 17)] }, { at: 'signedBy', message: '更正处须由本人签名：在框里手写，或者输入您的姓名' }] }
export const receiptFixed: Views['receipt'] = { ...receipt, case: { ...head, accepted: false }, promise: undefined, statutory: undefined, acceptedAt: undefined, answerBy: dueIn(1, '窗口答复', 'promised'), members: [], fixed: { names: ['登记原因的表述'], at: at('09:50') } }

const document = { id: 'd9', title: '不予行政许可决定书', number: '鄢林许不〔2021〕3号', date: '2021-01-22', pdf: '/documents/d9.pdf' }
export const decisionDenied: Views['decision'] = {
  case: { ...head, name: '林草种子生产经营许可证核发', state: '不予许可', closed: true }, document, outcome: 'denied', organ: '鄢陵县林业局', addressee: '陈守田',
  paragraphs: ['你于2020年12月25日向本机关申请林草种子生产经营许可证，本机关于同日受理。经审查并由两名工作人员现场核查，你的申请不符合法定条件，现决定不予行政许可。'],
  reasons: ['繁殖种子的地点与农田之间没有隔离条件（现场核查记录第2项）。', '没有种子检验、保管的专业技术人员。'], basis: [cite('种子法', 32), cite('行政许可法', 38, '第二款')],
  remedies: ['如不服本决定，可以自收到本决定书之日起六十日内，向鄢陵县人民政府或者许昌市林业局申请行政复议；也可以自收到本决定书之日起六个月内，依法向人民法院提起行政诉讼。'],
  sealedBy: '鄢陵县林业局', signedAt: '2021-01-22T10:00:00.000+08:00', checkUrl: 'http://localhost:8080/check?n=x', documents: [document, { id: 'd2', title: '受理通知书', number: '鄢林受〔2020〕11号', date: '2020-12-25', href: '/c/c1/receipt', pdf: '/documents/d2.pdf' }],
}
export const decisionGranted: Views['decision'] = {
  ...decisionDenied, outcome: 'granted', document: { ...document, title: '准予登记通知书', number: '鄢市监登〔2020〕881号', date: '2020-12-25' }, organ: '鄢陵县市场监督管理局', sealedBy: '鄢陵县市场监督管理局', signedAt: at('13:40'), reasons: undefined, remedies: undefined,
  paragraphs: ['你提交的鄢陵春晓果木花卉有限公司设立登记申请，材料齐全、符合法定形式，本机关决定准予登记。', '自登记之日起，凭营业执照开展经营活动。'], basis: [cite('公司登记管理条例', 51)], licenceHref: '/licences/l1', documents: [document],
}

const card = { id: 'l1', type: '营业执照', number: '91411024MA4500001X', holder: '鄢陵春晓果木花卉有限公司', organ: '鄢陵县市场监督管理局', issuedOn: '2020-12-25', state: 'valid' as const }
export const licence: Views['licence'] = {
  licence: card, identifier: '1.2.156.3005.2.11000000990000017B001.11411024005747123A.91411024MA4500001X.001.K', checkUrl: 'http://localhost:8080/check?n=91411024MA4500001X', pdf: '/licences/l1.pdf', caseHref: '/c/c1', basis: [cite('国务院关于在线政务服务的若干规定', 10)],
  particulars: [{ label: '名称', value: card.holder }, { label: '类型', value: '有限责任公司（自然人独资）' }, { label: '法定代表人', value: '陈守田' }, { label: '注册资本', value: '叁拾万元整' }, { label: '成立日期', value: '2020年12月25日' }, { label: '住所', value: '河南省许昌市鄢陵县柏梁镇' }, { label: '经营范围', value: '花卉种植；新鲜水果零售（依法须经批准的项目，经相关部门批准后方可开展经营活动）' }],
  uses: [{ at: at('15:58'), who: '许昌市住房公积金管理中心', purpose: '住房公积金单位缴存登记' }],
}
export const licenceCancelled: Views['licence'] = { ...licence, licence: { ...card, state: 'cancelled' }, uses: [] }

export const myCases: Views['myCases'] = {
  drafts: [{ id: 'd1', name: '二手房过户', savedAt: at('09:40'), step: '2', stepTitle: '房屋', helper: undefined }],
  open: [
    { case: { ...head, state: '待补正', name: '林草种子生产经营许可证核发', organ: '鄢陵县林业局' }, lamp: { kind: 'yellow', left: '还剩 1 个工作日' }, todo: '请补正 2 处', todoHref: '/c/c2/correction', promise: dueIn(1, '补正期限', 'statutory') },
    { case: head, lamp: { kind: 'green' }, promise: receipt.promise },
  ],
  closed: [{ case: { ...head, id: 'c3', name: '老年人优待证', organ: '许昌市民政局', state: '办结', closed: true }, closedAt: at('15:20', '2020-11-03') }], more: '/me/cases?cursor=x',
}
export const myCasesEmpty: Views['myCases'] = { drafts: [], open: [], closed: [] }
export const myLicences: Views['myLicences'] = { licences: [card, { ...card, id: 'l2', type: '公章刻制备案证明', number: '4110240012345', organ: '鄢陵县公安局' }, { ...card, id: 'l3', type: '林草种子生产经营许可证', number: '豫林种字〔2016〕0031', state: 'expired', validUntil: '2019-06-30', organ: '鄢陵县林业局', holder: '陈守田' }] }
export const rating: Views['rating'] = {
  case: progressDone.case, channel: 'onsite', aspects: [{ key: 'efficiency', label: '服务效率' }, { key: 'level', label: '服务水平' }, { key: 'attitude', label: '服务态度' }], tags: ['等得太久', '说不清楚', '多要材料', '态度不好'], values: { level: 1 }, errors: [],
}
export const ratingWrong: Views['rating'] = { ...rating, values: { tags: ['等得太久'] }, previousAt: at('15:59'), errors: [{ at: 'level', message: '请选一个整体感受' }] }

const entries = [
  { label: '公司名称', value: '鄢陵春晓果木花卉有限公司', changed: true, before: '卖花卉果木的公司' }, { label: '经营范围', value: '花卉种植、新鲜水果零售', changed: true }, { label: '公司住所', value: '河南省许昌市鄢陵县柏梁镇' },
]
const helper = { name: '蒋建军', desk: '便民服务台帮办员' }
export const readBackEnter: Views['readBack'] = { stage: 'enter', errors: [] }
export const readBackCheck: Views['readBack'] = { stage: 'check', code: '302915', helper, applicant: '陈守田', what: '开办果木花卉销售公司', mandate: '填表、递交、领取结果', group: { key: 'company', title: '公司', at: 1, of: 3, entries }, errors: [] }
export const readBackConfirm: Views['readBack'] = { stage: 'confirm', code: '302915', helper, groups: [{ key: 'company', title: '公司', verdict: 'right', entries }, { key: 'owners', title: '出资', verdict: 'right', entries: [{ label: '注册资本', value: '300000 元' }] }], shown: 'c'.repeat(64), basis: [cite('行政许可法', 31)], errors: [] }
export const readBackWrong: Views['readBack'] = { ...readBackConfirm, groups: [readBackConfirm.groups![0]!, { key: 'owners', title: '出资', verdict: 'wrong', note: '是和老伴一起出的', entries: [{ label: '注册资本', value: '300000 元' }] }] }
export const readBackDone: Views['readBack'] = { stage: 'done', confirmedAt: at('10:33'), errors: [] }
export const readBackRefused: Views['readBack'] = { stage: 'refused', why: '这个核对码已经用过，或者不是给您的。请在窗口的屏幕上看清 6 位数字，再输一遍。', errors: [] }
