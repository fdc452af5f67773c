import { ClipboardList, GraduationCap, IdCard } from 'lucide-react'
import { roleKeys } from '../../../contract/roles.ts'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { candidate, outcome, sitting } from '../../text/zh-CN/exam.ts'
import { card } from '../../text/zh-CN/registryDesk.ts'
import { officer, record } from '../../text/zh-CN/training.ts'
import { paths as exam } from './examPaths.ts'

/** leaders sign in to lectures with their own phones too */
const learners = ['officer', 'head', 'gov', 'leader'] as const
/** whoever works for the city may be admitted to an examination; who was not finds none there */
const sits = roleKeys.filter((r) => r !== 'citizen')

/** 执法人员: made for a phone. */
export const routes: DeskRoute[] = [
  { path: '/officer/card', roles: ['officer', 'supervisor'], title: card.nav, load: () => import('./card.tsx') },
  { path: '/officer/training', roles: learners, title: officer.nav, load: () => import('./trainingPage.tsx') },
  { path: '/officer/training/sign', roles: learners, title: officer.sign, load: () => import('./trainingSignPage.tsx') },
  { path: '/officer/training/record', roles: learners, title: officer.record, load: () => import('./trainingRecordPage.tsx') },
  { path: exam.list, roles: sits, title: candidate.title, load: () => import('./exam.tsx') },
  { path: exam.one, roles: sits, title: candidate.title, load: () => import('./examOne.tsx') },
  { path: exam.sit, roles: sits, title: sitting.title, load: () => import('./examSitting.tsx') },
  { path: exam.result, roles: sits, title: outcome.title, load: () => import('./examResult.tsx') },
]

export const nav: DeskNav[] = [
  { to: '/officer/card', label: card.nav, icon: IdCard, roles: ['officer'], order: 34 },
  { to: '/officer/training', label: officer.nav, icon: GraduationCap, roles: learners, order: 35 },
  { to: exam.list, label: candidate.nav, icon: ClipboardList, roles: ['officer', 'bodyAdmin'], order: 36 },
]
