/** addresses of the supervisor's pages on examinations, below /desk */
export const paths = {
  list: '/supervisor/exams', make: '/supervisor/exams/new', bank: '/supervisor/exams/bank', one: '/supervisor/exams/$id', change: '/supervisor/exams/$id/change', statistics: '/supervisor/exams/$id/statistics', appeals: '/supervisor/exams/$id/appeals',
} as const
