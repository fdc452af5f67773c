import { codeOf, type Cells, type Luck } from './generate.ts'
import { cityDepartments, departments, places, zoneDepartments } from './generateWords.ts'

/** bodies of a generated roster, by what is the matter with them */
export interface Bodies { list: Cells[]; /** merged, internal, listed twice: their people go to the successor */ gone: Cells[]; baseless: Cells[]; /** a body in force, the large ones more often */ pick(l: Luck): Cells }

const body = (name: string, uscc: string, division: string, level: string, kind: string, status = '有效', successor = ''): Cells =>
  ({ 单位名称: name, 统一社会信用代码: uscc, 区划代码: division, 层级: level, 类别: kind, 主体状态: status, 承继主体信用代码: successor })

/** every body that the city could list: those of the city, of its counties with their towns, of its zones */
function possible(): Cells[] {
  let n = 0
  return places.flatMap(({ code, name, level, towns }) => {
    const kinds = code === '411000' ? [...departments, ...cityDepartments] : level === '县级' && !towns.length ? zoneDepartments : departments
    return [
      ...kinds.map((k) => body(`${name}${k}`, codeOf(code, ++n), code, level, /[所队]$|中心$/.test(k) ? '法律法规授权组织' : '行政机关')),
      ...towns.map((t) => body(`${name}${t}${t.endsWith('街道') ? '办事处' : '人民政府'}`, codeOf(code, ++n), code, '乡级', '行政机关')),
    ]
  })
}

/** `many` bodies in force (as many as there are names, at most), and besides them one of each kind that a clean-up meets */
export function generatedBodies(l: Luck, many: number): Bodies {
  const all = possible()
  const valid = all.slice(0, Math.min(many, all.length))
  const [first, second] = [valid[0]!, valid[1]!]
  const code = (c: Cells) => c['统一社会信用代码']!
  const merged = body('许昌市工商行政管理局', codeOf('411000', 900_001), '411000', '市级', '行政机关', '已撤销并入', code(second))
  const gone = [
    merged, body(`${first['单位名称']}法制科`, codeOf('411000', 900_002), '411000', '市级', '行政机关', '内设机构', code(first)),
    body('许昌市工商行政管理局专业分局', codeOf('411000', 900_003), '411000', '市级', '行政机关', '已撤销并入', code(merged)), body(`${second['单位名称']}（本级）`, code(second), '411000', '市级', '行政机关', '重复登记', code(second)),
  ]
  const baseless = [body('许昌市户外广告协会', codeOf('411000', 900_005), '411000', '市级', '—', '无执法依据'), body('许昌市餐饮行业协会', codeOf('411000', 900_006), '411000', '市级', '—', '无执法依据')]
  // police, market supervision, city management have many officers, an archive has few: weights fall with the place in the list of departments
  const weights = valid.map((b) => { const k = departments.findIndex((d) => b['单位名称']!.endsWith(d)); return k < 0 ? 3 : 2 + Math.max(0, 16 - k * 2) })
  const total = weights.reduce((x, y) => x + y)
  const ends = weights.map((sum => (w: number) => (sum += w))(0))
  const pick = (luck: Luck): Cells => {
    const at = luck.next() * total
    let [from, to] = [0, ends.length - 1]
    while (from < to) {
      const middle = (from + to) >> 1
      if (ends[middle]! > at) to = middle
      else from = middle + 1
    }
    return valid[from]!
  }
  return { list: [...valid, ...gone, ...baseless].map((b) => [l.next(), b] as const).sort(([a], [b]) => a - b).map(([, b]) => b), gone, baseless, pick }
}
