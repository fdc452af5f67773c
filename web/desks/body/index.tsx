import { Award, GraduationCap } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { body, pointsPage } from '../../text/zh-CN/training.ts'

const admins = ['bodyAdmin'] as const
const applies = ['bodyAdmin', 'head'] as const

/** 执法主体: what a body does for its own officers. */
export const routes: DeskRoute[] = [
  { path: '/body/training', roles: admins, title: body.nav, load: () => import('./trainingPage.tsx') },
  { path: '/body/points', roles: applies, title: pointsPage.nav, load: () => import('./trainingPointsPage.tsx') },
]

export const nav: DeskNav[] = [
  { to: '/body/training', label: body.nav, icon: GraduationCap, roles: admins, order: 30 },
  { to: '/body/points', label: pointsPage.nav, icon: Award, roles: admins, order: 36 },
]
