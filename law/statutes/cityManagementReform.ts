import type { Statute } from './statute.ts'

export const cityManagementReform: Statute = {
  title: '关于深入推进城市执法体制改革改进城市管理工作的指导意见',
  fullTitle: '中共中央、国务院关于深入推进城市执法体制改革改进城市管理工作的指导意见',
  knownAs: ['中发〔2015〕37号'],
  level: '规范性文件',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { from: '2015-12-24' },
  ],
  articles: {
    12: '城市管理的协管人员数量不得超过在编人员，并应当逐步减少',
  },
}
