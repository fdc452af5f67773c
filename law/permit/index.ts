/**
 * 行政许可、登记、公共服务和告知性备案的办理程序. The door of law/permit: how a case goes, which acts there are, what guards them.
 * Pure: acts, facts, day and calendar come from outside.
 */
export { procedureFor, type PermitProcedure, type PermitActDef } from './procedure.ts'
export { rules } from './rules.ts'
export { regimes } from './regimes/index.ts'
export { basisOf, versionOn, type RegimeTerms, type RegimeVersion, type Topic } from './regime.ts'
export type { PermitState, StateKey } from './state.ts'
export type * from './payload.ts'
export { documentCodes, documentInfo, type DocumentCode, type DocumentInfo } from './documents.ts'
export { headSigns } from './decision.ts'
export { overdue, overdueClocks } from './lapse.ts'
export { clockNames, type ClockId } from './clocks.ts'
export { greenReasons } from './greenChannel.ts'
export { grounds as terminationGrounds } from './termination.ts'
