import { sayExactly } from './say.ts'

/** What a verdict over evidence (proof/handed.ts) is in words: the memory stick, the command line and the pages say the same. */

interface Seen { origin: string; index: number; size: number; leaf: string; notAfter?: number; notBefore?: number; witnesses: { witness: string; time: number }[] }
interface Promised { origin: string; leaf: string; type: string; at: string; rec: number; deadline: string | null; maxMergeDelaySeconds: number }
export type SayableVerdict = { ok: true; inclusion?: Seen; receipt?: Promised } | { ok: false; code: string; detail: string }

/** instant in +08:00 of seconds since 1970 UTC */
export function instantOfSeconds(seconds: number): string {
  return new Date(seconds * 1000 + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
}

const saySecond = (seconds: number): string => {
  const at = instantOfSeconds(seconds)
  return `${sayExactly(at)}:${at.slice(17, 19)}`
}

/** every code of proof/ in a sentence; a test compares the list with the sources */
export const faults: Readonly<Record<string, string>> = {
  'nothing-to-verify': '没有找到可以核验的东西：既没有证明文件，也没有收据；或者有证明文件而没有条目',
  'no-policy': '还没有核验规则文件，不知道该相信谁的签名。请先选核验规则文件（policy），它由城市公布',
  'not-included': '对不上：这一条不在签过名的账本里，条目或者证明被改过',
  'quorum-missing': '见证人不够：签名的外部见证人没有达到核验规则要求的个数',
  'not-consistent': '对不上：两个检查点前后不一致，账本可能被改写或者回退过',
  'dated-after': '时间对不上：条目自称的时间，晚于见证人已经看到它的时间',
  'dated-before': '倒签：条目自称的时间，比它真正入账早得多',
  'other-entry': '收据、条目、证明说的不是同一条',
  'receipt-differs': '收据上写的种类、时间或者期限和这条记录不一样',
  'other-paper': '文书内容与入账时承诺的不一样：这份文书的内容被改过，或者不是这一条的文书',
  'bad-signature': '签名不对：内容或者签名被改过',
  'unsigned': '没有可信的签名：不是核验规则里的那本账签的',
  'unknown-key': '收据的签名公钥不在核验规则里，不能确认是谁签的',
  'ambiguous-key': '核验规则里有两个公钥名称和编号都相同，无法区分',
  'wrong-key': '公钥的用途不对',
  'malformed-proof': '证明文件残缺或者被改过，格式不对',
  'malformed-receipt': '收据文字残缺或者抄错，格式不对',
  'malformed-policy': '核验规则文件残缺或者格式不对',
  'malformed-entry': '条目残缺或者被改过，不是规范的 JSON',
  'malformed-checkpoint': '检查点残缺或者被改过，格式不对',
  'malformed-note': '检查点的签名部分残缺或者被改过，格式不对',
  'malformed-signature': '见证签名残缺，格式不对',
  'malformed-key': '公钥残缺或者被改过，格式不对',
  'malformed-hash': '散列值残缺或者被改过',
  'malformed-number': '条数、序号或者时间的写法不对，被改过',
  'malformed-base64': '编码不对，少了字符或者被改过',
  'malformed-utf8': '文字编码不对，文件损坏',
  'malformed-bundle': '账本的条目文件残缺',
  'malformed-frontier': '账本的边缘数据残缺',
  'malformed-path': '账本文件的地址不对',
  'malformed-request': '见证请求的格式不对',
  'missing-tile': '缺少账本文件',
  'out-of-range': '序号超出了账本的范围',
  'too-large': '条目太长',
}

/** one sentence for a fault; a code that is new here is still said, with itself */
export const sayFault = (code: string): string => faults[code] ?? `核验没有通过（${code}）`

/** 第 N 条，在 t1 与 t2 之间入账，经 … 见证 */
export function sayInclusion(i: Seen): string {
  const when = i.notBefore !== undefined && i.notAfter !== undefined ? `在 ${saySecond(i.notBefore)} 与 ${saySecond(i.notAfter)} 之间入账`
    : i.notAfter !== undefined ? `不晚于 ${saySecond(i.notAfter)} 入账` : '已经入账（核验规则没有要求外部见证，入账时间只有账本自己的说法）'
  return `第 ${i.index} 条，${when}${i.witnesses.length ? `，经 ${i.witnesses.map((w) => w.witness).join('、')} 见证` : ''}`
}

/** what a receipt alone promises */
export function sayReceipt(r: Promised): string {
  return `账本 ${r.origin} 签字承诺：${saySecond(Math.floor(r.rec / 1e6))} 的这一条，${r.maxMergeDelaySeconds} 秒内收入账本。过了这个时间还查不到它，这张收据就是漏记的证据`
}

/** the whole verdict, a line each */
export function sayVerdict(v: SayableVerdict): string[] {
  if (!v.ok) return [sayFault(v.code)]
  return [...(v.inclusion ? [sayInclusion(v.inclusion), `账本 ${v.inclusion.origin}，共 ${v.inclusion.size} 条时签名`] : []), ...(v.receipt ? [sayReceipt(v.receipt)] : [])]
}

/** types of entries that are no acts of a procedure, in words */
export const otherEntries: Readonly<Record<string, string>> = {
  'sunlog.opened': '新的一年开账', 'sunlog.missing': '有人反映收据没有入账', 'sunlog.alarmClosed': '解除账本告警', 'casework.refused': '一次没有办成的操作',
  'casework.unmasked': '查看了未遮蔽的个人信息', 'casework.material': '添加材料文件', 'hall.rating': '评价', 'hall.badRating': '差评转办',
  'hall.personFound': '按证件找到申请人', 'hall.assistance.begun': '开始帮办', 'hall.assistance.readBackOpened': '向申请人读回', 'hall.assistance.confirmed': '申请人确认填写内容', 'hall.assistance.rejected': '申请人指出填写有误', 'hall.assistance.ended': '结束帮办',
  'directory.granted': '给予岗位', 'directory.ended': '终止岗位', 'directory.passwordChanged': '本人更改口令', 'directory.passwordSet': '设置口令', 'directory.accountMade': '建立账号', 'directory.accountEnded': '停用账号',
  'catalogue.publish': '发布事项', 'catalogue.suspend': '暂停事项', 'catalogue.resume': '恢复事项', 'catalogue.abolish': '取消事项', 'backup.drilled': '恢复演练',
  'credentials.refused': '一次没有办成的操作', 'credentials.unmasked': '查看了未遮蔽的个人信息', 'credentials.exported': '导出名单', 'credentials.paper': '出具文书',
  'credentials.examSet': '确定考试方案', 'credentials.examAdmitted': '编入考生', 'credentials.examCancelled': '取消考试', 'credentials.examExtraTime': '延长考试时间', 'credentials.examOpened': '打开试卷', 'credentials.examMoved': '换机续考', 'credentials.examHandedIn': '交卷',
  'credentials.examPublished': '公布考试成绩', 'credentials.examined': '考试结果', 'credentials.examAppealed': '对试题提出异议', 'credentials.examAppealDecided': '答复试题异议', 'credentials.examKeyChanged': '更正标准答案', 'credentials.questionRetired': '停用试题',
  'credentials.training.course': '登记培训课程', 'credentials.training.credited': '录入平台以外的学时', 'credentials.training.enrolled': '报名参训', 'credentials.training.dropped': '退出参训', 'credentials.training.signedIn': '签到', 'credentials.training.signedOut': '签退',
  'credentials.training.seenIn': '验身份证签到', 'credentials.training.seenOut': '验身份证签退', 'credentials.training.substitute': '登记代会', 'credentials.training.struck': '撤销签到', 'credentials.training.result': '登记测试成绩',
  'credentials.questionsTaken': '导入考试试题', 'credentials.examMade': '新建考试草稿', 'credentials.examChanged': '修改考试草稿',
}

interface Entry { origin?: unknown; type?: unknown; at?: unknown; rec?: unknown; deadline?: unknown; item?: { key?: unknown }; actor?: { org?: unknown } }

/** what the codes of an entry are called (proof/handed.ts); an entry itself has codes only */
export interface EntryNames { item?: { name: string }; organ?: { name: string } }

/** said wherever names stand beside what is proven */
export const namesUnproven = '机关和事项的名称是另外附带的，方便阅读，不在证明之内；账上记的是括号里的代码。'

/** What an entry says, label and value; nothing personal is in it. `actName` knows what acts are called. A code without a name is called a code. */
export function entryLines(entry: Entry, actName: (type: string) => string | undefined, names: EntryNames = {}): [string, string][] {
  const text = (x: unknown) => (typeof x === 'string' && x ? x : undefined)
  const type = text(entry.type) ?? ''
  const coded = (label: string, code: unknown, name?: string): [string, string | undefined] => (name ? [label, text(code) && `${name}（${text(code)}）`] : [`${label}代码`, text(code)])
  const lines: [string, string | undefined][] = [
    ['做了什么', otherEntries[type] ?? actName(type) ?? type], ['办理时间', text(entry.at) && sayExactly(text(entry.at)!)],
    ['记录时间', typeof entry.rec === 'number' ? saySecond(Math.floor(entry.rec / 1e6)) : undefined],
    ['办结期限', text(entry.deadline) && sayExactly(text(entry.deadline)!)], coded('机关', entry.actor?.org, names.organ?.name), coded('事项', entry.item?.key, names.item?.name),
  ]
  return lines.flatMap(([k, v]) => (v ? [[k, v] as [string, string]] : []))
}

/** What the proven content of a document says, for comparing with the paper. Reads only what every document has. */
export function paperLines(paper: { number: string; data: Record<string, unknown> }): [string, string][] {
  const d = paper.data as { heading?: string; organ?: { name?: string }; issuedOn?: string; holder?: string; applicant?: { name?: string }; case?: { no?: string; item?: string }; valid?: { from: string; until?: string }; content?: string; promise?: { due?: string }; lines?: { label: string; value: string }[] }
  const lines: [string, string | undefined][] = [
    ['名称', d.heading], ['编号', paper.number], ['机关', d.organ?.name], ['日期', d.issuedOn && sayExactly(d.issuedOn)], ['申请人', d.applicant?.name], ['持有人', d.holder],
    ['办件编号', d.case?.no], ['事项', d.case?.item], ['内容', d.content], ['承诺办结', d.promise?.due && sayExactly(d.promise.due)],
    ...(d.lines ?? []).map((l): [string, string] => [l.label, l.value]),
    ['有效期', d.valid && `${sayExactly(d.valid.from)}至${d.valid.until ? sayExactly(d.valid.until) : '长期'}`],
  ]
  return lines.flatMap(([k, v]) => (v ? [[k, v] as [string, string]] : []))
}
