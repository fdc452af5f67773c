/** Who may enforce, for anyone. */
export const bodies = {
  title: '执法主体公示',
  lead: '许可、检查、处罚只能由这里列出的单位、由持有效证件的人员实施。',
  field: '单位名称或统一社会信用代码',
  go: '查找',
  found: (q: string) => `名称里有“${q}”的单位`,
  none: '没有找到这个单位。名称不全时可以只输入几个字，例如“市场监督”。',
  noneYet: '经政府确认并公告的执法主体会列在这里。',
  officers: (n: number) => `执法人员 ${n} 人`,
  inForce: '有效',
  next: '下一页', first: '回到第一页',
  all: '全部单位',
  check: '当街核验执法人员',
} as const

export const body = {
  kind: '主体类型', level: '层级', domains: '执法领域', basis: '执法依据', uscc: '统一社会信用代码', announcement: '公告', principal: '委托机关', status: '主体状态',
  officers: '执法人员',
  lead: '姓名只显示姓氏。点开可以看证件现在是不是有效。',
  field: '姓名（全名）或证件编号',
  go: '查找', all: '全部人员',
  none: '没有这个人。姓名须写全，或者用证件上的编号查。',
  noneYet: '取得执法证件的人员会列在这里。',
  number: '编号', post: '岗位', domain: '领域', state: '现在',
  valid: '有效', notValid: (state: string) => `${state}，不能执法`,
} as const

export const officer = {
  title: '核验执法人员',
  at: (instant: string) => `核验时间 ${instant}`,
  valid: '证件有效，可以执法', validSupervisor: '监督证有效，可以实施执法监督',
  notValid: '证件现在无效，不能执法',
  none: '没有查到这张证件',
  noneLead: '请对照证件再输一遍。确实没有的，对方可能没有执法资格，您可以拒绝检查，并打电话反映。',
  name: '姓名', body: '所在单位', domain: '执法领域', number: '证件编号', validTo: '有效期至', state: '证件状态', kind: '证件种类',
  kinds: { officer: '行政执法证', supervisor: '行政执法监督证' },
  photo: '证件照片', noPhoto: '没有照片，请对照证件上的照片和编号。',
  compare: '请对照：编号、单位与对方出示的证件一致，照片是本人，并且同来的执法人员不少于两人。',
  means: '这是什么意思',
  meansList: ['证件无效的人员不得执法。对方不出示有效证件的，您有权拒绝接受调查和检查。', '请记下时间、地点和编号，向下面的电话反映。您反映的情况由司法行政机关核实。'],
  tell: '向谁反映', hotline: '政务服务便民热线', hotlineNumber: '12345', bureau: '司法行政机关（行政执法监督）',
  again: '再查一个', field: '证件编号', go: '核验',
  basis: '依据',
} as const

/** Reported clean-ups of credentials, for anyone; words of the desk where it has them. */
export const cleanUps = {
  title: '证件清理结果',
  lead: '司法行政机关逐个核对名册上的执法人员和执法监督人员：符合条件的保留；不符合的清出名册，证件注销，由单位收回。',
  noNames: '这里只有人数，没有姓名。要知道一个人现在能不能执法，请核验他的证件。',
  none: '还没有上报的清理。一次清理全部核对完、上报省司法厅以后，结果会列在这里。',
  about: (reported: string, asOf: string, bodies: string) => `${reported}上报省司法厅 · 情况截至${asOf} · ${bodies} 个执法主体`,
  lists: { officers: '执法人员', supervisors: '执法监督人员' },
  answer: (total: string, approved: string, removed: string) => `名册上 ${total} 人，保留 ${approved} 人，清出 ${removed} 人。`,
  pending: (n: string) => `名册中其余 ${n} 行读不出，未定。`,
  places: '各地', place: '地区', approved: '保留', removed: '清出', sum: '合计',
  reasons: '清出的首要原因', reason: '原因', count: '人数',
  neverAdded: '执法人员和执法监督人员分别统计，不相加。同一人重复登记的，只清出多余的一行，不影响他的证件。',
} as const
