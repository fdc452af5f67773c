import { z } from 'zod'
import type { Broken, Incoming } from './incoming.ts'
import { readGuide, readKeyItem } from './importGuides.ts'

/** a row of a list of items: names and codes, no guide (data/service-items/items.jsonl) */
const itemRow = z.object({
  name: z.string().trim().min(1, '没有事项名称'), itemCode: z.string().trim().min(1, '没有事项编码'), group: z.string().nullish(),
  department: z.string().nullish(), catalogCode: z.string().nullish(), typeCode: z.string().regex(/^\d{1,2}$/, '事项类型应为两位数字').nullish(),
  areaCode: z.string().nullish(), deptCode: z.string().nullish(),
})

/** what does not fit, in Chinese, by field */
export function faultOf(e: z.ZodError): string {
  return e.issues.map((i) => `${i.path.join('.')} ${/[\u4e00-\u9fff]/.test(i.message) ? i.message : '缺少，或者类型不对'}`.trim()).join('；')
}

export type SourceKind = 'items' | 'guides' | 'key-items'

export interface Parsed {
  kind: SourceKind
  rows: Incoming[]
  broken: Broken[]
}

/**
 * Reads a file of items, guides or key items, whichever it is: JSON Lines, or one JSON list. `place` says where the items
 * are from when the file does not. Rows that cannot be read are reported with their line; the others are kept. Refuses
 * (throws) a file of which not one row can be recognised.
 */
export function parseItems(text: string, place?: string): Parsed {
  const broken: Broken[] = []
  const rows: Incoming[] = []
  const seen = new Map<string, number>()
  let kind: SourceKind | undefined
  for (const { line, value, fault } of rowsOf(text)) {
    if (fault) {
      broken.push({ line, reason: fault })
      continue
    }
    const shape = shapeOf(value)
    if (!shape) {
      broken.push({ line, reason: '认不出是哪一种记录：没有 itemCode，也不是指南' })
      continue
    }
    kind ??= shape
    try {
      const row = shape === 'items' ? readItem(value, line, place) : shape === 'guides' ? readGuide(value, line) : readKeyItem(value, line)
      const twice = seen.get(row.rowId)
      if (twice !== undefined) broken.push({ line, reason: `与第 ${twice} 行是同一条（${row.rowId}）` })
      else {
        seen.set(row.rowId, line)
        rows.push(row)
      }
    } catch (e) {
      broken.push({ line, reason: e instanceof z.ZodError ? faultOf(e) : (e as Error).message })
    }
  }
  if (!kind) throw new Error(broken.length ? `没有一行能读：第 ${broken[0]!.line} 行${broken[0]!.reason}` : '文件是空的')
  return { kind, rows, broken }
}

export interface FileRow { line: number; value?: unknown; fault?: string }

/** lines of a JSON Lines file, or elements of one JSON list (line = place in the list) */
export function rowsOf(text: string): FileRow[] {
  const whole = text.replace(/^\uFEFF/, '')
  if (whole.trimStart().startsWith('[')) {
    try {
      return (JSON.parse(whole) as unknown[]).map((value, n) => ({ line: n + 1, value }))
    } catch {
      return [{ line: 1, fault: '不是有效的 JSON' }]
    }
  }
  return whole.split('\n').flatMap((raw, n): FileRow[] => {
    if (!raw.trim()) return []
    try {
      return [{ line: n + 1, value: JSON.parse(raw) as unknown }]
    } catch {
      return [{ line: n + 1, fault: '不是有效的 JSON' }]
    }
  })
}

function shapeOf(v: unknown): SourceKind | undefined {
  if (!v || typeof v !== 'object' || Array.isArray(v)) return undefined
  if ('itemCode' in v) return 'items'
  if ('key' in v && 'authority' in v) return 'key-items'
  if ('id' in v && 'place' in v) return 'guides'
  // a row of the list that lost its code is still a row of the list
  return 'catalogCode' in v || 'deptCode' in v ? 'items' : undefined
}

function readItem(value: unknown, line: number, place?: string): Incoming {
  const r = itemRow.parse(value)
  return {
    rowId: r.itemCode, line, guide: false, findings: [],
    draft: {
      key: `x-${r.itemCode.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`, name: r.name, implementCode: r.itemCode,
      ...(r.catalogCode ? { basicCode: r.catalogCode } : {}), ...(r.typeCode ? { typeCode: r.typeCode.padStart(2, '0') } : {}),
    },
    ...(r.department ? { department: r.department } : {}), ...(r.group ? { mainItem: r.group } : {}),
    ...(place || r.areaCode ? { area: place ?? `外地（区划代码 ${r.areaCode!.slice(0, 6)}）` } : {}),
  }
}
