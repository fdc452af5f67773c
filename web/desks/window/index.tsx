import { BarChartBig, HandHelping, Inbox, PackageCheck } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/index.ts'
import { create, hall, handOut, help, intake, nav as t } from '../../text/zh-CN/window.ts'

/** The desks of the hall: each is one page (or two) of its own. */
export const routes: DeskRoute[] = [
  { path: '/window/intake', roles: ['clerk'], title: intake.title, full: true, load: () => import('./intake/page.tsx') },
  { path: '/window/new', roles: ['clerk'], title: create.title, load: () => import('./create.tsx') },
  { path: '/window/help', roles: ['helper'], title: help.title, load: () => import('./help/begin.tsx') },
  { path: '/window/help/$id', roles: ['helper'], title: help.title, load: () => import('./help/page.tsx') },
  { path: '/window/hand-out', roles: ['counter'], title: handOut.title, load: () => import('./handOut.tsx') },
  { path: '/window/hall', roles: ['hallManager'], title: hall.title, load: () => import('./hall.tsx') },
]

export const nav: DeskNav[] = [
  { to: '/window/intake', label: t.intake, icon: Inbox, roles: ['clerk'], order: 10 },
  { to: '/window/help', label: t.help, icon: HandHelping, roles: ['helper'], order: 10 },
  { to: '/window/hand-out', label: t.handOut, icon: PackageCheck, roles: ['counter'], order: 10 },
  { to: '/window/hall', label: t.hall, icon: BarChartBig, roles: ['hallManager'], order: 10 },
]
