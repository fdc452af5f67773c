/** Words of examinations: the candidate's pages, and the supervisor's. */
export const kinds = { judge: '判断题', single: '单项选择题', multi: '多项选择题', case: '案例分析题' } as const
export const subjects = { public: '公共法律知识', professional: '专业法律知识' } as const

/** what to do with the question in front of one */
export const howTo = { judge: '判断正误', single: '选一个答案', multi: '选两个以上的答案', case: '选一个或者几个答案' } as const

export const candidate = {
  nav: '我的考试', title: '我的考试',
  lead: '列在这里的考试都要本人参加。开考前到考试页面签到，到时间打开试卷。',
  empty: '现在没有安排您参加的考试。安排以后会出现在这里。',
  missing: '没有这场考试，或者没有安排您参加。', all: '全部考试',
  mine: { admitted: '未签到', signedIn: '已签到', writing: '正在答题', handedIn: '已交卷' } as const,
  cancelled: '已取消', published: '成绩已公布',
  when: '时间', subject: '科目', minutes: (n: number, extra: number) => `${n} 分钟${extra ? `，另延长 ${extra} 分钟` : ''}`, time: '答题时间', pass: '合格线', passed: (pass: number, full: number) => `${pass} 分（满分 ${full} 分）`, questions: '题目',
  part: (kind: string, count: number, marks: number) => `${kind} ${count} 道，每道 ${marks} 分`,
  rulesTitle: '考试须知',
  rules: (o: { signIn: number; late: number | null; half: boolean }) => [
    '须由本人登录、本人作答，不得替考。',
    `开考前 ${o.signIn % 60 === 0 && o.signIn ? `${o.signIn / 60} 小时` : `${o.signIn} 分钟`}起签到；${o.late === null ? '开考以后、结束以前都可以进场' : `开考 ${o.late} 分钟以后不能进场`}。`,
    '时间从打开试卷起算，由服务器计时，关闭页面不会停表。',
    '每选一个答案都会自动保存。换一台设备登录可以接着答，原来的设备不能再保存。',
    o.half ? '多项选择题选对但不全的得一半的分，有选错的不得分。' : '多项选择题全部选对才得分，少选、多选、错选都不得分。',
    '时间到了自动交卷，已经保存的答案都算。',
  ],
  agree: '我是本人参加考试，已经看过考试须知', idTail: '身份证号后四位', idHint: '最后一位是 X 的，填 X', signIn: '签到', mustAgree: '请先确认是本人参加考试',
  signedInAt: '已经签到。', open: '打开试卷，开始答题', goOn: '回到试卷，继续答题', refresh: '看看现在能不能进场',
  handedIn: (at: string, by: 'self' | 'time') => (by === 'time' ? `时间到，${at}自动交卷。` : `${at}交卷。`), waiting: '成绩由司法局公布，公布以后在这里看到。',
  result: (marks: number, passed: boolean) => `${marks} 分，${passed ? '合格' : '不合格'}`, toResult: '看答案和成绩',
}

export const sitting = {
  title: '答题', left: '剩余时间', leftText: (h: number, m: number, s: number) => (h ? `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}` : `${m}:${String(s).padStart(2, '0')}`),
  soon: (minutes: number) => `还剩 ${minutes} 分钟`, over: '时间到，正在交卷',
  saved: '已保存', saving: '正在保存', offline: '网络断开，答案保存在本机，恢复后自动提交', stopped: '不能再保存',
  number: (no: number, all: number) => `第 ${no} 题，共 ${all} 题`, marks: (n: number, several: boolean) => (several ? `本案例共 ${n} 分` : `${n} 分`), facts: '案情',
  before: '上一题', next: '下一题', flag: '标记，回头再看', flagged: '已标记', map: '题号', mapOf: (no: number, answered: boolean, flagged: boolean) => `第 ${no} 题，${answered ? '已答' : '未答'}${flagged ? '，已标记' : ''}`, answered: (n: number, of: number) => `已答 ${n} / ${of}`,
  handIn: '交卷', toSummary: '检查并交卷', summaryTitle: '检查并交卷', summary: (open: number) => (open === 0 ? '全部题目都答了。' : `还有 ${open} 题没有答：`), flaggedOnes: '标记了要回头再看的：', back: '返回答题', sure: '交卷以后不能再改。', confirm: '交卷，不再修改', unsent: '有答案还没有保存到服务器，保存以后才能交卷。',
  keys: '键盘：A–H 或 1–8 选答案，← → 换题，F 标记', moved: '已经在另一台设备上继续答题，这里不能再保存。', moveHere: '在这里接着答', ended: '考试已经结束。', publishedLater: '成绩由司法局公布，公布以后在“我的考试”里看到。', toExam: '看这场考试', loading: '正在打开试卷',
}

export const outcome = {
  title: '成绩', marks: (n: number, full: number) => `${n} 分（满分 ${full} 分）`, passed: '合格', failed: '不合格', pass: (n: number) => `合格线 ${n} 分`, remarked: '有试题经异议更正，成绩已经重新计算。',
  appealUntil: (day: string) => `对试题有异议的，可以在 ${day}（含）以前提出。`, appealOver: (day: string) => `提出异议的期限已于 ${day} 届满。`, parts: '逐题', noParts: '这场考试不公布答案。', onlyWrong: '只看没有得满分的',
  yours: '我的答案', right: '正确答案', none: '未答', void: '本题作废，都得分', gotAll: '得分', gotHalf: '得一半分', gotNone: '不得分', appeal: '对这道题提出异议', reason: '理由', reasonHint: '写明认为答案不对或者题目有误的理由和依据', send: '提出异议', appealed: '已提出异议，等待答复', cancel: '不提了',
  answers: { open: '等待答复', kept: '维持原答案', key: '已更正答案', void: '本题作废' } as const, answer: '答复',
}

