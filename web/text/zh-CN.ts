import * as apply from './zh-CN/apply.ts'
import * as caseWords from './zh-CN/case.ts'
import * as frame from './zh-CN/frame.ts'
import * as open from './zh-CN/open.ts'
import * as registry from './zh-CN/registry.ts'
import { proof } from './zh-CN/proof.ts'

/** Every word a person reads on the citizen, public and screen pages. The law's own words are never paraphrased here. */
export const zhCN = { ...frame, ...apply, ...caseWords, ...open, ...registry, proof }
export type Words = typeof zhCN
