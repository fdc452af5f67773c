/**
 * Tables in which nothing is ever changed or deleted, by any role. Each is made so by `kernel.append_only()` in its
 * migration; tests/postgres/appendOnly.test.ts tries it on every table named here, and refuses an append-only table that
 * is not named.
 */
export const appendOnlyTables: readonly string[] = [
  'journal.entry',
  'journal.leaf',
  'journal.checkpoint',
  'journal.cosigned',
  'casework.act',
  'credentials.act',
  'credentials.exam_question_version',
  'credentials.exam_pool',
  'credentials.exam_paper',
  'credentials.exam_ruling',
]
