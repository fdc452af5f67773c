/** Words of the department desk: queue, case, decision, bundle. The law's own words come from law/ and from the server. */
const span = (m: number) => (m < 60 ? `${m} 分钟` : m % 60 ? `${Math.floor(m / 60)} 小时 ${m % 60} 分` : `${m / 60} 小时`)

export const left = {
  days: (n: number) => `还剩 ${n} 个工作日`,
  today: '今天到期',
  minutes: (m: number) => `还剩 ${span(m)}`,
  lateDays: (n: number) => (n ? `超期 ${n} 个工作日` : '超期'),
  lateMinutes: (m: number) => (m ? `超过 ${span(m)}` : '已到时间'),
  paused: '中止计时',
}

export const queue = {
  title: '待办',
  lead: (organs: string) => `${organs}，最先到期的在最上面`,
  organs: (n: number) => `${n} 个部门`,
  columns: { lamp: '灯', due: '最晚办结', item: '事项', applicant: '申请人', state: '状态', holder: '谁在办', number: '件号' },
  due: (when: string, left: string) => `${when}，${left}`,
  /** what the lamp is about, as short as a row allows; the full name is its title */
  clocks: { promise: '承诺', decision: '法定', outerLimit: '红线', onTheSpot: '当场办结', assignInspectors: '指派核查', specialProcedure: '特别程序', tolerantSupply: '容缺补交', issue: '颁证送达' } as Record<string, string>,
  toSign: '正在审查、由您签发决定的', others: '其余待办',
  nobody: '待接办',
  mine: '我',
  green: '绿色通道',
  bundle: '一件事',
  filters: '筛选',
  lamp: '按灯',
  all: '全部',
  item: '按事项',
  allItems: '全部事项',
  clear: '清除筛选',
  more: '更多',
  loadingMore: '正在取更多',
  end: (n: number) => `共 ${n} 件，都在这里了`,
  keys: '快捷键',
  keyList: [['J', '下一件'], ['K', '上一件'], ['Enter', '打开'], ['E', '审查']] as [string, string][],
  table: '待办的办件，按到期先后',
  empty: '这里会出现窗口受理后转到本部门的件，最先到期的排在最上面。现在没有等着办的。',
  emptyFiltered: '没有符合筛选条件的件。',
  done: '这一批都办完了。',
  noRight: '这里是审查人员、部门负责人和政府负责人的待办。您的岗位没有审查的件。',
  takenUp: (name: string) => `已开始审查：${name}`,
}

export const caseOf = {
  title: '办件',
  back: '回到待办',
  next: '下一件',
  promise: '承诺',
  statutory: '法定期限',
  receivedAt: '收件',
  acceptedOn: '受理',
  applicant: '申请人',
  number: '件号',
  holder: '谁在办',
  helper: '帮办员',
  bundle: '属于一件事，看谁在等谁',
  closed: '已办结，只能看',
  decided: (on: string) => `${on}办结`,
  channel: { web: '网上申请', window: '窗口申请', helpDesk: '帮办台', selfService: '自助申请' } as Record<string, string>,
  materials: '材料',
  application: '申请内容',
  history: '办理经过',
  clocks: '期限',
  standard: '审查标准',
  waits: (names: string) => `等${names}办结`,
  notFound: '没有找到这一件，或者它不属于您的部门。',
}

export const materials = {
  none: '这个事项不要求申请人交材料。',
  nothing: '没有电子文件',
  given: { original: '原件', copy: '复印件', electronic: '电子件', have: '已有，由共享取得', fill: '现场填写', none: '未提交' } as Record<string, string>,
  result: { ok: '窗口已核对', missing: '缺', faulty: '有问题', unchecked: '没有核对' } as Record<string, string>,
  paper: '这一份交的是纸质件，在窗口。',
  shared: '这一份由共享核验取得，申请人不用交。',
  filled: '这一份是现场填写的，内容在“申请内容”里。',
  notGiven: '申请人没有交这一份。',
  tolerated: '容缺，待补交',
  download: '下载',
  downloadOnly: '这种文件不在页面里打开，请下载后查看。',
  preview: (name: string) => `${name}，预览`,
  level: { A: '已核验', B: '窗口上传', C: '申请人上传' } as Record<string, string>,
  list: '材料清单',
  hint: '要求',
}

export const reveal = {
  open: '查看完整信息',
  why: '查看用途',
  whyHint: '例如：核对经营地址是否与现场一致。',
  note: '查看人、时间和用途会记入台账，监督部门看得到。',
  go: '查看并留痕',
  cancel: '不看了',
  shown: '现在显示的是完整信息，这次查看已经留痕。',
  hide: '重新遮蔽',
  masked: '个人信息已遮蔽',
}

export const clocks = {
  how: '怎么算出来的',
  due: (when: string) => when,
  met: (on: string) => `${on}已办`,
  cancelled: '不再需要',
  paused: '中止计时',
  from: (event: string, on: string) => `从${event}（${on}）起`,
  loading: '正在取计算过程',
  provisional: '暂定',
}