export const supervisor = {
  nav: '执法考试', title: '执法资格考试', lead: '安排考试、看进度、公布成绩、答复异议。', empty: '还没有考试。新建以后会出现在这里。', make: '新建考试', bank: '题库',
  states: { draft: '草稿', set: '已定', published: '成绩已公布', cancelled: '已取消' } as const, name: '考试名称', hours: '时间', state: '状态', people: '考生', appeals: '异议',
  counts: (c: { admitted: number; handedIn: number }) => `${c.admitted} 人，已交卷 ${c.handedIn}`, openAppeals: (n: number) => `${n} 件待答复`,
  form: {
    titleNew: '新建考试', titleChange: '修改考试', subject: '科目', topics: '题目来源（主题）', topicsHint: '一个也不选就是这门课的全部题目', opens: '开考', closes: '结束', parts: '抽题规则', kind: '题型', count: '道数', marks: '每道分值', there: (n: number) => `题库有 ${n} 道`, full: (n: number) => `满分 ${n} 分`, passMarks: '合格线', minutes: '答题时间（分钟）',
    multi: '多项选择题', all: '全部选对才得分', half: '选对但不全的得一半', own: '每人一份不同的卷子（题型、题数、分值相同）', shuffle: '打乱题目和选项的顺序', signInMinutes: '开考前多少分钟起签到', late: '开考多少分钟以后不能进场', lateHint: '留空就是结束以前都可以进场', grace: '时间到以后几秒内到达的答案还算', showAnswers: '公布成绩以后考生可以看正确答案', appealDays: '提出异议的期限（工作日）', idCheck: '签到时核对身份证号后四位', save: '存为草稿', wrongHours: '请填写开考和结束的时间',
  },
  arrangement: '安排', edit: '修改', preview: '看一份样卷', previewTitle: '样卷（不是任何考生的卷子）', close: '收起', set: '定下安排', setNote: '定下以后题库冻结、组卷种子生成，安排不能再改；摘要记入账本，事后可以证明每份卷子是怎样抽出来的。', cancel: '取消考试', cancelSure: '再按一次，取消这场考试', key: (k: string) => `答案 ${k}`, digest: '冻结的题库摘要',
  progress: '进度', refresh: '刷新', stages: { admitted: '安排的考生', signedIn: '已签到待开卷', writing: '答题中', handedIn: '已交卷' } as const, asOf: (at: string) => `${at}的数字，答题期间每 20 秒更新一次`,
  admit: '安排考生', admitOrgans: '按机关（执法人员岗位）', admitPeople: '按名单：每行一个账号或者身份证号', admitGo: '加入考生', admitted: (o: { added: number; already: number; notFound: number[] }) => `加入 ${o.added} 人${o.already ? `，${o.already} 人已在名单里` : ''}${o.notFound.length ? `；第 ${o.notFound.join('、')} 行没有找到这个人` : ''}。`,
  list: '考生名单', all: '全部', person: '姓名', organ: '机关', answered: '已答', moves: '换设备', result: '成绩', more: '更多', extra: '延长时间', extraMinutes: '延长几分钟', extraReason: '原因', extraGo: '延长', extraGiven: (n: number) => `延长 ${n} 分钟`, nobody: '还没有考生。', nobodyHere: '没有人在这一步。',
  publish: '公布成绩', publishNote: '公布以后考生看到成绩，提出异议的期限开始计算。', published: (at: string, due: string) => `${at}公布，异议期限到 ${due}。`, statistics: '成绩和试题分析', toAppeals: '答复异议',
}

export const statistics = {
  question: '考得怎么样，哪些题有问题？', answer: (sat: number, passed: number, rate: string, average: number | null) => (sat === 0 ? '还没有交上来的卷子。' : `${sat} 人参加，${passed} 人合格（${rate}），平均 ${average} 分。`), absent: (n: number) => (n ? `${n} 人没有参加。` : ''),
  distribution: '分数分布', range: '分数段', people: '人数', organs: '各机关', organ: '机关', noOrgan: '没有机关的', admitted: '安排', sat: '参加', passed: '合格', rate: '合格率', questions: '逐题分析', questionsNote: '正确率低的排在前面。至少十人答过、区分度低于 0.2 的标出“要看看”：可能是题目难，也可能是题目有毛病。区分度：高分 27% 与低分 27% 的正确率之差。', stem: '题目', shown: '用过', right: '正确率', discrimination: '区分度', chosen: '各选项', open: '未答', void: '作废', weak: '要看看',
}

export const appeals = {
  question: '哪些试题有异议？', answer: (open: number, all: number) => (all === 0 ? '没有人提出异议。' : open === 0 ? `${all} 件都已答复。` : `${open} 件等待答复。`), empty: '考生在期限内提出的异议会出现在这里。', chosen: '考生选的', key: '现在的答案', reason: '理由', verdict: '答复', kept: '维持原答案', change: '改答案', void: '作废，有这道题的都得分', newKey: '新的正确答案', why: '答复的理由', go: '答复', done: (n: number, changed: number) => (n ? `有这道题的 ${n} 份卷子已经重新阅卷，${changed} 人的成绩有变化。` : '已经答复。'),
}

export const bank = {
  question: '题库里有什么题？', answer: (n: number) => (n === 0 ? '题库还是空的。用 npx yichuang import questions 导入。' : `一共 ${n} 道可以抽的题。`), kind: '题型', subject: '科目', all: '全部', search: '找题目里的字', retire: '停用', retired: (day: string) => `${day}停用`, version: (n: number) => `第 ${n} 版`, more: '更多', empty: '没有这样的题。', topic: '主题', count: '道数', noTopic: '没有写主题',
}
