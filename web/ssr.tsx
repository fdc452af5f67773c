import { renderToStaticMarkup } from 'react-dom/server'
import type { Assets, RenderInput, ViewKey, Views } from '../contract/views.ts'
import { Fix } from './desks/citizen/fix.tsx'
import { FormStep } from './desks/citizen/formStep.tsx'
import { Correction } from './desks/citizen/correction.tsx'
import { Decision } from './desks/citizen/decision.tsx'
import { Guide } from './desks/citizen/guide.tsx'
import { Help } from './desks/citizen/help.tsx'
import { Home } from './desks/citizen/home.tsx'
import { Licence } from './desks/citizen/licence.tsx'
import { List } from './desks/citizen/list.tsx'
import { MaterialsStep } from './desks/citizen/materialsStep.tsx'
import { MyCases, MyLicences } from './desks/citizen/mine.tsx'
import { Progress } from './desks/citizen/progress.tsx'
import { Rating } from './desks/citizen/rating.tsx'
import { ReadBack } from './desks/citizen/readBack.tsx'
import { Receipt } from './desks/citizen/receipt.tsx'
import { Results } from './desks/citizen/results.tsx'
import { Password } from './desks/citizen/password.tsx'
import { SignIn } from './desks/citizen/signIn.tsx'
import { Situation } from './desks/citizen/situation.tsx'
import { Summary } from './desks/citizen/summary.tsx'
import { Bodies, Body } from './desks/public/bodies.tsx'
import { Check } from './desks/public/check.tsx'
import { CleanUps } from './desks/public/cleanUps.tsx'
import { ErrorPage, Offline } from './desks/public/error.tsx'
import { Proof } from './desks/public/proof.tsx'
import { LawArticle } from './desks/public/lawArticle.tsx'
import { Officer } from './desks/public/officer.tsx'
import { Open } from './desks/public/open.tsx'
import { Rate } from './desks/public/rate.tsx'
import { HallBoard } from './desks/screens/hallBoard.tsx'
import { PageProvider } from './kit/page.tsx'
import { HtmlDocument } from './shell/document.tsx'
import { Frame, type Place } from './shell/frame.tsx'
import { words, type Words } from './text/index.ts'

interface Binding<K extends ViewKey> {
  view: (props: Views[K]) => React.ReactNode
  /** column of the navigation */
  place: Place
  title: (props: Views[K], w: Words) => string
  /** whole screen, without the frame */
  screen?: boolean
}

/** Every page once: its view, its place, its title. A missing one is a type error. */
const pages: { [K in ViewKey]: Binding<K> } = {
  home: { view: Home, place: 'home', title: (_, w) => w.home.title },
  results: { view: Results, place: 'home', title: (p, w) => w.results.title(p.q) },
  guide: { view: Guide, place: 'home', title: (p) => (p.item ?? p.bundle)!.name },
  situation: { view: Situation, place: 'home', title: (p) => `${p.question.ask} · ${p.name}` },
  list: { view: List, place: 'home', title: (p, w) => `${w.list.title} · ${p.name}` },
  formStep: { view: FormStep, place: 'home', title: (p) => `${p.title} · ${p.draft.name}` },
  materials: { view: MaterialsStep, place: 'home', title: (p, w) => `${w.form.materialsTitle} · ${p.draft.name}` },
  summary: { view: Summary, place: 'home', title: (p, w) => `${w.summary.title} · ${p.draft.name}` },
  receipt: { view: Receipt, place: 'cases', title: (p) => `${p.document.title} · ${p.case.name}` },
  progress: { view: Progress, place: 'cases', title: (p) => `${p.case.state} · ${p.case.name}` },
  correction: { view: Correction, place: 'cases', title: (p, w) => `${w.correction.title} · ${p.case.name}` },
  fix: { view: Fix, place: 'cases', title: (p, w) => `${w.fix.title} · ${p.case.name}` },
  decision: { view: Decision, place: 'cases', title: (p) => `${p.document.title} · ${p.case.name}` },
  licence: { view: Licence, place: 'licences', title: (p) => p.licence.type },
  myCases: { view: MyCases, place: 'cases', title: (_, w) => w.mine.cases },
  myLicences: { view: MyLicences, place: 'licences', title: (_, w) => w.mine.licences },
  rating: { view: Rating, place: 'cases', title: (p, w) => `${w.rating.title} · ${p.case.name}` },
  readBack: { view: ReadBack, place: null, title: (_, w) => w.readBack.title },
  password: { view: Password, place: null, title: (_, w) => w.password.title },
  signIn: { view: SignIn, place: null, title: (_, w) => w.signIn.title },
  check: { view: Check, place: 'check', title: (_, w) => w.check.title },
  bodies: { view: Bodies, place: 'check', title: (_, w) => w.bodies.title },
  body: { view: Body, place: 'check', title: (p) => p.name },
  officer: { view: Officer, place: 'check', title: (_, w) => w.officer.title },
  cleanUps: { view: CleanUps, place: 'check', title: (_, w) => w.cleanUps.title },
  proof: { view: Proof, place: 'check', title: (_, w) => w.proof.title },
  rate: { view: Rate, place: null, title: (_, w) => w.rate.title },
  open: { view: Open, place: null, title: (_, w) => w.open.title },
  lawArticle: { view: LawArticle, place: null, title: (p) => p.title },
  help: { view: Help, place: null, title: (_, w) => w.help.title },
  error: { view: ErrorPage, place: null, title: (p, w) => w.error.byStatus[p.status]!.title },
  offline: { view: Offline, place: null, title: (_, w) => w.offline.title },
  hallBoard: { view: HallBoard, place: null, title: (p) => p.hall, screen: true },
}

function Page<K extends ViewKey>(p: { view: (props: Views[K]) => React.ReactNode; props: Views[K] }) {
  return p.view(p.props)
}

/** The complete HTML document of a page. Throws on a view that does not exist: a page is never half a page. */
export function render<K extends ViewKey>(input: RenderInput<K>): string {
  const page = pages[input.view] as Binding<K> | undefined
  if (!page) throw new Error(`no view "${String(input.view)}"`)
  const w = words(input.mode.lang)
  // handed over whole, not spread: React would keep a prop named `key` (of an item or bundle) for itself
  const matter = <Page view={page.view} props={input.props} />
  return '<!doctype html>' + renderToStaticMarkup(
    <HtmlDocument title={w.frame.title(page.title(input.props, w))} mode={input.mode} assets={input.assets} bodyClass={page.screen ? 'screen' : undefined}>
      <PageProvider mode={input.mode} session={input.session}>{page.screen ? matter : <Frame place={page.place}>{matter}</Frame>}</PageProvider>
    </HtmlDocument>,
  )
}

/** The files a page loads, from dist/web/citizen.manifest.json. Throws when the manifest is of another build. */
export function assetsOf(manifest: Record<string, { file: string; css?: string[]; isEntry?: boolean }>): Assets {
  const entry = manifest['client.ts']
  if (!entry?.isEntry) throw new Error('citizen.manifest.json has no entry client.ts: run node web/build.mjs')
  return { js: ['/' + entry.file], css: (entry.css ?? []).map((x) => '/' + x) }
}
