/**
 * What each page of the citizen, public and screen desks is told: plain data, filled by the server, read by web/ssr.tsx.
 * A page is a pure function of these props. Times cross as instants or legal dates; they are said in words by
 * contract/say.ts against `mode.now`, so that a page and a document never word the same time differently. Money is 分.
 *
 * Every form that changes something is POST, urlencoded unless noted, and carries hidden `_csrf` (mode.csrf) and `_key`
 * (idempotency: mode.key, with `-2`, `-3` … for further forms of the same page). Field names are field ids; a `choices`
 * field repeats its name. On success 303; on a refusal 422 with the same view, `errors` and the input kept in `values`.
 *
 * Frame routes, on every page:
 *   POST /elder     {size: 0|1|2|3, back: path}      sets the cookie, 303 back
 *   POST /lang      {lang: 'zh'|'en', back: path}    sets the cookie, 303 back
 *   POST /sign-out  {}                               303 /
 */
import type { ApplyViews } from './views-apply.ts'
import type { CaseViews } from './views-case.ts'
import type { OpenViews } from './views-open.ts'
import type { RegistryViews } from './views-registry.ts'
import type { Citation } from '../law/kernel/citation.ts'
import type { Derivation } from '../law/kernel/deadlineCount.ts'
import type { Lamp as LawLamp } from '../law/kernel/lamp.ts'
import type { OfficeHours } from '../law/kernel/promiseInstant.ts'
import type { Finding } from '../law/kernel/rule.ts'
import type { Role } from './roles.ts'

export type * from './views-apply.ts'
export type * from './views-case.ts'
export type * from './views-open.ts'
export type * from './views-registry.ts'

/** key of render → props of that page */
export type Views = ApplyViews & CaseViews & OpenViews & RegistryViews
export type ViewKey = keyof Views

/** Reading size: 0 ordinary (18 px), 1–3 elder edition with body text of 24, 27, 30 px. */
export type ElderSize = 0 | 1 | 2 | 3

/** How this request is shown. */
export interface Mode {
  elder: ElderSize
  lang: 'zh' | 'en'
  /** path with query of this page: where the switches return to */
  path: string
  csrf: string
  /** fresh idempotency key of this rendering */
  key: string
  /** legal now, RFC 3339 +08:00: what 今天 means on this page */
  now: string
  /** true when the legal clock is not the real one: the page says so at its top */
  clockMoved?: boolean
  /** demo and test profile: said in the foot */
  demo?: boolean
  /** 许昌市: whose hall this is, from the pack */
  city: string
  /** one sentence after a 303: what was done */
  notice?: string
}

/** Who is signed in, as the frame shows it; null = nobody. */
export interface SessionFrame {
  /** shown to the person themselves, unmasked: 陈国强 */
  name: string
  role: Role
  /** a helper at the desk sits beside this person (settled.md 25) */
  helper?: string
}

/** Hashed files of the client build, `assetsOf(manifest)` of dist/ssr.js makes it from dist/web/citizen.manifest.json. */
export interface Assets {
  css: string[]
  /** module scripts of the islands */
  js: string[]
}

/** What dist/ssr.js takes: `render(input): string`, a complete HTML document. Throws on an unknown view. */
export interface RenderInput<K extends ViewKey = ViewKey> {
  view: K
  props: Views[K]
  session: SessionFrame | null
  mode: Mode
  assets: Assets
}
export type Render = <K extends ViewKey>(input: RenderInput<K>) => string

// ---- parts used by several pages

/** One thing wrong with the input; `at` is the field, question or material id, so that the summary can link to it. */
export interface FormError {
  at?: string
  message: string
  basis?: Citation[]
  /** path of the rule when a rule of law said no */
  rule?: string
}

/** Findings of law/ as form errors (same sentences, same place). */
export function toErrors(found: readonly Finding[]): FormError[] {
  return found.map((f) => ({ message: f.message, basis: f.basis, rule: f.rule, ...(f.at ? { at: f.at } : {}) }))
}

/** How a due time came about: what law/kernel counted, replayable by anyone (peers.md E1.1). */
export interface DueDerivation {
  /** derivationOf(clock, calendarByVersion(clock.calendarVersion)), or derive(term, calendar) before there is a clock */
  count: Derivation
  /** promise with a time of day: the instant from which it runs, and the opening hours it runs in */
  startedAt?: string
  hours?: OfficeHours
  /** bundle: criticalPath().derivation, one sentence a line */
  lines?: string[]
}

/** A time that was promised, or that the law sets. */
export interface Due {
  kind: 'promised' | 'statutory'
  /** 承诺办结时间, 法定期限, 补正期限 */
  name: string
  /** last day, YYYY-MM-DD */
  due: string
  /** instant, where the promise has a time of day */
  dueAt?: string
  provisional?: boolean
  derivation?: DueDerivation
}

export type LampKind = Exclude<LawLamp, 'none'>

/** Lamp of a running clock; `left` is words, counted in working hours or days by the server: 还剩 2 个工作日 */
export interface Lamp { kind: LampKind; left?: string }

/** A document that was issued; the page shows it at `href`, the PDF is at `pdf`. */
export interface DocumentLink {
  id: string
  title: string
  number?: string
  date: string
  href?: string
  pdf?: string
}

/** One line of the record, or one step that is still to come. */
export interface TimelineEntry {
  /** done: in the record; now: being done; next: still to come; skipped: not needed in this case */
  state: 'done' | 'now' | 'next' | 'skipped'
  /** 受理, 审查, 颁证 */
  name: string
  /** RFC 3339; absent for what is still to come */
  at?: string
  /** who did it: 综合窗口 李红, or 系统 */
  who?: string
  organ?: string
  /** done for (helper beside the applicant) */
  onBehalfOf?: string
  /** done by the law itself through lapse of time */
  byLapse?: boolean
  /** its entry in the public log; without index it will be there within a minute */
  log?: { href: string; index?: number }
  note?: string
  basis?: Citation[]
  documents?: DocumentLink[]
  /** for what is still to come: by when */
  due?: Due
}

/** Line of a list of items or bundles. Pages: /i/:key for an item, /b/:key for a bundle. */
export interface ItemLine {
  kind: 'item' | 'bundle'
  key: string
  name: string
  /** the organ that decides, or leads the bundle */
  organ: string
  /** in words: 当场办结, 1 个工作日 */
  promise?: string
  /** 0 = 不收费; undefined = not said */
  feeFen?: number
  onsiteVisits?: number
}
