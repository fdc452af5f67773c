/** Words of training: the organiser's, the body's, the officer's and the leaders' desks. */
export const kinds = { public: '公共法律', professional: '专业法律', newLaw: '新法', lecture: '法治讲座', leaders: '领导干部学法' } as const
const n1 = (n: number) => String(Math.round(n * 10) / 10)
export const hours = (n: number) => `${n1(n)} 学时`

export const common = {
  when: '时间', place: '地点', lecturer: '讲课人', laws: '学什么', state: '状态', more: '更多', year: '年度', yearGo: '查看', wait: '正在查…',
  seats: (enrolled: number, capacity: number, waiting: number) => `已报 ${enrolled}／${capacity}${waiting ? `，候补 ${waiting}` : ''}`,
  batch: (title: string, when: string) => `${title}　${when}`, search: '查找', off: '脱产',
}

export const organiser = {
  nav: '培训', title: '今年的培训办得怎么样？',
  answer: (people: number, done: number, short: number) => (people ? `全市 ${people} 名执法人员，今年学时够了的 ${done} 人，还差的 ${short} 人。` : '还没有登记执法人员。登记以后，这里能看到谁的学时还差。'),
  parts: { batches: '期次', hours: '学时', study: '领导学法', points: '示范点' }, partsLabel: '培训的几个部分',
  today: '今天', plan: '安排一期', course: '新增课程', none: '这一年还没有安排培训。先新增课程，再安排一期：时间、地点、人数。', month: (y: string, m: string) => `${y}年${Number(m)}月`,
  form: {
    course: '课程', choose: '请选择课程', option: (title: string, h: number) => `${title}（${h} 学时）`, lecturer: '讲课人（可不填）', place: '地点', address: '地址', day: '日期', from: '开始', to: '结束', capacity: '人数', go: '安排这一期',
    said: (when: string) => `已安排：${when}。开放报名后，各单位可以报名。`,
    title: '课程名称', kind: '类别', laws: '学哪些法（用顿号分开）', hours: '学时', offJob: '脱产培训', add: '新增这门课程', added: (t: string) => `已新增课程“${t}”。`,
  },
}

export const batchPage = {
  back: '回到期次', open: '开放报名', opened: '已开放报名，各单位现在可以报名。', screenIn: '打开签到屏幕', screenOut: '打开签退屏幕', cancel: '取消这一期', reason: '取消的原因（已报名的人看得到）', cancelGo: '确认取消', cancelled: (r: string | null) => `已取消${r ? `：${r}` : ''}`,
  figures: (present: number, enrolled: number, left: number) => `${enrolled} 人报名，${present} 人已签到，${left} 人已签退`,
  move: '改时间、地点', moveLead: '已经报名的人在“我的培训”里看到新的时间和地点，请另外通知到人。', moveGo: '按这个改', moved: (when: string, place: string) => `已改为：${when}，${place}。`,
  enrol: '通知参加', enrolLead: '按单位、按领导班子，或者按身份证号名单。满员以后依次候补。', organs: '单位', teams: '领导班子', pickOrgan: '选择单位（可多选）', list: '身份证号名单（一行一个，或者粘贴带“身份证号”列名的表格）', enrolGo: '加入名单',
  enrolled: (e: number, w: number, a: number) => `新加入 ${e} 人${w ? `，候补 ${w} 人` : ''}${a ? `，${a} 人原来就在名单上` : ''}。`, line: (n: number, m: string) => (n ? `第 ${n} 行：${m}` : m),
  who: '名单', shows: { all: '全部', present: '已到', absent: '未到', notOut: '未签退', waiting: '候补' }, q: '姓名，或者身份证后四位', none: '没有符合条件的人。', name: '姓名', photo: (n: string) => `${n}证件上的照片`, unit: '单位', inAt: '签到', outAt: '签退', hours: '学时', score: '测试', acts: '办理',
  by: { self: '扫码', card: '验身份证' }, struck: (r: string | null) => `已撤销：${r ?? ''}`, substitute: '派人代会，不计出席', member: '班子成员', seen: '验身份证签到', seenOut: '验身份证签退', tail: '身份证后四位', seenGo: '登记', strike: '撤销签到', strikeReason: '为什么不是本人', strikeGo: '撤销这个签到', sub: '登记代会', scoreSet: '登记成绩', scoreGo: '登记', close: '收起',
}

