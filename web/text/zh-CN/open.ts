/** Words of the pages for anyone. */
export const password = {
  title: '修改密码',
  must: '这是别人替您设的初始密码，或者用得太久了。先改成只有您自己知道的，再办别的事。',
  account: (login: string) => `账号 ${login}`,
  current: '现在的密码', next: '新密码', repeat: '新密码，再输一遍', rules: '新密码要求', go: '改成新密码', others: '改好以后，这个账号在其他地方的登录都会退出。',
  forgot: '忘了现在的密码，请带身份证件到窗口或者找系统管理员重新设置。',
}

export const signIn = {
  title: '登录',
  demoTitle: '演示：选一个人',
  demoLead: '这些人都是编的。选一个，就用他的身份看这座城市。',
  account: '账号',
  password: '密码',
  go: '登录',
  applicant: '申请人',
  applicants: '来办事的人',
  staff: (n: number) => `工作人员（${n} 人）`,
  others: '各部门的审查人员和负责人',
  accountTitle: '用账号登录',
  kept: '您刚才填的都还在，登录后接着办。',
  insecure: '这个地址不是加密的（不是 https，也不是 localhost），浏览器不会记住登录。请用 https 地址，或者在这台电脑上打开 http://localhost。',
}

export const check = {
  title: '查验',
  lead: '证照、受理通知书、决定书是真是假，现在还有没有效，谁都可以查，不用登录。',
  field: '证照号、受理号、文号或查询码',
  go: '查验',
  real: '是真的，现在有效',
  realNot: '是真的，但现在不能用',
  realDoc: '是真的',
  caseFound: '有这一件',
  none: '没有查到这个号码',
  noneLead: '请对照纸面再输一遍，注意 0 和 O、1 和 I。确实没有的，请打电话核实，不要相信这张纸。',
  proof: (i: number) => `记录在台账第 ${i} 条，改动会被发现`,
  hash: '摘要',
  examples: '在纸上哪里找',
  examplesText: '号码印在二维码下面。用手机扫二维码会直接打开这一页。',
  masked: '姓名按规定隐去一部分。',
  state: '状态',
  due: '应办结',
  about: '关于',
  date: '日期',
}

export const rate = {
  title: '一日办结率',
  question: '来办的事，一天能办好吗？',
  byItem: '按事项算',
  byItemDef: '承诺一个工作日内办结的事项，占全部依申请事项的比例。它说的是承诺。',
  byCase: '按办件算',
  byCaseDef: '从受理到决定不超过一个工作日的办件，占已决定办件的比例。它说的是做到。',
  ofItems: (num: number, den: number) => `${den.toLocaleString('en-US')} 个事项里有 ${num.toLocaleString('en-US')} 个`,
  ofCases: (num: number, den: number) => `${den.toLocaleString('en-US')} 件里有 ${num.toLocaleString('en-US')} 件`,
  period: (from: string, to: string) => `${from}至${to}决定的办件`,
  asOf: (at: string) => `${at} 从台账现算，不是填报的数`,
  organs: '各部门',
  organ: '部门',
  slowItems: '哪些事项承诺超过一天',
  slowCases: '哪些件超过了一天',
  noSlowItems: '没有。全部事项都承诺一个工作日内办结。',
  noSlowCases: '这段时间没有。',
  nothing: '还没有可算的。第一件办结后这里就有数。',
  definition: '怎么算的',
  definitionText: '受理当天不算，从第二个工作日起数一天；周五受理、下周一决定的算一天内。四舍五入到小数一位。周末和节假日按国务院办公厅的放假安排。',
  calendar: (v: string) => `日历版本 ${v}`,
  columns: { promise: '承诺', number: '受理号', accepted: '受理', decided: '决定', days: '工作日' },
}

export const law = {
  notImported: '全文未导入',
  notImportedLead: '这台机器还没有导入法律条文。下面是我们自己写的一句话，不是原文。',
  notCorpus: '这部法规不在已核对的文本里，请以公报为准。',
  version: (v: string) => `${v} 通过的文本`,
  inForce: (d: string) => `${d} 起施行`,
  rules: (n: number) => `系统里有 ${n} 条规则依据这一条`,
  previous: '上一条',
  next: '下一条',
  ours: '这一条说的是',
  cited: (item: string) => `引用的是${item}`,
}

export const help = {
  title: '帮我办',
  lead: '您说，我们填；填完念给您听，您点了头才递交。不收钱。',
  phone: '打这个电话，也可以请人帮您办',
  may: '帮办员可以',
  mayNot: '帮办员不可以',
  desks: '帮办台在哪里',
  code: '已经在帮办台了？',
  enterCode: '输入口令，看帮办员填的内容',
  hours: '时间',
  address: '地址',
  tel: '电话',
}

