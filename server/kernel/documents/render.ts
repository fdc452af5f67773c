import { join, resolve } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import QRCode from 'qrcode'
import type { DataOf, TemplateCode } from '../../../contract/documents.ts'
import { drawnEvidence, type PageEvidence } from './evidence.ts'
import { openFonts } from './fonts.ts'
import { drawn, stringsOf } from './present.ts'
import type { SealProvider } from './seal.ts'
import { DocumentRefused, documentFaults, readTemplates, type Template, type Templates } from './templates.ts'

export interface RenderRequest { template: string; version: number; number: string; data: unknown; evidence?: PageEvidence }

export interface Rendered {
  pdf: Buffer
  /** characters that no font has, drawn as 〓 and named on the page */
  missing: string[]
}

export interface Renderer {
  /**
   * The PDF of a document; the same request gives the same bytes, whenever and wherever. 1–3 ms once the fonts are in memory.
   * Refuses (DocumentRefused) data of the wrong shape, number or regime, and a template that lacks a mandatory part.
   */
  render(request: RenderRequest): Promise<Rendered>
  /** Mandatory parts that the template does not draw, by rendering its sample (GW-04); empty = it may be used. */
  lacking(code: string, version: number): Promise<string[]>
  templates: Templates
}

export interface RendererOptions { packsDir: string; seal: SealProvider; fontsDir?: string }

// A compiler keeps its own copy of its fonts (15 MB for the Song face), so only the plain one and the latest wide one are kept.
const pieces = 12

/** Opens the renderer. Fonts are read at the first document, not at the start of the process. */
export function createRenderer(options: RendererOptions): Renderer {
  const templates = readTemplates(options.packsDir)
  const fonts = openFonts(options.fontsDir)
  const workspace = resolve(join(options.packsDir, 'documents'))
  let plain: Promise<NodeCompiler> | undefined
  let wide: { families: string[]; compiler: Promise<NodeCompiler> } | undefined
  const activated = new Map<string, Promise<string[]>>()

  const create = async (families: readonly string[]): Promise<NodeCompiler> =>
    NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: await fonts.load(families) }] })

  function compilerFor(families: string[]): Promise<NodeCompiler> {
    if (families.length === 1) return (plain ??= create(families))
    if (!wide || !families.every((f) => wide!.families.includes(f))) {
      const together = [...new Set([...families, ...(wide?.families ?? [])])]
      const chosen = together.length > pieces ? families : together
      wide = { families: chosen, compiler: create(chosen) }
    }
    return wide.compiler
  }

  /** what the compiler is asked: the template's file and the whole document as one JSON input */
  async function prepare(template: Template, number: string, data: DataOf<TemplateCode>, evidence?: PageEvidence) {
    const words = templates.words(data.regime)
    const plan = fonts.plan([number, ...stringsOf(data)])
    const missing = new Set(plan.missing)
    const sealName = data.sealName ?? words.sealName
    const [seal, qr] = await Promise.all([
      options.seal.seal({ organ: data.organ.name, sealName, template: template.code, number, issuedOn: data.issuedOn }),
      QRCode.toString(data.checkUrl, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 }),
    ])
    const [year, month, day] = data.issuedOn.split('-').map(Number)
    const proven = evidence && (await drawnEvidence(evidence))
    const doc = {
      number: fonts.drawable(number, missing), words, seal, qr, fonts: plan.families,
      // the page's own creation time is its legal date, whenever it is drawn
      date: { year, month, day, hour: 0, minute: 0, second: 0 },
      missing: plan.missing.map((ch) => `U+${ch.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).slice(0, 40),
      data: drawn(data, (text) => fonts.drawable(text, missing)), ...(proven ? { evidence: proven } : {}),
    }
    return { compiler: await compilerFor(plan.families), args: { mainFilePath: join(workspace, template.path), inputs: { doc: JSON.stringify(doc) } }, missing: plan.missing }
  }

  async function check(code: string, version: number): Promise<string[]> {
    const template = templates.get(code, version)
    const { number, data } = template.sample
    const faults = documentFaults(template, number, data)
    if (faults.length) throw new DocumentRefused(`${code}/${version} sample`, faults)
    const { compiler, args } = await prepare(template, number, data as DataOf<TemplateCode>)
    const parts = new Set(compiler.query(args, { selector: '<part>', field: 'value' }) as string[])
    return template.mandatory.filter((p) => !parts.has(p))
  }

  const lacking = (code: string, version: number): Promise<string[]> => {
    const key = `${code}/${version}`
    let done = activated.get(key)
    if (!done) activated.set(key, (done = check(code, version)))
    return done
  }

  return {
    templates,
    lacking,
    async render({ template: code, version, number, data, evidence }) {
      const template = templates.get(code, version)
      const faults = documentFaults(template, number, data)
      if (faults.length) throw new DocumentRefused(`${code}/${version}`, faults)
      const lacks = await lacking(code, version)
      if (lacks.length) throw new DocumentRefused(`${code}/${version}`, lacks.map((at) => ({ at, message: '模板缺少必备要素，不得启用' })))
      const { compiler, args, missing } = await prepare(template, number, data as DataOf<TemplateCode>, evidence)
      // PDF/A-2 allows no attached files of other kinds, PDF/A-3 does (ISO 19005-3).
      // straight to the PDF: a compiled document handed to JavaScript stays in memory (0.6 MB each) until the garbage collector
      // happens to run, and the collector does not see its size. typst's own memory of layouts is dropped after a few documents.
      const pdf = compiler.pdf(args, { pdfStandard: evidence ? 'a-3u' : 'a-2u' })
      compiler.evictCache(4)
      // lets others have their turn in a long row of documents, and lets Node give native memory back, which it does between turns only
      await new Promise((done) => setImmediate(done))
      return { pdf, missing }
    },
  }
}
