import { GraduationCap } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { officer, record } from '../../text/zh-CN/training.ts'

/** leaders sign in to lectures with their own phones too */
const learners = ['officer', 'head', 'gov', 'leader'] as const

/** 执法人员: made for a phone. */
export const routes: DeskRoute[] = [
  { path: '/officer/training', roles: learners, title: officer.nav, load: () => import('./trainingPage.tsx') },
  { path: '/officer/training/sign', roles: learners, title: officer.sign, load: () => import('./trainingSignPage.tsx') },
  { path: '/officer/training/record', roles: learners, title: officer.record, load: () => import('./trainingRecordPage.tsx') },
]

export const nav: DeskNav[] = [{ to: '/officer/training', label: officer.nav, icon: GraduationCap, roles: learners, order: 35 }]