export const screenPage = {
  in: '签到', out: '签退', scan: '用自己的手机扫码', digits: '或者输入', changes: (s: number) => `${s} 秒后换码`, figures: (n: number, of: number) => `${n}／${of}`, here: '已签到', gone: '已签退', latest: '刚刚', own: '请本人签，不能代签。一部手机只能签一个人。', toIn: '改为签到', toOut: '改为签退', back: '离开屏幕', qr: (k: string) => `${k}二维码`,
}

export const hoursPage = {
  title: (y: number) => `${y}年谁的学时还差？`, answer: (people: number, done: number, short: number, required: number) => (short ? `每人 ${required} 学时。${people} 人里 ${done} 人够了，还有 ${short} 人没有够。` : `每人 ${required} 学时。${people} 人都够了。`),
  lead: '学时只计本人签到又签退的。到12月31日还不够的亮红灯，补足以前不能执法。', unit: '单位', people: '人数', done: '够了', short: '还差', lamp: '灯', see: '看名单', name: '姓名', hours: '已学', missing: '还差', next: '下一期', none: '还没有人。各单位的执法人员登记以后会出现在这里。', noneShort: '没有还差学时的人。', all: '全市还差学时的人', export: '导出', csv: 'CSV', xlsx: '表格（XLSX）',
  credit: '录入平台以外的学时', creditLead: '粘贴带列名的表格：身份证号、年度、学时（可以有姓名）。同一个人同一年度再录一次，以后一次为准。', creditSource: '来源', creditGo: '录入', credited: (n: number) => `录入 ${n} 人。`,
}

export const pointsPage = {
  nav: '示范点', title: '有哪些服务型行政执法示范点？', answer: (named: number, all: number) => (all ? `登记了 ${all} 个，现在有效的 ${named} 个。` : ''), lead: '申报以后现场核验，合格的公示，公示期满没有异议的命名，三年有效，每年复核一次。', none: '还没有申报的示范点。', name: '示范点', organ: '单位', place: '地点', state: '状态', validTo: '有效期到', recheck: '年度复核', due: (d: string) => `${d}前`, acts: '办理',
  types: { check: '登记现场核验', publish: '开始公示', name: '命名', recheck: '登记年度复核', withdraw: '撤销命名' } as Record<string, string>, score: '得分', veto: '有一票否决的情形', text: '核验情况', objection: '公示期间的异议', objections: { none: '没有异议', rejected: '有异议，不成立', upheld: '有异议，成立' } as Record<string, string>, passed: '合格', failed: '不合格', reason: '撤销的原因', go: (t: string) => t, notice: (d: string) => `公示到 ${d}`,
  apply: '申报示范点', applyText: '主要做法', applyGo: '申报', applied: (n: string) => `已申报“${n}”，等司法局现场核验。`,
}

export const body = {
  nav: '培训报名', title: '本单位谁的学时还差？', answer: (people: number, done: number, required: number) => (people ? `${people} 人里 ${done} 人今年够了 ${required} 学时，还差 ${people - done} 人。` : '还没有登记本单位的执法人员。'),
  lead: '选一期，再选人。', choose: '报哪一期', chooseNone: '现在没有开放报名的培训。开放以后会出现在这里。', keys: 'J、K 上下，X 选人，B 报名', only: '只看还差的', pick: '选人', name: '姓名', tail: '身份证后四位', hours: '已学', short: '还差', next: '下一期', seat: '这一期', seats: { enrolled: '已报名', waiting: '候补', no: '' },
  go: (n: number) => (n ? `给选中的 ${n} 人报名` : '给选中的人报名'), allShort: '还差的都报名', drop: '取消', done: (e: number, w: number) => `报名 ${e} 人${w ? `，候补 ${w} 人（有人退出时依次递补）` : ''}。`, dropped: (n: string) => `已取消${n}的报名。`, none: '没有人。', all: '都够了，没有还差学时的人。', enough: '够了', points: '示范点',
}

