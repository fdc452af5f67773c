import { cite } from '../../../law/kernel/citation.ts'
import type { Views } from '../../../contract/views.ts'
import { now } from './frame.ts'

export const signIn: Views['signIn'] = {
  next: '/drafts', why: '开始填表要先登录，这样填的才能保存。', errors: [],
  people: [
    { key: 'chen', name: '陈守田', says: '快 60 岁，想开一家果木花卉公司', desk: '申请人' }, { key: 'liu', name: '刘建平', says: '来给房子过户', desk: '申请人' }, { key: 'factory', name: '鲁成栋', says: '要办口罩生产', desk: '申请人' },
    { key: 'helper', name: '蒋建军', says: '替不会填的人填', desk: '便民服务台帮办员' }, { key: 'clerk', name: '魏春霞', says: '收件、受理', desk: '综合受理窗口' }, { key: 'examiner.market', name: '江素贞', says: '审查企业登记', desk: '市场监督管理局审查岗' }, { key: 'counter', name: '金玉梅', says: '发证', desk: '统一出件窗口' },
  ],
}
export const signInOver: Views['signIn'] = { next: '/drafts/d1/2', kept: 'k', insecure: true, account: 'chen', errors: [{ at: 'password', message: '账号或密码不对，还可以试 3 次' }] }

export const checkEmpty: Views['check'] = { n: '', errors: [] }
export const checkLicence: Views['check'] = {
  n: '91411024MA4500001X', errors: [], proof: { index: 20871, hash: '9f2c1a7e5b0d44c8a1e3f6b79d20c5e88a417f3b6c95d2e07b1a4c8e3f60d512', at: now },
  found: { kind: 'licence', type: '营业执照', number: '91411024MA4500001X', holder: '鄢陵春晓果木花卉有限公司', organ: '鄢陵县市场监督管理局', issuedOn: '2020-12-25', state: 'valid', stateText: '有效' },
}
export const checkExpired: Views['check'] = { n: '豫林种字〔2016〕0031', errors: [], found: { kind: 'licence', type: '林草种子生产经营许可证', number: '豫林种字〔2016〕0031', holder: '陈**', organ: '鄢陵县林业局', issuedOn: '2016-07-01', validUntil: '2019-06-30', state: 'expired', stateText: '已过期' } }
export const checkCase: Views['check'] = { n: '7K3M-92PD', errors: [], found: { kind: 'case', number: '1141100000574670963000131127004202012250001', name: '开办果木花卉销售公司', organ: '许昌市行政审批和政务信息管理局', state: '审查', acceptedAt: now, dueText: '今天 16:00 前' } }
export const checkDocument: Views['check'] = { n: '鄢林许不〔2021〕3号', errors: [], found: { kind: 'document', title: '不予行政许可决定书', number: '鄢林许不〔2021〕3号', organ: '鄢陵县林业局', date: '2021-01-22', about: '林草种子生产经营许可证核发' } }
export const checkNone: Views['check'] = { n: 'O123', none: true, errors: [] }

export const rate: Views['rate'] = {
  asOf: now, byItem: { num: 1240, den: 1250 }, byCase: { num: 4117, den: 4203, from: '2020-12-01', to: '2020-12-25' }, calendarVersion: '2020.2/2021.1',
  organs: [
    { name: '鄢陵县市场监督管理局', items: { num: 41, den: 41 }, cases: { num: 322, den: 322 } }, { name: '许昌市自然资源和规划局', items: { num: 28, den: 33 }, cases: { num: 190, den: 231 } }, { name: '鄢陵县林业局', items: { num: 6, den: 8 }, cases: { num: 9, den: 14 } },
  ],
  slowItems: [{ key: 'forest-seed-licence', name: '林草种子生产经营许可证核发（普通）', organ: '鄢陵县林业局', promise: '20 个工作日' }, { key: 'device', name: '医疗器械生产许可', organ: '许昌市市场监督管理局', promise: '2 个工作日' }],
  slowCases: [{ number: '1141****0042', name: '林草种子生产经营许可证核发', organ: '鄢陵县林业局', acceptedOn: '2020-11-30', decidedOn: '2020-12-18', workdays: 14 }],
}
export const rateEmpty: Views['rate'] = { ...rate, byItem: { num: 0, den: 0 }, byCase: { ...rate.byCase, num: 0, den: 0 }, organs: [], slowItems: [], slowCases: [] }

