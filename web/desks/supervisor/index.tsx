import { ClipboardCheck, GraduationCap, IdCard, ListChecks } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { board, list, make, task } from '../../text/zh-CN/campaign.ts'
import { appeals, bank, statistics, supervisor as exams } from '../../text/zh-CN/exam.ts'
import { registry } from '../../text/zh-CN/registryDesk.ts'
import { organiser, pointsPage } from '../../text/zh-CN/training.ts'
import { paths as exam } from './examPaths.ts'

const organises = ['supervisor'] as const

/** 执法监督: the justice bureau's own work on bodies, officers, their training and examination. */
export const routes: DeskRoute[] = [
  { path: '/supervisor/campaigns', roles: organises, title: list.nav, load: () => import('./campaignsPage.tsx') },
  { path: '/supervisor/campaigns/new', roles: organises, title: make.title, load: () => import('./campaignNewPage.tsx') },
  { path: '/supervisor/campaigns/$id', roles: organises, title: board.question, load: () => import('./campaignPage.tsx') },
  { path: '/supervisor/campaigns/$id/confirm', roles: organises, title: board.confirm, load: () => import('./campaignConfirmPage.tsx') },
  { path: '/supervisor/clean-up-tasks/$id', roles: organises, title: task.back, load: () => import('./campaignTaskPage.tsx') },
  { path: '/supervisor/registry', roles: organises, title: registry.nav, load: () => import('./registryPage.tsx') },
  { path: '/supervisor/registry/people', roles: organises, title: registry.people, load: () => import('./registryPeople.tsx') },
  { path: '/supervisor/registry/bodies/$id', roles: organises, title: registry.bodies, load: () => import('./registryBody.tsx') },
  { path: '/supervisor/registry/holders/$id', roles: organises, title: registry.people, load: () => import('./registryHolder.tsx') },
  { path: '/supervisor/training', roles: organises, title: organiser.nav, load: () => import('./trainingPage.tsx') },
  { path: '/supervisor/training/batches/$id', roles: organises, title: organiser.nav, load: () => import('./trainingBatchPage.tsx') },
  { path: '/supervisor/training/batches/$id/screen', roles: organises, title: organiser.nav, full: true, load: () => import('./trainingScreenPage.tsx') },
  { path: '/supervisor/training/hours', roles: organises, title: organiser.parts.hours, load: () => import('./trainingHoursPage.tsx') },
  { path: '/supervisor/training/points', roles: organises, title: pointsPage.nav, load: () => import('./trainingPointsPage.tsx') },
  { path: exam.list, roles: organises, title: exams.title, load: () => import('./examList.tsx') },
  { path: exam.make, roles: organises, title: exams.make, load: () => import('./examForm.tsx') },
  { path: exam.bank, roles: organises, title: bank.question, load: () => import('./examBank.tsx') },
  { path: exam.one, roles: organises, title: exams.title, load: () => import('./examOne.tsx') },
  { path: exam.change, roles: organises, title: exams.form.titleChange, load: () => import('./examForm.tsx') },
  { path: exam.statistics, roles: organises, title: statistics.question, load: () => import('./examStatistics.tsx') },
  { path: exam.appeals, roles: organises, title: appeals.question, load: () => import('./examAppeals.tsx') },
]

export const nav: DeskNav[] = [
  { to: '/supervisor/campaigns', label: list.nav, icon: ListChecks, roles: organises, order: 30 },
  { to: '/supervisor/registry', label: registry.nav, icon: IdCard, roles: organises, order: 31 },
  { to: '/supervisor/training', label: organiser.nav, icon: GraduationCap, roles: organises, order: 32 },
  { to: exam.list, label: exams.nav, icon: ClipboardCheck, roles: organises, order: 33 },
]
