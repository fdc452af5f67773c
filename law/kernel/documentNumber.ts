/** 发文字号: 机关代字 + 〔year〕 + serial + 号 (GB/T 9704-2012; GW-01) */
export interface DocumentNumber {
  /** 机关代字: two to fourteen Chinese characters */
  code: string
  year: number
  serial: number
}

/** `withDi`: a template of enforcement forms may write 第 before the serial (parameter per template) */
export interface NumberStyle {
  withDi?: boolean
}

/** Is it a proper number? Hexagonal brackets 〔〕, four digits of a year, serial without leading zero (不编虚位), no 第 unless the template allows it. */
export function isDocumentNumber(text: string, style: NumberStyle = {}): boolean {
  return readDocumentNumber(text, style) !== undefined
}

/** the parts of a proper number; undefined when it is none */
export function readDocumentNumber(text: string, style: NumberStyle = {}): DocumentNumber | undefined {
  const m = /^([\u4e00-\u9fa5]{2,14})〔((?:19|20)\d{2})〕(第?)([1-9]\d*)号$/.exec(text)
  if (!m || !!m[3] !== !!style.withDi) return undefined
  return { code: m[1]!, year: Number(m[2]), serial: Number(m[4]) }
}

/** 许政处罚〔2021〕12号. Refuses parts that give no proper number. */
export function documentNumber(n: DocumentNumber, style: NumberStyle = {}): string {
  const text = `${n.code}〔${n.year}〕${style.withDi ? '第' : ''}${n.serial}号`
  if (!isDocumentNumber(text, style)) throw new RangeError(`不是合规的发文字号：${text}`)
  return text
}

/** One line of a register of numbers (ID-04): a void number stays, with the reason. */
export interface RegisterLine {
  serial: number
  void?: { reason: string }
}

/** the next serial: one after the highest ever given; a void one is never given again */
export function nextSerial(register: readonly RegisterLine[]): number {
  return register.reduce((max, l) => Math.max(max, l.serial), 0) + 1
}

/** The register with a number declared 作废. Refuses a number that was not given, one that is void already, and a blank reason. */
export function voidNumber(register: readonly RegisterLine[], serial: number, reason: string): RegisterLine[] {
  const line = register.find((l) => l.serial === serial)
  if (!line) throw new RangeError(`${serial}号没有编发，不能作废`)
  if (line.void) throw new RangeError(`${serial}号已经作废`)
  if (!reason.trim()) throw new RangeError('作废编号应当写明原因')
  return register.map((l) => (l === line ? { ...l, void: { reason } } : l))
}

/** What is wrong with a register: serials given twice, and gaps that nobody explained. Empty when it is in order. */
export function faultsOfRegister(register: readonly RegisterLine[]): string[] {
  const given = new Set<number>()
  const faults: string[] = []
  for (const { serial } of register) {
    if (given.has(serial)) faults.push(`${serial}号编发了两次`)
    given.add(serial)
  }
  for (let n = 1; n < nextSerial(register); n++) if (!given.has(n)) faults.push(`${n}号缺号，没有说明`)
  return faults
}

/** how a line of the register reads: 12号 作废：打印错误 */
export function tellRegisterLine(l: RegisterLine): string {
  return l.void ? `${l.serial}号 作废：${l.void.reason}` : `${l.serial}号`
}
