/* Written by `npm run law:index`; not by hand. */
import { fromRules, type Provision } from './kernel/provision.ts'
import { provisions as credential } from './credential/provisions.ts'
import { rules as item } from './item/lint.ts'
import { provisions as permit } from './permit/provisions.ts'

/** everything in the house of law that rests on articles: rules, clocks, acts */
export const provisions: readonly Provision[] = [...credential, ...fromRules(item), ...permit]
