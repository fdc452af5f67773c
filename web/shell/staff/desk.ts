import type { ComponentType } from 'react'
import type { LucideIcon } from 'lucide-react'
import type { Role } from '../../../contract/roles.ts'

/** One address of the staff application, under /desk. */
export interface DeskRoute {
  /** TanStack path below /desk: '/department/queue', '/department/cases/$id' (read with useParams({ strict: false })) */
  path: string
  /** who has any business here; others are told so, and the module behind it is not loaded */
  roles: readonly Role[]
  /** in the browser's tab */
  title: string
  /** loaded when it is opened: `load: () => import('./queuePage.tsx')`, whose default export is the page */
  load: () => Promise<{ default: ComponentType }>
  /** a workbench fills the window and scrolls inside; other pages scroll as a whole */
  full?: boolean
}

/** A word in the head. */
export interface DeskNav {
  to: string
  label: string
  icon: LucideIcon
  roles: readonly Role[]
  /** smaller is further left, and the first that a person may see is where signing in leads to */
  order: number
}
