/**
 * Pages for anyone: signing in, checking, the public rate, the law, help, errors, the wall.
 *
 *   GET  /sign-in?next=      signIn
 *   GET  /password?next=     password; POST {current, next, repeat, back}
 *   POST /sign-in            {person} in demo and test, or {account, password}; {next}; {_kept}     303 next
 *   GET  /check?n=           check       number of a licence, case or document, or the code under a QR
 *   GET  /proof/:leaf        proof       one entry of the public log; POST {receipt} to /proof/:leaf/missing when it is not there
 *   GET  /rate               rate
 *   GET  /open               open        the public log as it stands: checkpoint, witnesses, last look, alarms
 *   GET  /law/:law/:article  lawArticle  the Basis island fetches the same page and shows its #article beside the text
 *   GET  /help               help        帮我办
 *   GET  /screen/:hall       hallBoard   the wall; live like progress
 *        any                 error       404, 403, 409, 422, 429, 500, 503
 *   GET  /offline            offline     plain text for when the network is gone (never asks anything of the server)
 */
import type { Finding } from '../law/kernel/rule.ts'
import type { Citation } from '../law/kernel/citation.ts'
import type { LicenceState } from './views-case.ts'
import type { FormError } from './views.ts'

export interface SignInView {
  /** where to go afterwards */
  next: string
  /** what the person came for, in words, when something made us ask: 递交申请需要先登录 */
  why?: string
  /** demo and test: choose a person; order as given */
  people?: { key: string; name: string; says: string; desk: string }[]
  account?: string
  errors: FormError[]
  /** the address is neither localhost nor TLS: signing in cannot work, and the page says why (settled.md 18) */
  insecure?: boolean
  /** input of the form that met an ended session, held by the server under this token: nothing is lost */
  kept?: string
}

export interface CheckView {
  n: string
  found?:
    | { kind: 'licence'; type: string; number: string; holder: string; organ: string; issuedOn: string; validUntil?: string
        state: LicenceState; stateText: string }
    | { kind: 'case'; number: string; name: string; organ: string; state: string; acceptedAt?: string; dueText?: string }
    | { kind: 'document'; title: string; number: string; organ: string; date: string; about: string }
  /** a number was given and nothing has it */
  none?: boolean
  /** entry in the record that proves it: index of the leaf and its hash */
  proof?: { index: number; hash: string; at: string }
  errors: FormError[]
}

export interface ProofView {
  leaf: string
  /** unknown: no such entry; placed: waits for its checkpoint; included: proven */
  state: 'unknown' | 'placed' | 'included'
  index?: number
  origin?: string
  size?: number
  lines: [string, string][]
  /** names stand among the lines, beside the codes that are proven */
  named: boolean
  /** the verdict in one sentence, and whether it is a good one */
  says: string
  ok: boolean
  witnesses: { name: string; at: string }[]
  /** what was typed into the report */
  receipt?: string
  errors: FormError[]
}

export interface RateView {
  /** instant of the counting */
  asOf: string
  /** both indicators of ITM-09; `num` of `den` */
  byItem: { num: number; den: number }
  byCase: { num: number; den: number; from: string; to: string }
  /** deciding organs with both figures */
  organs: { name: string; items: { num: number; den: number }; cases: { num: number; den: number } }[]
  /** what is not one-day: each item promised longer, and each case that took longer (public number, masked) */
  slowItems: { key: string; name: string; organ: string; promise: string }[]
  slowCases: { number: string; name: string; organ: string; acceptedOn: string; decidedOn: string; workdays: number }[]
  /** version of the work-day calendar the counting used */
  calendarVersion: string
}

export interface OpenView {
  /** newest year first; the same entries twice where the national profile is kept too */
  logs: { origin: string; profile: 'intl' | 'sm'; size: number; root: string; signedAt: string; quorumAt?: string; verifierKey: string; witnesses: { name: string; ok: boolean; at: string; says: string }[] }[]
  /** nobody outside is asked; or since when too few of them answer, and whether decisions wait for them */
  watched: boolean
  missingSince?: string
  stopped: boolean
  scrub?: { at: string; entries: number; acts: number; cases: number; faults: number }
  /** the restore drill: whether this server backs itself up, the last one, and whether the next is late */
  backup: { kept: boolean; overdue: boolean; drill?: { at: string; seconds: number; base?: string; covered?: string; entries?: number; equal: boolean } }
  alarms: number
}

export interface LawArticleView {
  law: string
  article: number
  /** whole title: 中华人民共和国行政许可法 */
  title: string
  /** text of the article by paragraphs, from the imported corpus; null = not imported */
  text: string[] | null
  /** version shown, date of adoption; in force from, where known */
  version?: string
  inForceFrom?: string
  /** this statute is in the corpus at all (settled.md 12) */
  corpus: boolean
  /** our own sentence on it */
  ours?: string
  /** our rules that rest on this article */
  rules: { id: string; sentence: string }[]
  previous?: number
  next?: number
  /** part of the article meant by the reader's link: 第一款第四项 */
  item?: string
}

export interface HelpView {
  desks: { name: string; address: string; hours: string; phone: string }[]
  /** what a helper may do and may not, in sentences, with basis */
  may: string[]
  mayNot: string[]
  basis: Citation[]
  /** the helper's side of the read-back */
  readBack: boolean
}

export interface ErrorView {
  status: 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503
  /** code that support can find in the log */
  code: string
  /** overrides the standard sentence of the status */
  message?: string
  findings: Finding[]
  /** where to try again, and where the person's work lies */
  retry?: string
  kept?: { text: string; href: string }
  phone: string
  /** 429, 503: seconds */
  retryAfter?: number
}

export interface OfflineView { phone: string; hours: string }

export interface HallBoardView {
  hall: string
  /** tickets called, newest first */
  called: { ticket: string; counter: string; at: string }[]
  /** results that can be fetched at the issuing counter */
  ready: { ticket: string; what: string }[]
  waiting: number
  counterOfIssue: string
  etag: string
}

export interface PasswordView {
  account: string
  /** first sign-in, or too old: nothing else can be done before */
  must: boolean
  /** where to go on afterwards */
  back: string
  /** what a new one must be, a line each */
  rules: string[]
  errors: FormError[]
}

export interface OpenViews {
  signIn: SignInView
  password: PasswordView
  check: CheckView
  proof: ProofView
  rate: RateView
  open: OpenView
  lawArticle: LawArticleView
  help: HelpView
  error: ErrorView
  offline: OfflineView
  hallBoard: HallBoardView
}