type ErrorWords = { title: string; text: string }
export const error = {
  byStatus: {
    401: { title: '请先登录', text: '这一页要知道您是谁才能打开。' },
    403: { title: '这里不是给您看的', text: '您现在的身份不能做这件事。如果应该可以，请打电话问。' },
    404: { title: '没有这一页', text: '可能是地址抄错了一个字，也可能这一件不是您的。' },
    409: { title: '刚刚有人先动了它', text: '您看到的已经不是最新的。请回去看一眼再决定。' },
    413: { title: '文件太大', text: '每个文件不能超过 20 MB。拍照时选“中等”大小就够清楚。' },
    422: { title: '现在还不能这样办', text: '原因和依据在下面。' },
    429: { title: '太快了，请等一下', text: '为了让大家都用得上，请稍等再试。' },
    500: { title: '是我们出错了', text: '不是您的问题，已经记下来了。您已保存的内容都在。' },
    503: { title: '系统正忙，暂时接不上', text: '您已保存的内容都在。过一会儿再试就行。' },
  } satisfies Record<number, ErrorWords> as Record<number, ErrorWords>,
  code: '打电话时报这个编号',
  retry: '再试一次',
  toKept: '回到刚才填的内容',
  home: '回到首页',
  retryAfter: (s: number) => `${s} 秒后再试`,
  findings: '原因',
  call: '打电话问',
}

export const offline = {
  title: '网络断了',
  text: '已经保存的都在，没有丢。连上网后刷新这一页就能接着办。',
  phone: '也可以打电话',
}

export const hallBoard = {
  called: '请到',
  counter: (c: string) => `${c}`,
  ready: '可以领取',
  waiting: (n: number) => `前面还有 ${n} 位`,
  go: (ticket: string, counter: string) => `请 ${ticket} 号到 ${counter}`,
  issue: (c: string) => `到${c}领取`,
  empty: '请坐，叫到号会在这里显示',
  noReady: '现在没有等人领取的结果',
}

export const open = {
  title: '阳光账本',
  question: '这座城市的办理记录，能偷偷改吗？',
  answer: '改了一定会被发现。每一步办理都记进一本只能往后添的账，账的指纹由外面的见证人盯着。',
  answerAlone: '账在记，每一步都签了名；但是还没有外面的见证人，这座城市自己改写整本账时，只有手里留着收据或者旧检查点的人看得出来。',
  answerMissing: (at: string) => `从 ${at} 起，外面的见证人没有到齐。账照常记，收件和受理照常。`,
  answerAlarms: '有对不上的地方，正在查。账上签过名的内容不会因此改变。',
  empty: '还没有第一条记录。办理第一件事以后，这里就有账。',
  stopped: '见证人缺席超过 30 分钟，恢复之前不作出新的决定，不发证照。',
  newest: '最近的检查点', origin: '账本', size: '条数', entries: (n: number) => `${n.toLocaleString('en-US')} 条`, signedAt: '签名时间', root: '指纹（根散列）',
  saw: (at: string) => `${at} 见过并签字`, sawNot: (at: string, says: string) => `${at} 没有签字：${says}`, notSeen: '见证人还没有看过。',
  looked: '自查',
  scrub: (at: string, entries: number, acts: number, cases: number) => `${at} 从头核对了 ${entries.toLocaleString('en-US')} 条账、${acts.toLocaleString('en-US')} 步办理、${cases.toLocaleString('en-US')} 件。`,
  noFaults: '全部相符。', faults: (n: number) => `${n} 处不符。`, notLooked: '启动以后还没有从头核对过，一分钟后开始第一次。',
  noAlarms: '没有未查清的告警。', alarms: (n: number) => `${n} 条告警还没有查清。只有审计管理员能解除，并且要写明原因。`,
  yourself: '您自己怎么查',
  steps: ['扫收据或者证照上的二维码，看到它在账上第几条、什么时候、谁见过。', '把证明文件存下来，在不联网的电脑上用核验页核对，不必相信这个网站。', '把今天的检查点抄下来。以后任何人把账改短、改写，都和您手里的对不上。'],
  policy: '见证人和公钥（验证用）',
  all: '全部账本', crypto: '算法', files: '文件', checkpoint: '检查点', profiles: { intl: 'SHA-256 · Ed25519', sm: 'SM3 · SM2（国密）' },
  limits: '这本账保证不了什么',
  limitsList: ['一开始就填了假话，账只能证明假话是什么时候填的。', '刚记下、见证人还没来得及看的最后几秒，要靠您手里的收据。', '所有见证人串通。所以见证人要放在不同的单位，机器也要分开。'],
}
