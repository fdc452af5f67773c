/** Words of the clean-up of credentials: supervisor, body, heads, leader. */

const people = (n: number) => `${n} 人`
const bodies = (n: number) => `${n} 个单位`

export const common = {
  officers: '执法人员', supervisors: '执法监督人员', bodies: '执法主体', approved: '保留', removed: '清出', pending: '未定', total: '名册总数', neverAdded: '执法人员和执法监督人员分别统计，不相加。',
  row: (list: string, n: number) => `${list === 'supervisors' ? '监督人员' : '执法人员'}第 ${n} 号`, reasons: '原因', proposal: '审核建议', value: '名册上写', field: '项目', expected: '应为', answer: '单位答复', decided: '处理结果', evidence: '证明材料', basis: '依据',
  hows: { agree: '同意', object: '有异议', correct: '更正' } as Record<string, string>, as: { removed: '确认清出', restored: '恢复保留', corrected: '更正后保留' } as Record<string, string>,
  known: { verified: '条文核实', secondary: '参照资料', 'from memory': '待核实', parameter: '参数', design: '本平台的设定' } as Record<string, string>,
  late: '逾期回复', proposed: '建议更正', none: '还没有', noAnswer: '没有回复', due: (day: string) => `${day}（当日止）`, people, bodiesCount: bodies, history: '经过', documents: '文书', download: '下载', otherRow: (n: number) => `与第 ${n} 号重复，由人决定`, print: '打印',
  idNo: '身份证号', post: '岗位', name: '姓名', all: '全部', emptyRows: '没有需要核对的人员。',
}

export const list = {
  nav: '证件清理', question: '哪些清理还没有完？',
  answer: (open: number, all: number) => (all === 0 ? '还没有做过证件清理。' : open === 0 ? `没有。${all} 次清理都已上报或者结束。` : `${open} 次清理正在进行。`),
  lead: '名册导入以后冻结并审核，谁也不会因为导入被清出：先告知单位、给时间核对，再由人逐个决定。', make: '导入名册，开始一次清理', empty: '导入全市的执法人员、监督人员和主体名册，这里就会出现一次清理。',
  asOf: (day: string) => `基准日 ${day}`, state: '进度', made: (at: string) => `${at} 导入`,
}

export const make = {
  title: '导入名册，开始一次清理', lead: 'CSV 或者 XLSX，按列名识别，次序不限；UTF-8、GB18030 都可以。同一份名册再导入一次，还是同一次清理。',
  name: '这次清理叫什么', nameHint: '会写在通知书和报告上，例如：2020年行政执法证件清理', profile: '按哪个方案审核', asOf: '基准日', asOfHint: '按这一天的情况审核（年龄、证件有效期、学时）。',
  files: { officers: '执法人员名册', bodies: '执法主体名单', supervisors: '执法监督人员名册' } as Record<string, string>, optional: '可以没有', needed: '必须有', chosen: (name: string, size: string) => `已选 ${name}，${size}`,
  settings: '参数', settingsLead: '改一个参数，审核结果就会变。每个参数写明出处；没有出处的是本市可以定的。', changed: (n: number) => (n ? `改了 ${n} 个` : '都是默认值'), rules: '这个方案的规则', words: '几个词之间用逗号隔开', between: (a: number, b: number) => `${a} 至 ${b}`, back: '恢复默认',
  go: '导入、冻结并审核', going: { none: '上传文件', reading: '读名册', auditing: '审核', writing: '写入', done: '完成' } as Record<string, string>, progress: (step: string, n: number, of: number) => (of ? `${step}：${n} / ${of} 行` : `${step}…`),
  missing: '请填写名称、选择方案和基准日，并选好执法人员名册和执法主体名单。',
}

export const board = {
  back: '所有清理', question: '哪些单位还没有核对完？',
  frozen: (flagged: number, bodiesWith: number) => `审核出 ${flagged} 人需要核对，分在 ${bodiesWith} 个单位。还没有告知任何单位。`,
  told: (open: number, waiting: number, overdue: number) => (open === 0 ? '都核对完了。' : `还有 ${open} 个单位没有核对完：${waiting} 个在核对期内，${overdue} 个逾期未回复。`), reported: (day: string) => `已于 ${day} 上报。`,
  figures: '现在的数字', lists: '冻结的名册', rows: (n: number, broken: number) => `${n} 行${broken ? `，另有 ${broken} 行读不出` : ''}`, errors: '下载读不出的行', map: '各地', mapLead: '按城市公布的次序。■ 有逾期　▲ 在核对期内　● 已核对完', byReason: '建议清出的首要原因', corrections: '建议更正', export: '导出',
  exports: { officers: '执法人员', supervisors: '监督人员', bodies: '各单位进度', report: '清理结果' } as Record<string, string>, removedOnly: '清出名单',
  tell: (n: number) => `告知 ${n} 个单位核对`, tellSure: (days: string) => `告知后不能放弃这次清理。每个单位从今天起有 ${days} 个工作日核对，各收到一份核对通知书；全市名册同时登记到执法人员库。`, drop: '放弃这次清理', dropReason: '为什么放弃', sure: '确认告知', not: '先不告知', told1: (n: number, due: string) => `已告知 ${n} 个单位，${due} 止。`,
  confirm: '成批确认清出', correct: '成批确认更正', report: '上报省司法厅', reportSure: '上报后不能再改。报告的数字由冻结的名册和每个人的决定算出。', close: '结束这次清理', yes: '确认', no: '取消',
  body: '单位', place: '地区', stage: '进度', left: '核对期', flagged: '需核对', open: '未决定', objected: '有异议', removed: '清出', find: '找单位', findHint: '名称或者信用代码', shown: (n: number, of: number) => `${n} / ${of} 个单位`, nothing: '没有这样的单位。', daysLeft: (n: number) => (n === 0 ? '今天到期' : `还剩 ${n} 个工作日`), overdue: '已逾期',
  settingsOf: '这次清理改过的参数', tableOf: '各单位进度表',
}

