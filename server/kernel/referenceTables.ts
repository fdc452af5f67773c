/**
 * Tables without `city`, the same on every node of a distributed database. Everything else has `city` in its primary key,
 * unique constraints and foreign keys; tests/postgres/city.test.ts reads the catalogue and proves it.
 */
export const referenceTables: readonly string[] = [
  'kernel.migration', // one line per file that made the schema
  'catalogue.law_text', // statutes are the same in every city
  'catalogue.law_article',
]
