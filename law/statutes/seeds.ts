import type { Statute } from './statute.ts'

export const seeds: Statute = {
  title: '种子法',
  fullTitle: '中华人民共和国种子法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2015-11-04', from: '2016-01-01', until: '2022-03-01', text: false },
    { adopted: '2021-12-24', from: '2022-03-01' },
  ],
  articles: {
    31: '种子生产经营许可证由谁核发；其他种子由所在地县级以上主管部门核发',
    32: '申请许可证的设施、设备、人员和隔离、培育条件',
    33: '许可证载明的事项，变更三十日内申请，无证不得生产经营',
    34: '执行生产技术规程和检验检疫规程',
    38: '可以不办许可证的情形',
  },
}
