import type { Calendar } from '../../law/kernel/calendar.ts'
import type { Procedure } from '../../law/kernel/procedure.ts'
import type { ItemTerms } from '../../law/item/item.ts'
import { bodyProcedure } from '../../law/credential/bodyProcedure.ts'
import { holderProcedure } from '../../law/credential/holderProcedure.ts'
import { campaignProcedure } from '../../law/credential/campaignProcedure.ts'
import { taskProcedure } from '../../law/credential/taskProcedure.ts'
import { procedureFor } from '../../law/permit/index.ts'
import { credentialFunctions } from './registry.credential.ts'
import { examFunctions } from './registry.exam.ts'
import { itemFunctions } from './registry.item.ts'
import { kernelFunctions } from './registry.kernel.ts'
import { permitFunctions } from './registry.permit.ts'
import { trainingFunctions } from './registry.training.ts'

/** what a function under example is told besides its arguments */
export interface ExampleContext {
  calendar: Calendar
}

export type ExampleFunction = (context: ExampleContext, ...args: any[]) => unknown

/** a procedure, or one that depends on the item's terms (its regime) */
export type ExampleProcedure = Procedure<any, any> | ((item: ItemTerms) => Procedure<any, any>)

/** every function that an examples.yaml may call; each room keeps its own list in registry.<room>.ts and adds one line here */
export const functions: Readonly<Record<string, ExampleFunction>> = {
  ...kernelFunctions,
  ...itemFunctions,
  ...permitFunctions,
  ...credentialFunctions,
  ...examFunctions,
  ...trainingFunctions,
}

/** every procedure that an examples.yaml may follow */
export const procedures: Readonly<Record<string, ExampleProcedure>> = {
  permit: (item) => procedureFor(item.regime),
  body: bodyProcedure,
  holder: holderProcedure,
  'credential.campaign': campaignProcedure,
  'credential.task': taskProcedure,
}
