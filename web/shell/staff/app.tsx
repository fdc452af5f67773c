import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Navigate, RouterProvider, type ErrorComponentProps } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { connection, ProblemError } from '../../../contract/client.ts'
import { staff as t } from '../../text/zh-CN/staff.ts'
import type { DeskNav, DeskRoute } from './desk.ts'
import { Layout } from './layout.tsx'
import { problemOfError, NoRight, Trouble, Waiting } from './states.tsx'
import { asSession, SessionContext, useSession, useWhoAmI, type StaffSession } from './session.tsx'
import { SignIn } from './signIn.tsx'
import { guardedFetch } from './signInAgain.ts'
import { theme } from './theme.ts'

connection.fetch = guardedFetch

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      // a refusal does not become an answer by asking again; what could not be reached may
      retry: (n, error) => n < 2 && error instanceof ProblemError && error.problem.kind === 'busy',
      staleTime: 2_000, refetchOnWindowFocus: true, networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

/** The staff application: session, router and theme around the desks. `nonce` is for the style elements that antd makes. */
export function StaffApp(p: { routes: DeskRoute[]; nav: DeskNav[]; nonce: string }) {
  return (
    <ConfigProvider theme={theme} locale={zhCN} csp={{ nonce: p.nonce }} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <QueryClientProvider client={cache}><Door routes={p.routes} nav={p.nav} /></QueryClientProvider>
    </ConfigProvider>
  )
}

function Door(p: { routes: DeskRoute[]; nav: DeskNav[] }) {
  const who = useWhoAmI()
  const session = useMemo(() => who.data && asSession(who.data), [who.data])
  const router = useMemo(() => routerOf(p.routes, p.nav), [p.routes, p.nav])
  const [ready, setReady] = useState(false)
  // the first page's code is fetched before the router is shown: React lets nobody see what it has once shown as waiting for another 300 ms
  useEffect(() => {
    if (!session) return
    router.update({ ...router.options, context: { session } })
    void router.load().then(() => setReady(true))
  }, [router, session])
  if (who.error) return <main className="alone"><Trouble of={problemOfError(who.error)} again={() => void who.refetch()} /></main>
  if (!who.data) return <main className="alone"><Waiting /></main>
  if (!session) return <SignIn />
  if (who.data.mustChange) return <ToPassword />
  if (!ready) return <main className="alone"><Waiting /></main>
  return <SessionContext value={session}><RouterProvider router={router} context={{ session }} /></SessionContext>
}

/** a one-time password opens nothing but the page on which a new one is chosen */
function ToPassword() {
  useEffect(() => location.replace(`/password?next=${encodeURIComponent(location.pathname + location.search)}`), [])
  return <main className="alone"><Waiting /></main>
}

function routerOf(routes: DeskRoute[], nav: DeskNav[]) {
  const root = createRootRouteWithContext<{ session: StaffSession }>()({ component: () => <Layout nav={nav} />, notFoundComponent: Missing, errorComponent: Broken })
  const home = createRoute({ getParentRoute: () => root, path: '/', component: () => <Home nav={nav} /> })
  const desks = routes.map((r) => createRoute({ getParentRoute: () => root, path: r.path, component: () => <Desk of={r} />, errorComponent: Broken,
    loader: ({ context }) => (context.session.has(...r.roles) ? pageOf(r).preload?.() : undefined),
  }))
  return createRouter({ routeTree: root.addChildren([home, ...desks]), basepath: '/desk', scrollRestoration: true, defaultPendingMs: 300, context: { session: undefined! } })
}

const pages = new WeakMap<DeskRoute, ReturnType<typeof lazyRouteComponent>>()
function pageOf(r: DeskRoute) {
  return pages.get(r) ?? (pages.set(r, lazyRouteComponent(r.load as never)), pages.get(r)!)
}

/** The page of a desk, for those who work there; its code is loaded only for them. */
function Desk(p: { of: DeskRoute }) {
  const session = useSession()
  const right = session.has(...p.of.roles)
  useEffect(() => { document.title = t.title(right ? p.of.title : t.noRightTitle) }, [right, p.of.title])
  const Page = pageOf(p.of)
  return <main id="main" tabIndex={-1} className={`desk-main ${p.of.full ? 'full' : ''}`.trim()}>{right ? <Page /> : <NoRight />}</main>
}

function Home(p: { nav: DeskNav[] }) {
  const session = useSession()
  const first = p.nav.filter((n) => session.has(...n.roles)).sort((a, b) => a.order - b.order)[0]
  return first ? <Navigate to={first.to} replace /> : <main id="main" className="desk-main"><NoRight /></main>
}

function Missing() {
  return <main id="main" className="desk-main"><div className="alone"><h1>{t.missingTitle}</h1><p>{t.missing}</p></div></main>
}

/** A fault of the page itself, or a part of the program that a new release has replaced. */
function Broken(p: ErrorComponentProps) {
  return (
    <main id="main" className="desk-main">
      <div className="alone"><h1>{t.brokenTitle}</h1><p>{t.broken}</p><p className="second small">{p.error instanceof Error ? p.error.message : ''}</p><Button type="primary" onClick={() => location.reload()}>{t.refresh}</Button></div>
    </main>
  )
}
