/** Who does an act, as the rulebook names them (law.md 0.5). contract/roles.ts maps the roles of accounts to these. */
export type ActorCode =
  | 'APP' // 申请人
  | 'AGT' // 代理人、帮办代办员
  | 'CLK' // 窗口工作人员
  | 'LEAD' // 牵头部门
  | 'EXM' // 审查人员
  | 'HEAD' // 行政机关负责人
  | 'GOV' // 本级人民政府负责人
  | 'OFF' // 行政执法人员
  | 'ADM' // 执法主体的执法人员管理员（本平台的岗位，law.md 没有）
  | 'SUP' // 行政执法监督人员
  | 'SYS' // 系统（到期自动）
