import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { afterAll, describe, expect, it } from 'vitest'
import { templateCodes, type TemplateCode } from '../../contract/documents.ts'
import { documentCodes, documentInfo } from '../../law/permit/documents.ts'
import { regimes } from '../../law/permit/regimes/index.ts'
import type { Regime } from '../../law/item/item.ts'
import { mandatoryParts } from '../../server/kernel/documents/parts.ts'
import { createRenderer } from '../../server/kernel/documents/render.ts'
import { demoSeal } from '../../server/kernel/documents/seal.ts'
import { prepareDocument } from '../../server/kernel/documents/store.ts'
import { DocumentRefused, documentFaults } from '../../server/kernel/documents/templates.ts'
import { root } from './pages.ts'

const packsDir = join(root, 'packs')
const { templates, ...renderer } = createRenderer({ packsDir, seal: demoSeal })
const sampleOf = (code: TemplateCode): { number: string; data: any } => structuredClone(templates.latest(code).sample) as never

const made: string[] = []
afterAll(() => made.forEach((d) => rmSync(d, { recursive: true, force: true })))

describe('templates', () => {
  it('has one for every code of the contract, and each draws all its mandatory parts', async () => {
    for (const code of templateCodes) {
      const t = templates.latest(code)
      expect(await renderer.lacking(code, t.version), code).toEqual([])
    }
  })

  it('refuses activation of a template that leaves out any one mandatory part (GW-04)', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'yc-packs-'))
    made.push(dir)
    const docs = join(dir, 'documents')
    cpSync(join(packsDir, 'documents'), docs, { recursive: true })
    const layout = readFileSync(join(docs, 'layout/1/layout.typ'), 'utf8')
    const licence = readFileSync(join(docs, 'layout/1/licence.typ'), 'utf8')
    // `unmarked` swallows the part as if the author had deleted it
    const without = (source: string, part: string): string => source.replaceAll(`part("${part}"`, `unmarked("${part}"`)
    const expected: [TemplateCode, number, string][] = []
    // each part of each template in the long run; from day to day one of each, a different one from template to template, and the remedy of a refusal
    const deep = !!process.env.YICHUANG_TEST_DEEP
    for (const [n, code] of templateCodes.entries()) {
      const parts = mandatoryParts(code)
      for (const [i, part] of parts.entries()) {
        if (!deep && i !== n % parts.length && !(code === 'P12' && part === 'remedy')) continue
        const version = i + 2
        const lay = `/layout/${code}-${version}`
        cpSync(join(docs, code, '1'), join(docs, code, String(version)), { recursive: true })
        cpSync(join(docs, 'layout/1'), join(docs, lay), { recursive: true })
        const yaml = parse(readFileSync(join(docs, code, '1/template.yaml'), 'utf8'))
        writeFileSync(join(docs, code, String(version), 'template.yaml'), stringify({ ...yaml, version }))
        const template = readFileSync(join(docs, code, '1/template.typ'), 'utf8')
        writeFileSync(join(docs, code, String(version), 'template.typ'), without(template, part).replaceAll('/layout/1', lay))
        writeFileSync(join(docs, lay, 'layout.typ'), '#let unmarked(name, body) = none\n' + without(layout, part))
        writeFileSync(join(docs, lay, 'licence.typ'), '#let unmarked(name, body) = none\n' + without(licence, part).replaceAll('/layout/1', lay))
        expected.push([code, version, part])
      }
    }
    const broken = createRenderer({ packsDir: dir, seal: demoSeal })
    for (const [code, version, part] of expected) expect(await broken.lacking(code, version), `${code} without ${part}`).toContain(part)
    const { number, data } = sampleOf('P12')
    const lacksRemedy = expected.find(([code, , part]) => code === 'P12' && part === 'remedy')!
    await expect(broken.render({ template: 'P12', version: lacksRemedy[1], number, data })).rejects.toThrow('模板缺少必备要素')
  })

  it('knows every document of every regime that law names, with the same seal', () => {
    for (const regime of Object.keys(regimes) as Regime[]) {
      expect(templates.words(regime).sealName).toBe(regimes[regime].words.seal)
      for (const code of documentCodes(regime)) expect(templates.latest(code).regimes, `${regime} ${code}`).toContain(regime)
    }
  })

  it('asks remedies of exactly the documents that law calls adverse', () => {
    for (const code of documentCodes('permit')) {
      const info = documentInfo('permit', code, '2020-12-25')
      expect(templates.latest(code).adverse, code).toBe(info.remedy)
      expect(mandatoryParts(code).includes('remedy'), code).toBe(info.remedy)
    }
  })
})