export const bulk = {
  title: '成批确认清出', lead: '只包括审核建议清出、单位同意或者逾期没有回复的人。有异议的、建议更正的，请打开单位逐人决定。', count: (rows: number, n: number) => `可以确认 ${rows} 人，分在 ${n} 个单位。`, none: '现在没有可以成批确认的人。',
  waiting: (n: number) => (n ? `${n} 个单位还在核对期内，到期以前不能确认。` : ''), objected: (n: number) => (n ? `${n} 人有异议，要逐人决定。` : ''), many: (share: number) => `清出超过 ${share}% 的单位，逐个输入名称确认；不输入的这次不动。`, type: (name: string) => `输入“${name}”`, share: (s: number) => `清出 ${s}%`,
  go: (rows: number, n: number) => `确认清出 ${rows} 人（${n} 个单位）`, consequence: '确认后这些人的执法证立即失效：登录会话马上结束，在办案件退回单位。', done: (n: number) => `已确认清出 ${n} 人。`, refused: (n: number) => `${n} 个单位没有办成：`, close: '回到各单位', reasons: '原因', body: '单位', rows: '人数', corrected: (n: number) => `已确认更正 ${n} 人。`,
}

export const task = {
  back: '各单位', rows: (open: number, all: number) => `${all} 人需要核对，还有 ${open} 人没有决定。`, choose: '选择', chosen: (n: number) => `已选 ${n} 人`, chooseAll: '全选没有决定的', confirm: (n: number) => `确认清出 ${n} 人`, restore: (n: number) => `恢复保留 ${n} 人`, correct: '确认更正', reason: '理由', reasonHint: '有异议仍要清出、或者恢复保留的，必须写理由', byName: (name: string) => `清出超过限度，请输入单位名称“${name}”`, valueOf: (field: string) => `${field}应为`, asProposed: '按建议',
  paper: '登记单位的纸质签字', paperLead: '这个单位在本平台没有账号。请上传负责人签字的名单。', upload: '选择文件', notYet: (due: string) => `单位的核对期到 ${due} 止。没有回复也没有到期，不能确认清出；可以恢复保留或者确认更正。`, only: '只看没有决定的',
}

export const mine = {
  nav: '核对任务', question: '有什么要在哪天前答复？', none: '现在没有要答复的核对任务。', empty: '司法局告知本单位核对证件名册以后，任务会出现在这里。', left: (n: number) => (n === 0 ? '今天到期' : `还剩 ${n} 个工作日`), over: '核对期已过，决定以前的回复仍会处理', until: (day: string) => `${day}（当日止）前答复`,
  todo: (n: number) => `${n} 人要逐个答复`, open: '去答复', see: '看处理结果', done: '已答复', title: (name: string) => `${name}：名册上这些人要核对`, lead: '每个人选一项：同意、有异议、还是更正。有异议写明理由，附上证明；更正写明哪一项应为什么。全部填好以后一次提交。', allAgree: '其余都同意', reason: '异议的理由', field: '更正哪一项', value: '应为', evidence: '附证明材料', attach: '选择文件', attached: (n: number) => `已附 ${n} 份`,
  go: (n: number) => `提交 ${n} 人的核对结果`, left2: (n: number) => `还有 ${n} 人没有选`, sent: '已经提交。司法局会逐人决定，结果会显示在这里；决定以前可以改。', change: '修改答复', afterwards: '处理结果', choose: (name: string) => `${name}的核对结果`,
}

export const sign = {
  nav: '签清出名单', question: '有哪些清出名单等您签？', none: '没有等您签的清出名单。', empty: '单位的人员都决定以后，清出名单先由单位负责人签，再由司法局负责人签。', count: (n: number) => `${n} 份清出名单等您签。`, own: (n: number) => `本单位清出 ${n} 人`, look: '看名单', go: '签这份名单', many: (n: number) => `签这 ${n} 份名单`, said: '签字表示您看过名单、原因和核对结果，同意清出。签字用您的账号、时间和名单内容留痕。', done: (n: number) => `已签 ${n} 份。`, rows: '清出人员',
}

export const leader = {
  nav: '清理一页看', question: (name: string) => `${name}到哪一步了？`, none: '还没有清理。', answer: (b: number, kept: number, gone: number, open: number) => `${b} 个单位，保留 ${kept} 名执法人员，清出 ${gone} 名${open ? `，还有 ${open} 名没有决定` : ''}。`, until: (day: string) => `单位答复的最后一天是 ${day}。`, finished: (day: string) => `已于 ${day} 上报省司法厅。`, places: '各地', reasons: '清出原因', proposed: '建议清出的原因', body: '单位', done: '已完成', waiting: '在核对期内', overdue: '逾期',
}
