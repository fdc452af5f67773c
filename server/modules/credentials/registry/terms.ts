import { usualPolicy } from '../../../../law/credential/policy.ts'
import type { BodyTerms } from '../../../../law/credential/bodyState.ts'
import type { HolderTerms } from '../../../../law/credential/holderState.ts'
import type { BodyRow, HolderRow } from './store.ts'

/** the city's parameters for credentials */
export const policy = usualPolicy

/** organ of the justice bureau in the directory: supervision organ of the government, and who decides on qualifications (河南省行政执法条例 37, 46) */
export const justiceOrgan = 'justice'

/** under what a credential stands: what its procedure starts from */
export const termsOf = (h: Pick<HolderRow, 'list' | 'enrolled'>): HolderTerms => ({ list: h.list, policy, ...(h.enrolled ? { enrolled: h.enrolled } : {}) })
export const bodyTermsOf = (b: Pick<BodyRow, 'enrolled'>): BodyTerms => (b.enrolled ? { enrolled: b.enrolled } : {})
