import type { Views } from '../../../contract/views.ts'

const now = '2020-12-25T09:41:00.000+08:00'

export const bodies: Views['bodies'] = {
  q: '', later: true, next: 'WyLorrjmmIwiLCIwMTkiXQ',
  items: [
    { id: '01900000-0000-7000-8000-000000000001', name: '许昌市市场监督管理局', kindName: '行政机关', level: '市级', domains: ['市场监管', '药品', '知识产权'], inForce: true, statusName: '有效', officers: 132 },
    { id: '01900000-0000-7000-8000-000000000002', name: '许昌市交通运输综合行政执法支队', kindName: '法律法规授权组织', level: '市级', domains: ['交通运输'], inForce: true, statusName: '有效', officers: 58 },
    { id: '01900000-0000-7000-8000-000000000003', name: '许昌市城市管理监察大队（原）', kindName: '受委托组织', level: '市级', domains: [], inForce: false, statusName: '已合并', officers: 3 },
  ],
}
export const bodiesNone: Views['bodies'] = { q: '宇宙开发', later: false, items: [] }

export const body: Views['body'] = {
  ...bodies.items[0]!, uscc: '1141100099100006X6', announcement: '许政公告〔2020〕1号', announcedOn: '2020-01-10', q: '', later: false, next: 'WyLorrjmmIwiLCIwMTkiXQ',
  items: [
    { name: '魏＊＊', number: '1610****001', post: '行政检查', domain: '市场监管', valid: true, stateName: '有效', code: 'ED6ZldcAApMXs21F' },
    { name: '方＊＊', number: '1610****002', post: '行政检查', domain: '市场监管', valid: false, stateName: '暂扣', code: 'ED6ZldcAApMXs21G' },
  ],
}
export const bodyEntrusted: Views['body'] = { ...body, kindName: '受委托组织', principal: '许昌市城市管理局', q: '不在册', items: [] }

export const officerValid: Views['officer'] = {
  n: 'ED6ZldcAApMXs21F', at: now,
  officer: { list: 'officer', name: '魏＊＊', photo: false, body: '许昌市市场监督管理局', domain: '市场监管', number: '1610****001', valid: true, stateName: '有效', validTo: '2025-12-31', why: [], phone: '0374-0001003', code: 'ED6ZldcAApMXs21F' },
}
export const officerNotValid: Views['officer'] = {
  n: 'ED6ZldcAApMXs21G', at: now,
  officer: { ...officerValid.officer!, name: '方＊＊', valid: false, stateName: '取消资格', why: ['执法资格已被取消，不能执法'] },
}
export const officerNone: Views['officer'] = { n: '16100000999', at: now }
