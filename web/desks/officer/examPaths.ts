/** addresses of the candidate's pages, below /desk */
export const paths = { list: '/officer/exam', one: '/officer/exam/$id', sit: '/officer/exam/$id/sit', result: '/officer/exam/$id/result' } as const
