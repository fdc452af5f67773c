/** Words of the operator and supervision desk. */
export const rate = {
  nav: '一日办结率',
  question: '一天能办结的有多少？',
  answer: (n: number, of: number, text: string) => `最近办结的 ${of} 件里，有 ${n} 件在受理后一个工作日内办结，占 ${text}。`,
  none: '这段时间还没有办结的件，按办件的比例要等有了办结的件才算得出来。',
  byItem: '按事项', byCase: '按办件',
  byItemSaid: (n: number, of: number) => `${of} 个可以申请的事项中，${n} 个承诺在一个工作日内办结`,
  byCaseSaid: (n: number, of: number) => `${of} 件办结，${n} 件不超过一个工作日`,
  period: '办结日期', from: '从', to: '到', go: '计算',
  asOf: (at: string) => `${at}实时计算`,
  definition: '按事项：已公布、可以申请的事项里，承诺办结时间不超过一个工作日的占多少。按办件：这段时间办结的件里，从受理到办结不超过一个工作日的占多少。两个数不能互相代替。',
  calendar: (v: string) => `工作日按国务院办公厅放假安排，日历版本 ${v}。`,
  organs: '各部门', organ: '部门', share: '比例', count: '件数',
  slowItems: '承诺超过一天的事项', noSlowItems: '没有。所有事项都承诺一天内办结。', promise: '承诺',
  slowCases: '超过一天才办结的件', noSlowCases: '这段时间没有。', number: '件号', item: '事项', accepted: '受理', decided: '办结', days: '工作日', print: '打印',
  wrongPeriod: '开始日期不能晚于结束日期。',
}

export const refusals = {
  nav: '被拦下的操作',
  question: '哪些操作被规则拦下了？',
  answer: (n: number, more: boolean) => (n === 0 ? '还没有操作被规则拦下。' : `${more ? '最近' : '一共'} ${n} 次，最常拦下的是`),
  lead: '办不成的操作不改变办件，但每一次都留痕。反复碰同一条规则的地方，不是人没学会，就是流程有问题。',
  empty: '这里会出现每一次被规则拦下的操作：什么时候、哪个岗位、想做什么、碰到哪条规则。',
  times: (n: number) => `${n} 次`,
  byRule: '按规则', list: '经过', at: '时间', act: '想做的事', who: '岗位', organ: '机关', rule: '规则', more: '更早的',
  citizen: '申请人',
}

export const jobs = {
  nav: '后台任务',
  question: '有没有后台任务卡住了？',
  answer: (n: number) => (n === 0 ? '没有。所有后台任务都办完了，或者还在正常重试。' : `有 ${n} 个，多次失败，等人处理。`),
  lead: '任务失败会自己重试几次，仍然失败才到这里。先看原因，处理好再重新执行。重复执行不会重复生效。',
  empty: '多次失败的任务会出现在这里，写明原因，可以重新执行。',
  kind: '任务', since: '原定时间', attempts: '试过', error: '最后一次的原因', retry: '重新执行', retried: '已经重新排队', times: (n: number) => `${n} 次`,
  backup: {
    question: '备份能用吗？', well: '能。正在归档，最近的恢复演练通过。', none: '这个服务没有设置自动备份（YICHUANG_BACKUP_TO）。',
    until: (to: string | null, base: string | null) => `可以恢复到 ${to ?? '——'} 为止的任意一刻；最近的基础备份 ${base ?? '——'}。`,
    drill: (at: string, said: string) => `最近的恢复演练 ${at}：${said}`,
  },
  kinds: { 'hall.badRating': '差评核实', 'backup.drill': '恢复演练' } as Record<string, string>, readOnly: '重新执行由系统管理员操作。',
}

export const drafts = {
  nav: '事项草稿',
  question: '哪些事项还不能公布？',
  answer: (ready: number, stuck: number) => `这一页有 ${ready} 个检查全部通过、可以公布，${stuck} 个还有问题。`,
  lead: '草稿不能申请。检查全部通过才能公布；公布后，新的申请按新版本办，在办的件不变。',
  empty: '导入或编写的事项会先作为草稿出现在这里，检查通过后再公布。',
  name: '事项', source: '来源', state: '检查', clean: '全部通过', findings: (n: number) => `${n} 处问题`, revision: (n: number) => `第 ${n} 版`,
  publish: '公布', published: (name: string) => `“${name}”已公布，从现在起可以申请。`, more: '更多', only: '只看可以公布的', rule: '规则', supervisor: '公布由事项管理员操作。',
  noneReady: '已取到的草稿里没有可以公布的。',
  sources: { items: '目录导入', guides: '指南导入', 'key-items': '重点事项导入', pack: '本市编写' } as Record<string, string>,
}

export const clock = {
  nav: '演示时钟',
  title: '演示时钟',
  lead: '只在演示和测试环境里有。往前拨之后，这段时间里到期的事会按先后依次处理完。不能倒退。',
  now: '现在的法定时间', to: '拨到', day: '日期', time: '时间', go: '拨过去', moved: (at: string, n: number) => `现在是 ${at}，期间有 ${n} 件到期的事已经处理。`,
  quick: '常用', hour: '一小时后', nextWorkday: '下一个工作日 09:00', production: '正式环境的法定时间就是真实时间，不能拨动。',
}

export const alarms = {
  nav: '账本告警',
  question: '数据库和账本对得上吗？',
  answer: (n: number) => (n === 0 ? '对得上。没有未查清的告警。' : `有 ${n} 处对不上，还没有查清。`),
  lead: '机器每小时把账本、办理步骤、文书和办件状态从头核对一遍，见证人不认账时也在这里。告警不会自己消失，只有审计管理员查清后能解除，解除也记进账本。',
  empty: '对不上的地方会出现在这里：哪一件、哪里不同、什么时候发现、又见到几次。',
  what: '对不上的地方', since: '发现', last: '最近一次', times: (n: number) => `见到 ${n} 次`, kind: '种类', reason: '查清的原因和处理', close: '解除告警', closed: '已解除', mayNot: '由审计管理员查清后解除。', tooShort: '请写明查清的原因和处理结果，至少五个字。',
  showClosed: '也看已解除的', hideClosed: '只看未解除的', at: (at: string) => `${at}解除`,
  kinds: {
    'entry-changed': '条目被改', 'entry-missing': '条目被删', 'entry-unplaced': '来历不明的条目', 'tile-changed': '账本文件被改', 'tile-missing': '账本文件缺失', 'tiles-differ': '账本文件不同', 'other-root': '根不同',
    'rolled-back': '数据库被回退', 'checkpoint-changed': '检查点被改', 'witness-ahead': '见证人见过别的账', 'act-changed': '办理步骤被改', 'act-missing': '办理步骤被删', 'document-unpromised': '来历不明的文书', 'document-missing': '文书被删', 'projection-changed': '办件状态被改',
  } as Record<string, string>,
}

export const quorum = {
  late: (at: string) => `外面的见证人从 ${at} 起没有到齐。收件、受理照常。`,
  stopped: '见证人缺席超过 30 分钟，恢复之前不能作出决定。',
  see: '看阳光账本',
}
