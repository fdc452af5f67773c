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

const counts = (approved: number, removed: number, pending = 0) => ({ approved, removed, pending, total: approved + removed + pending })
const division = (code: string, name: string, officers: [number, number], supervisors: [number, number]) => ({ code, name, officers: counts(...officers), supervisors: counts(...supervisors) })
const reason = (code: string, name: string, count: number) => ({ code, name, count })
export const cleanUps: Views['cleanUps'] = {
  basis: [{ law: '河南省行政执法条例', article: 20 }, { law: '河南省行政执法条例', article: 38 }],
  items: [
    {
      name: '2020年行政执法证件清理', asOf: '2020-11-30', reportedOn: '2021-01-06', bodies: 330, officers: counts(10824, 1174, 2), supervisors: counts(491, 27),
      officersByReason: [
        reason('R07', '考试不合格或未参加', 402), reason('R05', '劳动合同工、临时工、劳务派遣、公益性岗位、协管员、借用人员', 331), reason('R01', '退休或已达退休年龄', 288), reason('R03', '调出', 97), reason('R06', '工勤人员', 41),
        reason('R12', '同一人重复登记', 13), reason('', '核对中决定', 2),
      ],
      supervisorsByReason: [reason('J02', '调出', 19), reason('J01', '退休或已达退休年龄', 8)],
      divisions: [
        division('411000', '市级', [4210, 402], [151, 9]), division('411002', '魏都区', [1204, 131], [60, 4]), division('411003', '建安区', [1410, 168], [71, 5]), division('411081', '禹州市', [1822, 214], [86, 6]),
        division('411072', '城乡一体化示范区', [2178, 259], [123, 3]),
      ],
    },
    { name: '2015年换证清理', asOf: '2015-09-30', reportedOn: '2015-11-20', bodies: 12, officers: counts(240, 0), supervisors: counts(0, 0), officersByReason: [], supervisorsByReason: [], divisions: [division('411000', '市级', [240, 0], [0, 0])] },
  ],
}
export const cleanUpsNone: Views['cleanUps'] = { ...cleanUps, items: [] }
