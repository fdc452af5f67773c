import { cite } from '../../../law/kernel/citation.ts'
import type { DraftHead, GuideView, ListView, Views } from '../../../contract/views.ts'
import { companySetup, flowerBundle, members } from './items.ts'
import { dueIn, todayAt } from './frame.ts'

export const home: Views['home'] = {
  examples: ['我想开个卖花卉果木的公司', '卖房子过户', '办口罩厂要什么手续'],
  events: [
    { title: '开店办厂', entries: [{ kind: 'bundle', key: 'flower-company', name: '开办果木花卉销售公司' }, { kind: 'item', key: 'company-setup', name: '注册公司' }, { kind: 'item', key: 'food-licence', name: '食品经营许可' }] },
    { title: '房子', entries: [{ kind: 'bundle', key: 'flat-transfer', name: '二手房过户' }, { kind: 'item', key: 'water', name: '水电气过户' }] },
    { title: '落户和身份', entries: [{ kind: 'item', key: 'residence', name: '居住证' }, { kind: 'item', key: 'id-card', name: '身份证换领补领' }] },
    { title: '退休养老', entries: [{ kind: 'item', key: 'pension', name: '养老金领取资格认证' }, { kind: 'item', key: 'elder-card', name: '老年人优待证' }] },
    { title: '生病看病', entries: [{ kind: 'item', key: 'chronic', name: '门诊慢特病认定' }, { kind: 'item', key: 'transfer', name: '异地就医备案' }] },
    { title: '孩子', entries: [{ kind: 'item', key: 'birth', name: '出生登记' }, { kind: 'item', key: 'insurance', name: '新生儿参保' }] },
  ],
  waiting: [],
  hall: { name: '许昌市政务服务大厅（演示）', address: '许昌市魏都区演示路1号', hours: '工作日 9:00—12:00，13:00—17:00', phone: '0374-0001000', openNow: true },
}

export const results: Views['results'] = {
  q: '我想开个卖花卉果木的公司', examples: home.examples, suggestions: ['林木种子', '开花店'],
  hits: [
    { kind: 'bundle', key: 'flower-company', name: '开办果木花卉销售公司', organ: '许昌市行政审批和政务信息管理局', promise: '今天 16:00', feeFen: 0, available: true, why: [{ text: '您说的“开公司”“花卉”“果木”都在这件事里', words: ['花卉', '果木', '公司'] }] },
    { kind: 'item', key: 'company-setup', name: '公司设立登记（内资有限责任公司）', organ: '鄢陵县市场监督管理局', promise: '大厅开门时间 2 小时', feeFen: 0, available: true, why: [{ text: '“开公司”是它的常用说法', words: ['公司'] }] },
    { kind: 'item', key: 'forest-seed-licence', name: '林草种子生产经营许可证核发（普通）', organ: '鄢陵县林业局', promise: '20 个工作日', feeFen: 0, available: true, why: [{ text: '卖树苗、林木种子要先办它' }] },
    { kind: 'item', key: 'x', name: '花卉苗木产地检疫', organ: '林业主管部门', available: false, from: '青山区', why: [{ text: '名称里有“花卉”', words: ['花卉'] }] },
  ],
}

const lines = companySetup.materials.map((material) => ({ material, ...(material.source === 'have' ? { fromText: '公安人口库' } : {}) }))
const place = companySetup.place

export const guideItem: GuideView = {
  kind: 'item', item: companySetup, organ: { name: '鄢陵县市场监督管理局', phone: '0374-0001000' }, members: [], materials: lines, promised: todayAt('14:00'),
  statutory: { text: '15 日', basis: companySetup.statutoryLimit.basis }, feeFen: 0, place, canApply: true, partOf: [{ kind: 'bundle', key: 'flower-company', name: '开办果木花卉销售公司' }],
}

export const guideBundle: GuideView = {
  ...guideItem, kind: 'bundle', item: undefined, bundle: flowerBundle, organ: { name: '许昌市行政审批和政务信息管理局', phone: '0374-0001000' }, partOf: [],
  members: [...members, { kind: 'item', key: 'forest-seed-licence', name: '林草种子生产经营许可证核发', organ: '鄢陵县林业局', promise: '20 个工作日', maybe: '卖散装树苗、林木种子时' }],
  materials: [...lines.map((x) => (x.material.id === 'identity' ? { ...x, neededBy: members.map((m) => m.name) } : x))], promised: todayAt('16:00'),
  statutory: { text: '各项分别计算，最长 45 个工作日', basis: [cite('行政许可法', 42, '第二款')] },
}

export const list: ListView = {
  kind: 'bundle', key: 'flower-company', name: flowerBundle.name,
  answers: [{ question: flowerBundle.questions[0]!, value: 'flowers' }, { question: flowerBundle.questions[1]!, value: 'rented' }],
  members, notNeeded: [{ name: '林草种子生产经营许可证核发', why: '您说只卖盆花、鲜切花、水果、园艺用品' }],
  materials: guideBundle.materials, feeFen: 0, before: 14, canApply: true,
  promised: todayAt('16:00', ['公司设立登记：2020年12月25日 11:00受理，大厅开门时间 120 分钟，14:00 前办结。', '公章刻制备案：等公司设立登记办结，再用 120 分钟，16:00 前办结。', '新办纳税人信息确认、社会保险登记、公积金登记与刻章同时办，都在 16:00 前。']),
}