export const panel = {
  title: '可以办的',
  nothing: '现在没有轮到您办的步骤。',
  notNow: '现在不能办的',
  why: '为什么',
  cancel: '返回',
  rule: '规则',
  refused: (n: number) => (n > 1 ? `没有办成，有 ${n} 处不符` : '没有办成'),
  support: (code: string) => `报修代码 ${code}`,
  doing: '正在办',
  must: '必填',
  again: '再试一次',
  signIn: '重新登录（填的内容还在）',
  readOnly: '您可以查看这一件，办理由承办部门进行。',
}

export const changed = {
  title: '这一件刚被别人办过',
  lead: '您填的内容还在。先看看发生了什么，再决定。',
  what: (name: string, by: string) => `${by} 办了“${name}”`,
  state: (s: string) => `现在的状态：${s}`,
  keep: '按现在的情况继续办',
  drop: '放弃我填的，看最新情况',
  gone: '现在已经不能再办这一步。',
}

export const acts = {
  go: {
    takeUp: '开始审查', assignInspectors: '指派这些人核查', inspect: '登记核查记录', suspend: '出具告知书并停止计时', resume: '恢复计时', extend: '批准延期并告知申请人',
    greenChannel: '启用绿色通道', grant: '准予并出具决定书', refuse: '不予并出具决定书', terminate: '终止办理并出具决定书',
  } as Record<string, string>,
  lead: {
    assignInspectors: '现场核查要两名以上工作人员。', inspect: '由参加核查的人登记，写明看到的事实。', suspend: '停止计时只限下面所列的程序，并且要把所需时间书面告知申请人。',
    resume: '从取得结果的下一个工作日起接着计时。', extend: '只能延长一次，理由要告知申请人。', greenChannel: '绿色通道可以优先、并行、缩短承诺，不能省略任何法定步骤、核查人数、听证或者说明理由。',
    grant: '决定一经作出，承诺时限即告完成，证照随即制作。', refuse: '不予的决定要写明事实、理由和依据的条款，并告知救济途径。', terminate: '只有下面所列的情形可以终止。',
  } as Record<string, string>,
  inspectors: '核查人员', inspectorsHint: '选两名以上；您登记记录时须是其中之一。', me: '（您）', noStaff: '本部门没有可以指派的人员。',
  place: '核查地点', facts: '核查看到的事实', conform: '核查结论', conformYes: '符合条件', conformNo: '不符合条件', partyView: '当事人意见',
  kind: '程序', days: '所需时间（工作日）', notified: '已将所需时间书面告知申请人', reason: '理由',
  resultOn: '取得结果的日期', extendDays: (n: number) => `延长几个工作日（1 至 ${n}）`,
  greenReason: '事由', explanation: '事由说明', explanationHint: '谁提出、为什么急、依据什么文件。', scope: '范围', scopes: { priority: '优先办理', parallel: '并行办理', shorterPromise: '缩短承诺' } as Record<string, string>,
  promise: '新的承诺', promiseDays: '几个工作日内办结', promiseTime: '当天几点前办结', until: '有效期至',
  content: '准予的内容', scopeText: '准予的范围', optional: '可不填', contentHint: '不填的，按事项名称和申请内容写入决定书。',
  validFrom: '有效期从', validUntil: '有效期至', validHint: (months: number | null) => (months ? `不填的，按本事项的有效期 ${months} 个月计算。` : '不填的，为长期有效。'),
  factsFound: '认定的事实', refuseReason: '不予的理由', articles: '依据的条款', ground: '终止的情形', terminateReason: '理由',
  law: '法律、法规、规章', article: '第几条', clause: '款、项（可不填）', addArticle: '查到并加入', removeArticle: (said: string) => `去掉${said}`, noArticle: '还没有加入条款。',
  ours: '我们的一句话', notImported: '全文未导入，请对照公报核对后再引用。', unknownArticle: '没有查到这一条，请核对名称和条号。',
}

export const bundle = {
  page: '一件事',
  title: (name: string) => name,
  lead: '一张表、一套材料，几个部门同时办。',
  promise: '一个承诺', none: '还没有受理，没有承诺时刻', lines: '怎么算出来的', diagram: '谁在等谁', waiting: (names: string) => `等${names}`,
  free: '不用等，现在就能办', decided: '已办结', stage: (n: number) => `第 ${n} 步`, list: '各部门的件', open: '打开', longest: '决定承诺时刻的一串',
  notYours: '别的部门的件',
}

export const notes = {
  inspected: (conform: boolean) => (conform ? '核查结论：符合条件' : '核查结论：不符合条件'),
  suspended: (kind: string, days: number) => `${kind}，所需 ${days} 个工作日，已书面告知`,
  resumed: (on: string) => `${on}取得结果`,
  extended: (n: number) => `延长 ${n} 个工作日`,
  until: (d: string) => `有效期至${d}`,
  inspectors: (n: number) => `指派 ${n} 人`,
  checked: (n: number) => `核对 ${n} 份材料`,
  told: (n: number) => `一次告知 ${n} 处`,
}

export const outcome = {
  decided: (applicant: string, name: string, act: string) => `${applicant}的“${name}”，${act}，已办好。`,
}
