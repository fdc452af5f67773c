import { GraduationCap } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { organiser, pointsPage } from '../../text/zh-CN/training.ts'

const organises = ['supervisor'] as const

/** 执法监督: the justice bureau's own work on bodies, officers and their training. */
export const routes: DeskRoute[] = [
  { path: '/supervisor/training', roles: organises, title: organiser.nav, load: () => import('./trainingPage.tsx') },
  { path: '/supervisor/training/batches/$id', roles: organises, title: organiser.nav, load: () => import('./trainingBatchPage.tsx') },
  { path: '/supervisor/training/batches/$id/screen', roles: organises, title: organiser.nav, full: true, load: () => import('./trainingScreenPage.tsx') },
  { path: '/supervisor/training/hours', roles: organises, title: organiser.parts.hours, load: () => import('./trainingHoursPage.tsx') },
  { path: '/supervisor/training/points', roles: organises, title: pointsPage.nav, load: () => import('./trainingPointsPage.tsx') },
]

export const nav: DeskNav[] = [{ to: '/supervisor/training', label: organiser.nav, icon: GraduationCap, roles: organises, order: 32 }]
