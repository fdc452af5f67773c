/** Words of the hall's desks: help desk, intake, issuing counter, hall manager. */
export const nav = { intake: '收件受理', help: '帮办代办', handOut: '出件', hall: '大厅情况' }

export const card = {
  title: '身份证',
  label: '身份证号',
  read: '读身份证',
  place: '请把身份证放在读卡器上，或者输入号码后按 Enter',
  simulator: '读卡器模拟（演示环境）',
  empty: '读卡器上没有身份证，请放好后再读，或者直接输入号码',
  go: '找到这个人',
  age60: '60 岁以上',
}

export const sign = {
  title: '签名',
  here: '请申请人在框里签名',
  clear: '重签',
  paper: '手写板不能用，已在纸上签名',
  signed: '已签名',
}

export const find = {
  title: '要办什么事',
  label: '用申请人自己的话说',
  placeholder: '比如：我想开一家卖花木的公司',
  why: '为什么有它：',
  bundle: '一件事',
  none: '没有找到。换个说法试试，或者请申请人再说一遍。',
  empty: '输入后在这里列出能办的事项，并说明为什么找到。',
  unavailable: '没有办事指南，不能收件',
  keys: '↑ ↓ 选，Enter 定',
}

export const situation = { title: '问几个问题', next: '按这个列清单', none: '这一项没有要问的', members: '要办的手续', notNeeded: '不用办', promised: '现在受理的话' }

export const fill = {
  title: '填表',
  group: (n: number, of: number) => `第 ${n} 组，共 ${of} 组`,
  next: '保存，下一组',
  last: '保存，去核对材料',
  back: '上一组',
  byHelper: '帮办填写',
  saved: '已保存',
  materials: '带来的材料',
  materialsNote: '看原件，选交的是哪一种',
  given: { original: '原件', copy: '复印件', electronic: '电子件', have: '我们已有', fill: '现场填写', none: '没有带' } as Record<string, string>,
  done: '都填好了',
  from: '身份证',
}

export const help = {
  title: '帮办代办',
  startLead: '先看身份证，再登记委托。以后每一步都记着两个人的名字。',
  scope: '委托的事',
  scopes: ['代填申请表', '代交材料', '代领结果', '代查进度'],
  scopeNone: '请至少选一项委托的事',
  begin: '登记委托，开始帮办',
  hours: (until: string) => `委托到 ${until} 止`,
  helper: '帮办员',
  applicant: '申请人',
  steps: ['找事项', '问情形', '填表', '材料', '本人核对', '提交'],
  wrongTitle: '申请人说这几组不对',
  wrongNo: '没有写原因，请当面问',
  toReadBack: '请申请人核对',
  readBackLead: '请申请人在自己的屏幕上打开下面的网址，输入这 6 位数字，一组一组地看。您不能替他点。',
  address: '网址',
  code: '口令',
  codeLost: '口令只显示一次。页面刷新过，要重新发一个。',
  again: '重新发口令',
  waiting: '等申请人核对',
  confirmed: '申请人已核对确认',
  rejected: '申请人说有不对的，改好后再请他看一遍',
  change: '回去改',
  changeNote: '改了以后要重新核对',
  submit: '提交申请',
  submitted: '已经提交',
  number: '办件编号',
  receipt: '打印材料接收凭证',
  thenAccept: '综合窗口核对后当场受理，受理时给出办结时间',
  ifNow: (when: string) => `现在受理的话，${when}办结`,
  next: '帮办下一位',
  filled: (n: number) => `您填写或改动了 ${n} 处，申请人核对时都会标出来`,
}

