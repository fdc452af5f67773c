import { Award, ClipboardPen, GraduationCap, IdCard, PenLine } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { mine, sign } from '../../text/zh-CN/campaign.ts'
import { people } from '../../text/zh-CN/registryDesk.ts'
import { body, pointsPage } from '../../text/zh-CN/training.ts'

const admins = ['bodyAdmin'] as const
const heads = ['head'] as const
const applies = ['bodyAdmin', 'head'] as const

/** 执法主体: what a body does for its own officers. */
export const routes: DeskRoute[] = [
  { path: '/body/clean-up', roles: admins, title: mine.nav, load: () => import('./tasksPage.tsx') },
  { path: '/body/clean-up/$id', roles: admins, title: mine.nav, load: () => import('./tasksReplyPage.tsx') },
  { path: '/body/sign', roles: heads, title: sign.nav, load: () => import('./tasksSignPage.tsx') },
  { path: '/body/people', roles: applies, title: people.nav, load: () => import('./peoplePage.tsx') },
  { path: '/body/people/$id', roles: applies, title: people.nav, load: () => import('./peopleOne.tsx') },
  { path: '/body/training', roles: admins, title: body.nav, load: () => import('./trainingPage.tsx') },
  { path: '/body/points', roles: applies, title: pointsPage.nav, load: () => import('./trainingPointsPage.tsx') },
]

export const nav: DeskNav[] = [
  { to: '/body/clean-up', label: mine.nav, icon: ClipboardPen, roles: admins, order: 28 },
  { to: '/body/sign', label: sign.nav, icon: PenLine, roles: heads, order: 45 },
  { to: '/body/people', label: people.nav, icon: IdCard, roles: admins, order: 29 },
  { to: '/body/training', label: body.nav, icon: GraduationCap, roles: admins, order: 30 },
  { to: '/body/points', label: pointsPage.nav, icon: Award, roles: admins, order: 36 },
]
