import { AlarmClock, BadgePercent, FilePenLine, ServerCog, ShieldAlert, ShieldX } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { alarms, clock, drafts, jobs, rate, refusals } from '../../text/zh-CN/operator.ts'

const seesRate = ['leader', 'supervisor', 'hallManager', 'gov'] as const
const seesRefusals = ['supervisor', 'auditor'] as const
const seesJobs = ['sysadmin', 'auditor'] as const
const seesAlarms = ['auditor', 'supervisor', 'sysadmin'] as const
const seesDrafts = ['cataloguer', 'supervisor'] as const
const movesClock = ['sysadmin', 'supervisor'] as const

/** 运行与监督: what the machinery could not do, what the rules stopped, items waiting to be published, the one-day rate. */
export const routes: DeskRoute[] = [
  { path: '/operator/rate', roles: seesRate, title: rate.nav, load: () => import('./ratePage.tsx') },
  { path: '/operator/refusals', roles: seesRefusals, title: refusals.nav, load: () => import('./refusalsPage.tsx') },
  { path: '/operator/jobs', roles: seesJobs, title: jobs.nav, load: () => import('./jobsPage.tsx') },
  { path: '/operator/alarms', roles: seesAlarms, title: alarms.nav, load: () => import('./alarmsPage.tsx') },
  { path: '/operator/drafts', roles: seesDrafts, title: drafts.nav, load: () => import('./draftsPage.tsx') },
  { path: '/operator/clock', roles: movesClock, title: clock.nav, load: () => import('./clockPage.tsx') },
]

export const nav: DeskNav[] = [
  { to: '/operator/refusals', label: refusals.nav, icon: ShieldX, roles: seesRefusals, order: 40 },
  { to: '/operator/jobs', label: jobs.nav, icon: ServerCog, roles: seesJobs, order: 41 },
  { to: '/operator/alarms', label: alarms.nav, icon: ShieldAlert, roles: seesAlarms, order: 39 },
  { to: '/operator/drafts', label: drafts.nav, icon: FilePenLine, roles: seesDrafts, order: 42 },
  { to: '/operator/rate', label: rate.nav, icon: BadgePercent, roles: seesRate, order: 50 },
  { to: '/operator/clock', label: clock.nav, icon: AlarmClock, roles: movesClock, order: 60 },
]