export const officer = {
  nav: '我的培训', title: (name: string) => `${name}的培训`,
  sentence: (have: number, short: number) => [`今年已学 ${n1(have)} 学时，`, short ? `还差 ${n1(short)} 学时` : '够了'], yearSentence: (y: number, have: number, short: number) => (short ? `${y}年学了 ${n1(have)} 学时，差 ${n1(short)} 学时` : `${y}年学了 ${n1(have)} 学时，够了`),
  need: (required: number) => `每年 ${n1(required)} 学时`, next: '我的下一期', noNext: '还没有报名。下面是正在报名的培训。', waiting: '候补：有人退出时依次递补', signed: (at: string) => `${at} 已签到`, signedOut: (at: string) => `${at} 已签退`,
  sign: '签到、签退', signLead: '用手机扫会场屏幕上的码；扫不了的，输入屏幕上的六位数。', code: '屏幕上的六位数', signGo: '签到或者签退', signBad: '请输入屏幕上的六位数字',
  open: '正在报名的', join: '报名', joined: '已报名。', joinedWaiting: '人满了，已候补：有人退出时依次递补。', leave: '取消报名', noOpen: '现在没有可以报名的培训。', record: '我的学时记录', recordOpen: '打开记录，可以打印',
  inDone: '已签到', outDone: '已签退', outHours: (h: number, of: number) => (h >= of ? `计 ${n1(h)} 学时` : h ? `计 ${n1(h)} 学时（在场不到全程，课程共 ${n1(of)} 学时）` : '在场时间不够，不计学时'), inNote: '离开前请再扫一次屏幕上的签退码，签到又签退才计学时。', again: '重新扫码', backHome: '回到我的培训', signing: '正在签到…', failed: '没有签上', noCode: '这里要从会场屏幕上的二维码打开。',
}

export const record = {
  title: (y: number) => `${y}年培训学时记录`, name: '姓名', total: '合计', required: '应学', date: '日期', course: '课程', kind: '类别', place: '地点', inOut: '签到—签退', hours: '学时', score: '测试', none: '这一年还没有记录。', print: '打印', credited: '平台以外', struck: '签到已撤销', substitute: '代会，不计', noOut: '没有签退，不计', absent: '未到', note: '学时只计本人签到又签退的；本记录由系统按签到记录算出。', back: '回到我的培训', prev: '上一年', next: '下一年',
}

export const study = {
  nav: '领导学法', title: (y: number) => `${y}年各领导班子学法够了吗？`, answer: (good: number, all: number, least: number) => `每年至少 ${least} 次。${all} 个班子里 ${good} 个够了。`, lead: '只计班子成员本人到场的；派人代会的不计。', team: '领导班子', held: '已办', missing: '还差', lamp: '灯', see: '看经过', times: (n: number) => `${n} 次`,
  ownTitle: (name: string) => `${name}今年学法够了吗？`, own: (held: number, missing: number, year: number) => (missing ? `已计 ${held} 次，到 ${year}年12月31日还差 ${missing} 次。` : `已计 ${held} 次，够了。`), lectures: '讲座', none: '这一年还没有通知这个班子参加的讲座。', on: '时间', topic: '题目', who: '讲课人', there: '本人到场', counted: '计不计', yes: '计一次', no: '不计：没有班子成员本人到场', coming: '还没有举行', of: (n: number, all: number, sub: number) => `${n}／${all}${sub ? `，代会 ${sub}` : ''}`,
  members: '班子成员', member: '姓名', post: '职务', attended: '本人到场', substitutes: '派人代会', offJob: (from: string) => `本届（${from}起）脱产培训`, done: '参加过', notYet: '还没有', scores: '测试成绩', noMembers: '名录里没有这个机关的负责人。', back: '各领导班子',
}