/** with the seed licence: 20 working days over New Year, and an inspection by two */
export const listSeed: ListView = { ...list, notNeeded: [], members: [...members, guideBundle.members.at(-1)!], promised: dueIn(20, '承诺办结时间', 'promised'), answers: [{ question: flowerBundle.questions[0]!, value: 'seedlings' }, list.answers[1]!] }

export const situation: Views['situation'] = { kind: 'bundle', key: 'flower-company', name: flowerBundle.name, question: flowerBundle.questions[0]!, at: 1, of: 2, answers: {}, back: { href: '/b/flower-company', to: 'guide' }, errors: [] }
export const situationWrong: Views['situation'] = { ...situation, errors: [{ at: 'stock', message: '请选一个，选哪个决定要不要办种子许可' }] }

const draft = (here: string): DraftHead => {
  const keys = ['1', '2', '3', 'materials', 'summary']
  const titles = ['公司', '出资', '负责人', '交材料', '核对并递交']
  const at = keys.indexOf(here)
  return { id: 'd1', name: flowerBundle.name, rev: 4, savedAt: '2020-12-25T10:52:00.000+08:00', steps: keys.map((key, i) => ({ key, title: titles[i]!, state: i < at ? 'done' : i === at ? 'here' : 'todo' })) }
}
const step = (key: string, group: string): Views['formStep'] => ({ draft: draft(key), step: key, title: group, fields: companySetup.fields.filter((f) => f.group === group), answers: { premises: 'rented' }, values: {}, prefilled: {}, errors: [] })

export const formStep: Views['formStep'] = { ...step('1', '公司'), values: { companyName: '鄢陵春晓果木花卉有限公司', scope: ['flowerGrowing', 'fruitRetail'], companyAddress: '河南省许昌市鄢陵县柏梁镇' }, prefilled: { companyAddress: '您的账户' } }
export const formDepends: Views['formStep'] = { ...step('2', '出资'), values: { capital: '300000', soleOwner: 'false' } }
export const formWrong: Views['formStep'] = {
  ...step('3', '负责人'), values: { legalRepName: '陈守田', legalRepId: '411024196203151234', legalRepPhone: '1380000000' }, prefilled: { legalRepName: '您的账户' }, fromSummary: true,
  errors: [{ at: 'legalRepId', message: '身份证号最后一位对不上，请照着身份证再输一遍' }, { at: 'legalRepPhone', message: '手机号要 11 位，现在是 10 位' }, { at: 'post', message: '请选择职务' }],
}
export const formConflict: Views['formStep'] = { ...formStep, conflict: { by: '帮办员 蒋建军', at: '2020-12-25T10:55:00.000+08:00', fields: [{ id: 'companyName', label: '公司名称', mine: '鄢陵春晓果木花卉有限公司', theirs: '鄢陵春晓花木有限公司' }] } }

export const materialsStep: Views['materials'] = {
  draft: draft('materials'), errors: [{ at: 'lease', message: '租赁协议还没有交', basis: [cite('公司登记管理条例', 20)] }],
  materials: lines.map((x) => ({ ...x, files: x.material.id === 'lease' ? [{ sha256: 'a'.repeat(64), name: '租房合同第1页.jpg', bytes: 1_830_000, type: 'image/jpeg', at: '2020-12-25T10:50:00.000+08:00' }] : [] })),
}

export const summary: Views['summary'] = {
  draft: { ...draft('summary'), helper: '蒋建军' },
  situation: list.answers.map(({ question: q, value }) => ({ id: q.id, label: q.ask, value: q.options.find((o) => o.value === value)!.label, change: `/drafts/d1/situation?ask=${q.id}` })),
  groups: [
    { step: '1', title: '公司', answers: [{ id: 'companyName', label: '公司名称', value: '鄢陵春晓果木花卉有限公司' }, { id: 'scope', label: '经营范围', value: '花卉种植、新鲜水果零售', changedBy: '蒋建军' }, { id: 'companyAddress', label: '公司住所', value: '河南省许昌市鄢陵县柏梁镇' }] },
    { step: '2', title: '出资', answers: [{ id: 'capital', label: '注册资本', value: '300000 元' }, { id: 'soleOwner', label: '是不是您一个人出资', value: '是' }] },
    { step: '3', title: '负责人', answers: [{ id: 'legalRepName', label: '法定代表人姓名', value: '陈守田' }, { id: 'start', label: '到任日期', value: '' }] },
  ],
  materials: [{ name: '公司登记申请书', state: 'uploaded', note: '自动生成，您签过字' }, { name: '股东和负责人的身份证明', state: 'have' }, { name: '房屋租赁或者借用协议', state: 'bring' }],
  promised: todayAt('16:00'), feeFen: 0, declaration: ['申请材料实质内容真实，由申请人负责。', '隐瞒情况或者提供虚假材料的，不予受理或者不予许可，并给予警告。'], basis: [cite('行政许可法', 31), cite('行政许可法', 78)], shown: 'b'.repeat(64), errors: [],
}
