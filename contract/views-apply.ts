/**
 * Pages from a wish to a sent application.
 *
 *   GET  /                      home       search form: GET /s?q=
 *   GET  /s?q=                  results
 *   GET  /i/:key                guide      开始办 → /i/:key/situation (or POST /drafts when there is no question)
 *   GET  /b/:key                guide      开始办 → /b/:key/situation
 *   GET  /{i|b}/:key/situation  situation  one question a page, GET form, nothing is stored: answers given so far travel in the
 *                                          query under their question ids; `_at` = the question just shown (unanswered → 422
 *                                          with errors), `_again` = one to be asked again. All answered → 303 /{i|b}/:key/list?…
 *   GET  /{i|b}/:key/list?…     list       the exact list for these answers
 *   POST /drafts                {kind, key, answer.<questionId>=…}        303 /drafts/:id/1 (signed out: sign-in first, then on)
 *   GET  /drafts/:id/situation  situation  `?ask=<questionId>` asks that one again; without, the first that is open. An open one leads
 *                                          every other page of the draft here
 *   POST /drafts/:id/situation  {_at, <questionId>=…, _rev}    303 the next open question, else a step that lacks something, else the summary
 *   GET  /drafts/:id/:step      formStep | materials | summary; :step = 1…n, `materials`, `summary`
 *   POST /drafts/:id/:step      fields of that step, `_rev`, `_then`=next|leave|summary|back     303 to where _then says;
 *                               `leave` saves without asking for what is missing and returns to /me/cases
 *   POST /drafts/:id/materials  multipart/form-data: file inputs named by material id; `_remove`=<materialId>:<sha256>;
 *   POST /drafts/:id/submit     {_rev, declare=yes, _shown=<digest of what was shown>}    303 /c/:id/receipt
 *   POST /drafts/:id/delete     {}    303 /me/cases
 */
import type { Field, ItemTerms, BundleTerms, Material, Question } from '../law/item/item.ts'
import type { Citation } from '../law/kernel/citation.ts'
import type { Due, FormError, ItemLine } from './views.ts'

export interface HomeView {
  /** real examples under the field, 3 */
  examples: string[]
  /** life events as words, each with its bundles and items */
  events: { title: string; entries: Pick<ItemLine, 'kind' | 'key' | 'name'>[] }[]
  /** what waits for the signed-in person, most urgent first */
  waiting: { caseId: string; name: string; what: string; href: string }[]
  hall: { name: string; address: string; hours: string; phone: string; openNow: boolean; opens?: string }
}

/** Why a result was found, as a sentence; `words` are the pieces of the name to mark. */
export interface Why { text: string; words?: string[] }

export interface ResultsView {
  q: string
  /** how the sentence was understood, where that is true of every hit: “家花木公司”按“开花木公司”查找 */
  understood?: string[]
  hits: (ItemLine & {
    why: Why[]
    /** false for imported rows without a guide: shown, but nobody can apply */
    available: boolean
    /** district whose row it is, when it is not the city's own */
    from?: string
  })[]
  /** nothing found or too many: words to try */
  suggestions: string[]
  examples: string[]
}

/** A material as it stands in a list, with what the exact list knows about it. */
export interface MaterialLine {
  material: Material
  /** names of the members that need it (bundles); one entry for an item */
  neededBy?: string[]
  /** where 我们已有 comes from, in words: 市公安局人口库 */
  fromText?: string
}

export interface GuideView {
  kind: 'item' | 'bundle'
  item?: ItemTerms
  bundle?: BundleTerms
  /** 中文 name of the deciding or leading organ and its phone */
  organ: { name: string; phone: string }
  /** members of a bundle, in order; `maybe` = only if the answers say so, in words */
  members: (ItemLine & { maybe?: string })[]
  materials: MaterialLine[]
  /** if it were accepted now */
  promised: Due
  /** 20 个工作日 and its note */
  statutory: { text: string; basis: Citation[] }
  feeFen: number
  feeText?: string
  place: { counter: string; address: string; hours: string; phone: string }
  canApply: boolean
  /** why it cannot be applied for, in one sentence */
  whyNot?: string
  /** bundles that contain this item */
  partOf: Pick<ItemLine, 'kind' | 'key' | 'name'>[]
}

export interface SituationView {
  kind: 'item' | 'bundle'
  key: string
  name: string
  question: Question
  /** 1-based, and how many there are */
  at: number
  of: number
  /** answers that count so far, by question id (the current one included when it is asked again) */
  answers: Record<string, string>
  /** where one goes back to: the question before, the guide, the list or the summary that it is asked again from */
  back: { href: string; to: 'question' | 'guide' | 'list' | 'summary' | 'cases' }
  /** in a draft the answer is posted and saved; `rev` goes back as `_rev` */
  draft?: { id: string; rev: number }
  errors: FormError[]
}

export interface ListView {
  kind: 'item' | 'bundle'
  key: string
  name: string
  answers: { question: Question; value: string }[]
  /** what will be decided, and why each belongs to it */
  members: (ItemLine & { why?: string })[]
  /** what these answers made unnecessary */
  notNeeded: { name: string; why: string }[]
  materials: MaterialLine[]
  promised: Due
  feeFen: number
  /** how many materials the members ask for one by one, before merging and sharing (S7) */
  before?: number
  canApply: boolean
  whyNot?: string
}

/** What every page of a draft carries. */
export interface DraftHead {
  id: string
  name: string
  /** revision of the stored draft, sent back as `_rev` */
  rev: number
  /** titles of the steps in order: field groups, 材料, 核对并递交 */
  steps: { key: string; title: string; state: 'done' | 'here' | 'todo' }[]
  savedAt?: string
  /** desk helper at work in this draft */
  helper?: string
}

export interface FormStepView {
  draft: DraftHead
  /** key of this step: '1' … */
  step: string
  title: string
  /** fields of this group; conditions are evaluated by the page against `answers` and `values` */
  fields: Field[]
  /** situation answers, read by conditions */
  answers: Record<string, unknown>
  values: Record<string, unknown>
  /** field id → where the value came from: 您的账户, 营业执照 */
  prefilled: Record<string, string>
  /** came from the summary: continue goes back there */
  fromSummary?: boolean
  errors: FormError[]
  /** somebody else saved the same draft meanwhile: both values, the person chooses (field `_mine.<id>`=mine|theirs) */
  conflict?: { by: string; at: string; fields: { id: string; label: string; mine: string; theirs: string }[] }
}

export interface UploadedFile { sha256: string; name: string; bytes: number; type: string; at: string }

export interface MaterialsStepView {
  draft: DraftHead
  materials: (MaterialLine & { files: UploadedFile[] })[]
  fromSummary?: boolean
  errors: FormError[]
}

export interface SummaryView {
  draft: DraftHead
  /** answers to the situation questions, each with the page on which it is changed */
  situation: { id: string; label: string; value: string; change: string }[]
  /** by step; value already in words for choices, masked nowhere (it is the person's own) */
  groups: { step: string; title: string; answers: { id: string; label: string; value: string; changedBy?: string }[] }[]
  materials: { name: string; state: 'have' | 'fill' | 'uploaded' | 'bring'; note?: string }[]
  promised: Due
  feeFen: number
  /** the sentences the person declares */
  declaration: string[]
  basis: Citation[]
  /** digest of exactly this page's content, sent back as `_shown` */
  shown: string
  errors: FormError[]
}

export interface ApplyViews {
  home: HomeView
  results: ResultsView
  guide: GuideView
  situation: SituationView
  list: ListView
  formStep: FormStepView
  materials: MaterialsStepView
  summary: SummaryView
}
