import type { Statute } from './statute.ts'

export const threeSystems: Statute = {
  title: '关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见',
  fullTitle: '国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见',
  knownAs: ['国办发〔2018〕118号'],
  level: '规范性文件',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { from: '2018-12-05' },
  ],
  articles: {
    11: '法制审核人员原则上不少于本单位执法人员总数的百分之五',
    23: '取得法律职业资格的，可以简化或者免予执法资格考试',
  },
}
