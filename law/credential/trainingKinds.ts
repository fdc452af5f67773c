/* 公共法律、专业法律、新法、法治讲座、领导干部学法 (kinds of courses; the last two count for a leadership team). */

export const courseKinds = { public: '公共法律', professional: '专业法律', newLaw: '新法', lecture: '法治讲座', leaders: '领导干部学法' } as const
export type CourseKind = keyof typeof courseKinds

/** does a sitting of this kind count as a lecture of the leadership team whose member was there */
export function countsForTeam(kind: CourseKind): boolean {
  return kind === 'lecture' || kind === 'leaders'
}