export const intake = {
  title: '收件受理',
  queue: '等着核对的',
  queueEmpty: '现在没有等着核对的件。网上和帮办台递来的会出现在这里；窗口来人按 F2。',
  search: '按编号找',
  bundleOf: (n: number) => `一件事，${n} 项`,
  pick: '从左边选一件，↑ ↓ 移动，Enter 打开',
  pickNew: '窗口来人办事，按 F2 收件',
  channel: { web: '网上', window: '窗口', helpDesk: '帮办台', selfService: '自助区' } as Record<string, string>,
  receivedAt: '收件',
  helper: '帮办员',
  applicant: '申请人',
  materials: '材料',
  form: '申请表',
  columns: { name: '材料', need: '要求', given: '交来', result: '核对' },
  result: { ok: '符合', missing: '缺', faulty: '不符', unchecked: '未核对' } as Record<string, string>,
  keys: '1 符合　2 缺　3 不符　空格 改回　← → 交来的是哪种　Enter 符合并下一项',
  progress: (done: number, of: number) => `已核对 ${done}，共 ${of}`,
  usedBy: (n: number) => `${n} 项共用`,
  fromMember: '前一项办好自动带来',
  upload: '扫描上传',
  uploading: (name: string) => `正在上传 ${name}`,
  files: (n: number) => `${n} 个文件`,
  others: (said: string) => `别人登记为“${said}”`,
  tolerable: '可容缺',
  optional: '有就带',
  reveal: '查看完整信息',
  revealPurpose: '查看用途',
  revealGo: '查看并留痕',
  revealNote: '会记下是谁、什么时候、为什么看的',
  revealed: '完整信息，离开这一件就收起',
  clocks: '时限',
  noClocks: '受理后开始计算',
  history: '经过',
  documents: '文书',
  bar: { new: '收件', notice: '一次性告知', fix: '当场更正', tolerant: '容缺受理', accept: '受理并打印受理通知书', back: '返回', file: '备案并出具备案证明', guide: '指导补充信息' },
  uncheckedLeft: (n: number) => `还有 ${n} 项没有核对`,
  notAllowed: (name: string, state: string) => `这一件现在是“${state}”，不能${name}`,
  notTolerant: '这一项没有公布为可以容缺受理',
  bundleNoTolerant: '一件事要一次受理，缺的材料请一次性告知，或者当场补齐',
  nothingWrong: '没有标为“缺”或“不符”的，可以直接受理',
  fixNone: '先在申请表里把要改的一项按 3 标为“不符”',
  busy: '正在办理',
}

export const notice = {
  title: '一次性告知',
  lead: (n: number) => `共 ${n} 处，这一次全部告知，以后不能再提新的。`,
  problem: { missing: '没有提交', faulty: '不符合要求' } as Record<string, string>,
  explain: '怎么补（写给申请人看）',
  period: '补正期限',
  days: '个工作日',
  go: '出具一次性告知书',
  added: (n: number) => `还有 ${n} 处也缺，已经一并列进来，请写明后再出具`,
  done: '一次性告知书已出具',
  until: (when: string) => `请在${when}前补齐`,
}

export const fix = {
  title: '当场更正',
  lead: '更正处由申请人签名，注明日期，不用再发补正通知。',
  was: (v: string) => `原来填的：${v}`,
  go: '更正并签名',
  done: (n: number) => `已当场更正 ${n} 处，请再看一眼后受理`,
}

export const tolerant = {
  title: '容缺受理',
  lead: '先受理，下面这些在期限前补交。',
  supplyBy: '补交期限',
  commit: '申请人签署补交承诺',
  go: '容缺受理',
}

export const done = {
  accepted: '已受理',
  before: (when: string) => `${when}办结`,
  noPromise: '已受理',
  print: '打印',
  printed: '受理通知书已送去打印',
  next: '下一件',
  members: '一起受理的',
  why: '怎么算出来的',
  noticeDone: '已一次性告知',
  filed: '已备案',
}

export const create = {
  title: '窗口收件',
  person: '办事人',
  change: '换一个人',
  submit: '收件，去核对材料',
  choose: '换一件事',
  noForm: '这一项不用填表',
}

export const handOut = {
  title: '统一出件',
  label: '受理号、取件号或扫码',
  place: '扫凭证上的码，或者输入编号后面几位，Enter',
  waiting: '等着领取的',
  none: '没有找到这个编号的待领结果。可能还没有办好，或者已经领走。',
  empty: '现在没有等着领取的。部门办结后会出现在这里。',
  identity: '核验身份',
  identityNote: '看身份证原件，人证一致',
  checked: '已核验身份证，人证一致',
  by: '领取人',
  sign: '签收',
  go: '交付并登记送达',
  all: (n: number) => `一次交付 ${n} 份`,
  done: (n: number) => `已交付 ${n} 份，送达回证已登记`,
  print: '打印送达回证',
  next: '下一位',
  result: '结果',
  back: '返回',
}

export const hall = {
  title: '现在谁在等？',
  nobody: '没有人在等。',
  answer: (window: number, counter: number) => `窗口有 ${window} 件等着核对，出件处有 ${counter} 件等着领取。`,
  late: (n: number) => `其中 ${n} 件已经超期。`,
  soon: (n: number) => `${n} 件临近期限。`,
  fine: '没有超期和临期的。',
  caption: '等着的件，最先到期的在前',
  columns: { lamp: '状态', due: '期限', name: '事项', applicant: '申请人', holder: '在谁手里', since: '等了多久', number: '编号' },
  holder: { window: '综合窗口', counter: '统一出件窗口' } as Record<string, string>,
  filter: '看哪里',
  all: '全部',
  noDue: '—',
  minutes: (n: number) => (n < 60 ? `${n} 分钟` : n < 1440 ? `${Math.floor(n / 60)} 小时 ${n % 60} 分` : `${Math.floor(n / 1440)} 天`),
  empty: '这里列出收下后还没核对、办好后还没领走的每一件。',
}