export const lawArticle: Views['lawArticle'] = {
  law: '行政许可法', article: 32, title: '中华人民共和国行政许可法', version: '2019-04-23', inForceFrom: '2019-04-23', corpus: true, item: '第一款第四项', previous: 31, next: 33,
  text: ['（样张：导入法规后这里是第三十二条的原文，逐款分段。）', '（样张：第二款。）'], ours: '材料不全当场或者五个工作日内一次告知全部要补的；过期不告知，收到材料那天起就算受理。',
  rules: [{ id: 'permit/correction#one-time-notice', sentence: '补正只能告知一次，一次说全' }, { id: 'permit/acceptance#deemed', sentence: '五个工作日不告知即视为受理' }],
}
export const lawMissing: Views['lawArticle'] = { law: '民法典', article: 201, title: '中华人民共和国民法典', corpus: false, text: null, rules: [], ours: '按日计算期间的，开始的当天不算，从下一天算起。' }

export const help: Views['help'] = {
  desks: [{ name: '便民服务台', address: '许昌市政务服务大厅（演示）一楼', hours: '工作日 9:00—12:00，13:00—17:00', phone: '0374-0001000' }, { name: '鄢陵县政务服务中心帮办台', address: '鄢陵县演示路2号', hours: '工作日 9:00—12:00，13:00—17:00', phone: '0374-0002000' }],
  may: ['听您说，替您填表、拍照、打印', '把填好的念给您听，您说对才递交', '陪您去各个窗口'], mayNot: ['替您做决定，或者审查您的申请', '替您确认、替您签字', '向您收钱'], basis: [cite('行政许可法', 31), cite('行政许可法', 58)], readBack: true,
}
export const error404: Views['error'] = { status: 404, code: 'R-7F21-0C3E', findings: [], phone: '0374-0001000' }
export const error422: Views['error'] = { status: 422, code: 'R-7F21-0C3F', phone: '0374-0001000', retry: '/c/c1', findings: [{ rule: 'permit/correction#one-time-notice', code: 'E-XK-03', message: '已经一次性告知过，不能再以当时就看得出的问题要求补正。', basis: [cite('行政许可法', 32, '第一款第四项')] }] }
export const error503: Views['error'] = { status: 503, code: 'R-7F21-0C40', findings: [], phone: '0374-0001000', retry: '/drafts/d1/2', retryAfter: 10, kept: { text: '您的草稿存到第 2 步，点这里接着填', href: '/drafts/d1/2' } }
export const error500: Views['error'] = { status: 500, code: 'R-7F21-0C41', findings: [], phone: '0374-0001000' }
export const error403: Views['error'] = { status: 403, code: 'R-7F21-0C42', findings: [], phone: '0374-0001000' }
export const offline: Views['offline'] = { phone: '0374-0001000', hours: '工作日 9:00—12:00，13:00—17:00' }
export const hallBoard: Views['hallBoard'] = {
  hall: '许昌市政务服务大厅', waiting: 12, counterOfIssue: '统一出件窗口', etag: '1', called: [{ ticket: 'A023', counter: '3 号窗', at: now }, { ticket: 'B107', counter: '帮办台', at: now }, { ticket: 'A022', counter: '1 号窗', at: now }],
  ready: [{ ticket: 'A009', what: '营业执照' }, { ticket: 'A011', what: '居住证' }, { ticket: 'C004', what: '不动产权证书' }],
}
export const hallBoardEmpty: Views['hallBoard'] = { ...hallBoard, called: [], ready: [], waiting: 0 }
