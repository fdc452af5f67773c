/** Registry of bodies and officers on the desks of the justice bureau, of bodies and of officers. */
export const common = {
  more: '再看一些', search: '查找', clear: '全部', noPrint: '证件由省级统一制作，本平台不打印证件，只能上报省级。',
  valid: '有效，可以执法', notValid: '不能执法', number: '证件编号', noNumber: '还没有编号', validTo: (day: string) => `有效期至 ${day}`, proposed: { suspend: '单位建议暂扣', revoke: '单位建议取消资格', cancel: '单位建议注销' },
  lists: { officer: '执法证', supervisor: '监督证' }, done: (act: string) => `已经办理：${act}`, choose: '请选择',
} as const

export const registry = {
  nav: '主体和证件', title: '哪些单位、哪些人可以执法？', people: '证件', bodies: '主体',
  answer: (inForce: number, total: number, officers: number, of: number, supervisors: number) => `有效的执法主体 ${inForce} 个（共登记 ${total} 个）；执法证有效 ${officers} 人（共 ${of} 人），监督证有效 ${supervisors} 人。`,
  lead: '三份名单分别计数，不相加。', field: '单位名称或统一社会信用代码', peopleField: '姓名、证件编号或身份证号', trouble: '只看现在不能执法的，或者单位有建议的',
  empty: '登记或者从名册登记的执法主体会列在这里。', none: '没有找到。姓名写开头的字，编号和身份证号须写全。', emptyPeople: '有证件的人员会列在这里。',
  name: '单位', kind: '类型', domains: '领域', status: '状态', count: '在册人员', person: '姓名', id: '身份证号', post: '岗位', body: '所在单位', state: '证件状态',
  registerTitle: '登记执法主体', registered: (name: string) => `已经登记：${name}。公告以后生效`, register: '登记',
  officers: (n: number) => `执法人员 ${n} 人`, all: '看全部人员',
} as const

export const one = {
  acts: '现在可以办的', noActs: '这张证件现在没有您可以办的事项。', photoPick: '选一张证件照片（JPG、PNG 或者 WebP），选好就登记', photoNoAccount: '持证人在本平台没有账号，照片没有地方存放。', documentHint: '局里已有文书的，填它的编号；不填的，由本平台出具《暂扣执法证通知书》并编号。', history: '经过', facts: '登记', findings: '为什么不能执法', clocks: '期限', basis: '依据', cases: (n: number) => `还有 ${n} 件没有办结的案件`, casesLead: '注销前先移交。取消资格或者暂扣时，案件当场退回本单位。',
  code: '核验码', person: '姓名', sex: '性别', idNumber: '身份证号', reveal: '看完整号码', purpose: '用途', revealLead: '写明用途后显示，并留下记录。', body: '所在单位', post: '岗位', rank: '职务层次', establishment: '人员性质', education: '学历', domain: '执法领域', lawQualified: '法律职业资格', yes: '有',
  issuedOn: '发证日期', validTo: '有效期至', checkedFor: '最近一次年度审验', year: (y: number) => `${y} 年度`, returned: '证件交回', suspendedUntil: '暂扣到', enrolled: '从名册登记', by: (who: string, organ: string | null) => (organ ? `${organ} ${who}` : who), effective: (day: string) => `自 ${day} 起`,
  uscc: '统一社会信用代码', kind: '类型', level: '层级', announcement: '公告', principal: '委托机关', entrusted: (from: string, until: string) => `${from} 至 ${until}`, successor: '承继单位', mayNot: '这个单位的人员现在不能执法', handOver: '移交案件', to: '接办人', handedOver: (n: number) => `已移交 ${n} 件`,
} as const

export const people = {
  nav: '我的人员', title: '本单位谁的证件有问题？', answer: (n: number, bad: number) => (bad ? `${n} 人里有 ${bad} 人现在不能执法。` : `${n} 人的证件都有效。`), partly: '（只数了已经显示的人）',
  lead: '缺什么写在每个人后面。暂扣、取消资格由司法行政机关决定，本单位提出建议。', applyTitle: '为新人准备申领', applied: (name: string) => `${name} 的申领已经准备好，由司法行政机关上报省级`, apply: '准备申领', missing: '缺什么', fine: '没有问题', draft: '等考试、学时合格后上报', submitted: '已上报，等省级', soon: (day: string) => `${day} 到期，该换证了`,
} as const

export const card = {
  nav: '我的证件', title: '我的证件', valid: '有效，可以执法', validSupervisor: '有效，可以实施执法监督', notValid: '现在不能执法', show: '当事人扫这个码，可以核验您的证件', none: '您名下没有执法证件。', noneLead: '取得证件后会显示在这里。没有证件不能执法。', until: (day: string) => `到 ${day}`, hours: '今年学时', training: '看培训和学时', exams: '看考试', at: (t: string) => `${t} 的情况`,
} as const

/** labels of what an act asks for, by its path in the form */
export const fields: Readonly<Record<string, string>> = {
  'exams.public': '公共法律知识合格', 'exams.professional': '专业法律知识合格', hours: '学时（平台以前的，有书面记录）', on: '日期', reason: '理由', number: '证件编号（省级核发）', issuedOn: '发证日期', validTo: '有效期至', year: '审验年度', grade: '考核等次',
  document: '文书编号', ground: '事由', until: '到哪一天为止', trainedOn: '离岗培训日期', examPassedOn: '考试合格日期', what: '建议', body: '承继单位', field: '更正哪一项', value: '更正为', principal: '委托机关', from: '委托起始日', published: '委托书已经向社会公布',
  qualified: '符合受委托组织的条件（处罚法第二十一条）', successor: '承继单位', domains: '执法领域（用顿号分开）', name: '姓名', idNumber: '身份证号', post: '岗位', establishment: '人员性质', education: '学历', domain: '执法领域', lawQualified: '有法律职业资格', list: '证件', kind: '类型', level: '层级', basis: '执法依据', uscc: '统一社会信用代码', bodyName: '单位名称',
}
export const options = {
  grade: [['优秀', '优秀'], ['合格', '合格'], ['基本合格', '基本合格'], ['不合格', '不合格']], what: [['suspend', '暂扣'], ['revoke', '取消资格'], ['cancel', '注销']],
  field: [['name', '姓名'], ['post', '岗位'], ['rank', '职务层次'], ['establishment', '人员性质'], ['education', '学历'], ['domain', '执法领域'], ['id_number', '身份证号'], ['birth', '出生日期'], ['credential_no', '证件编号']],
  establishment: [['行政编制', '行政编制'], ['参公事业编', '参公事业编'], ['事业编制', '事业编制'], ['其他', '其他（不能申领）']], kind: [['organ', '行政机关'], ['authorised', '法律法规授权组织'], ['entrusted', '受委托组织']], list: [['officer', '执法证'], ['supervisor', '监督证']],
} as const satisfies Record<string, readonly (readonly [string, string])[]>
