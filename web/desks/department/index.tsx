import { Inbox } from 'lucide-react'
import type { DeskNav, DeskRoute } from '../../shell/staff/desk.ts'
import { bundle, caseOf, queue } from '../../text/zh-CN/department.ts'

const deciding = ['examiner', 'head', 'gov'] as const

/** 部门: the queue of an organ, its cases, the bundle that a case belongs to. */
export const routes: DeskRoute[] = [
  { path: '/department/queue', roles: deciding, title: queue.title, load: () => import('./queuePage.tsx') },
  { path: '/department/cases/$id', roles: [...deciding, 'supervisor'], title: caseOf.title, load: () => import('./casePage.tsx') },
  { path: '/department/bundles/$id', roles: [...deciding, 'supervisor', 'clerk', 'counter', 'hallManager'], title: bundle.page, load: () => import('./bundlePage.tsx') },
]

export const nav: DeskNav[] = [{ to: '/department/queue', label: queue.title, icon: Inbox, roles: deciding, order: 20 }]
