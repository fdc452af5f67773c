import type { ActorCode } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Act, Context } from '../kernel/procedure.ts'
import type { ItemTerms } from '../item/item.ts'
import type { DocumentCode } from './documents.ts'
import type { Guard, RegimeTerms, RegimeVersion, RegimeWords, Topic } from './regime.ts'
import type { PermitState, StateKey } from './state.ts'

/** An act before it is bound to a regime: the kernel's ActDef, with articles by topic and words of the regime. */
export interface SkeletonAct {
  name: string | ((w: RegimeWords) => string)
  by: readonly ActorCode[]
  from: readonly StateKey[] | 'new'
  topic: Topic
  /** by lapse of time alone */
  lapses?: true
  /** facts that apply or clocks read, besides those of the rules */
  facts?: readonly string[]
  personal?: readonly string[]
  documents?: readonly DocumentCode[] | ((after: PermitState, act: Act) => readonly DocumentCode[])
  guards: readonly Guard[]
  apply(state: PermitState, act: Act, item: ItemTerms): PermitState
  clocks?(after: PermitState, act: Act, ctx: Context<ItemTerms>, regime: RegimeVersion, terms: RegimeTerms): Clock[]
}

/** only in these regimes is there such an act; absent = in all that use the skeleton */
export type Skeleton = Readonly<Record<string, SkeletonAct>>
