import type { BodyTerms } from '../../../../law/credential/bodyState.ts'
import type { HolderTerms } from '../../../../law/credential/holderState.ts'
import type { CredentialsDeps } from '../index.ts'
import type { BodyRow, HolderRow } from './store.ts'

/** organ of the justice bureau in the directory: supervision organ of the government, and who decides on qualifications (河南省行政执法条例 37, 46) */
export const justiceOrgan = 'justice'

/** Under what a credential stands: what its procedure starts from. The city's parameters are for what is tried now; acts in the record keep the days and clocks that they came to (law/credential/procedures.test.ts) */
export const termsOf = ({ policy }: Pick<CredentialsDeps, 'policy'>, h: Pick<HolderRow, 'list' | 'enrolled'>): HolderTerms => ({ list: h.list, policy, ...(h.enrolled ? { enrolled: h.enrolled } : {}) })
export const bodyTermsOf = (b: Pick<BodyRow, 'enrolled'>): BodyTerms => (b.enrolled ? { enrolled: b.enrolled } : {})
