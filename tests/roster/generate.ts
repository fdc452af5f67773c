import { generate } from '../../server/modules/credentials/index.ts'

/* The product's own generator (`yichuang roster generate`); the oracle beside this file knows nothing of the product. */

export const { bodyColumns, csv, officerColumns, roster, seeded, supervisorColumns } = generate
export type Written = ReturnType<typeof roster>
export type Cells = Written['officers'][number]
