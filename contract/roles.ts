import type { ActorCode } from '../law/kernel/actor.ts'

/** Every role an account can hold, once. `actor` is what the law calls the person when acting in this role; null = may do no act in a case. */
export const roles = {
  citizen: { name: '申请人', actor: 'APP' },
  helper: { name: '帮办代办员', actor: 'AGT' },
  clerk: { name: '综合窗口', actor: 'CLK' },
  counter: { name: '统一出件窗口', actor: 'CLK' },
  hallManager: { name: '大厅值班长', actor: 'CLK' },
  examiner: { name: '审查人员', actor: 'EXM' },
  head: { name: '部门负责人', actor: 'HEAD' },
  gov: { name: '政府负责人', actor: 'GOV' },
  officer: { name: '行政执法人员', actor: 'OFF' },
  bodyAdmin: { name: '执法人员管理员', actor: 'ADM' },
  supervisor: { name: '执法监督人员', actor: 'SUP' },
  cataloguer: { name: '事项管理员', actor: 'LEAD' },
  leader: { name: '市领导', actor: null },
  sysadmin: { name: '系统管理员', actor: null },
  secadmin: { name: '安全管理员', actor: null },
  auditor: { name: '审计管理员', actor: null },
} as const satisfies Record<string, { name: string; actor: ActorCode | null }>

export type Role = keyof typeof roles
export const roleKeys = Object.keys(roles) as Role[]

/** a role held at an organ; citizens hold theirs at none */
export interface Grant { role: Role; organ: string | null }
