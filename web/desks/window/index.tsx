import type { DeskNav, DeskRoute } from '../../shell/staff/index.ts'

export const routes: DeskRoute[] = []
export const nav: DeskNav[] = []