describe('data', () => {
  it('refuses an adverse decision without its reason or its remedies (G-04, G-05)', () => {
    for (const field of ['reason', 'remedy', 'facts']) {
      const { number, data } = sampleOf('P12')
      delete data[field]
      expect(documentFaults(templates.latest('P12'), number, data).map((f) => f.at), field).toEqual([field])
    }
    const { number, data } = sampleOf('P12')
    data.remedy = '如不服本决定，可以自收到之日起六十日内申请行政复议。'
    expect(documentFaults(templates.latest('P12'), number, data)[0]!.message).toContain('诉讼')
  })

  it('refuses 不予受理 that does not name the right body (XK-01), and takes 不需要许可 without remedies', () => {
    const { number, data } = sampleOf('P03')
    const { competentBody, remedy, ...rest } = data
    expect(documentFaults(templates.latest('P03'), number, { ...rest, remedy }).map((f) => f.at)).toEqual(['competentBody'])
    expect(competentBody.name).not.toBe('')
    expect(documentFaults(templates.latest('P03'), number, { ...rest, kind: 'notNeeded' })).toEqual([])
  })

  it('takes and refuses numbers as GW-01 says', () => {
    const { data } = sampleOf('P12')
    data.issuedOn = '2021-01-22'
    const ok = (number: string): boolean => documentFaults(templates.latest('P12'), number, data).length === 0
    expect(ok('许政处罚〔2021〕12号')).toBe(true)
    for (const bad of ['许政处罚[2021]12号', '许政处罚〔2021〕012号', '许政处罚〔2021〕第12号', '许政处罚〔21〕12号', '许政处罚〔2020〕12号', '']) expect(ok(bad), bad).toBe(false)
  })

  it('refuses a registration that rests on 行政许可法 or is called a permit', () => {
    const { number, data } = sampleOf('P11')
    data.regime = 'marketRegistration'
    const faults = documentFaults(templates.latest('P11'), number, data)
    expect(faults.map((f) => f.at).sort()).toEqual(['basis', 'heading'])
    data.regime = 'permit'
    expect(documentFaults(templates.latest('P11'), number, data)).toEqual([])
    // the applicant may be called what it likes
    const named = sampleOf('E14')
    named.data.applicant.name = '许昌市行政许可法研究会'
    expect(documentFaults(templates.latest('E14'), named.number, named.data)).toEqual([])
  })

  it('refuses a document that a regime does not know', () => {
    const { number, data } = sampleOf('P07')
    data.regime = 'marketRegistration'
    data.basis = [{ law: '市场主体登记管理条例', article: 19 }]
    expect(documentFaults(templates.latest('P07'), number, data).map((f) => f.at)).toEqual(['regime'])
  })

  it('refuses unknown fields, a record by one inspector, and half a character', () => {
    const one = sampleOf('P10')
    one.data.inspectors.pop()
    expect(documentFaults(templates.latest('P10'), one.number, one.data).map((f) => f.at)).toEqual(['inspectors'])
    const extra = sampleOf('P04')
    extra.data.applicant.phone = '138'
    expect(documentFaults(templates.latest('P04'), extra.number, extra.data)).toHaveLength(1)
    const half = sampleOf('P04')
    half.data.applicant.name = '陈\ud842'
    expect(documentFaults(templates.latest('P04'), half.number, half.data).map((f) => f.at)).toEqual(['applicant.name'])
  })

  it('is never dated back or ahead (appendix B 5)', () => {
    const { number, data } = sampleOf('P04')
    const at = (legalAt: string) => () => prepareDocument(templates, { city: '411000', caseId: null, template: 'P04', number, data, legalAt, realMs: 0 })
    expect(at('2020-12-25T10:00:00.000+08:00')).not.toThrow()
    for (const other of ['2020-12-24T10:00:00.000+08:00', '2020-12-26T00:00:00.000+08:00']) expect(at(other)).toThrow(DocumentRefused)
  })
})
