import { Landmark, ListChecks } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { leader } from '../../text/zh-CN/campaign.ts'
import { study } from '../../text/zh-CN/training.ts'

const seesAll = ['leader', 'gov', 'supervisor'] as const
const sees = [...seesAll, 'head'] as const

/** 领导: one page each. */
export const routes: DeskRoute[] = [
  { path: '/leader/campaign', roles: ['leader'], title: leader.nav, load: () => import('./campaignPage.tsx') },
  { path: '/leader/study', roles: sees, title: study.nav, load: () => import('./studyPage.tsx') },
  { path: '/leader/study/$organ', roles: seesAll, title: study.nav, load: () => import('./studyPage.tsx') },
]

export const nav: DeskNav[] = [
  { to: '/leader/campaign', label: leader.nav, icon: ListChecks, roles: ['leader'], order: 30 },
  { to: '/leader/study', label: study.nav, icon: Landmark, roles: ['leader', 'gov', 'head'], order: 34 },
]
