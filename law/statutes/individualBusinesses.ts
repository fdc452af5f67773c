import type { Statute } from './statute.ts'

export const individualBusinesses: Statute = {
  title: '个体工商户条例',
  fullTitle: '个体工商户条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2014-02-19', from: '2014-03-01', until: '2016-02-06', text: false },
    { adopted: '2016-02-06', from: '2016-02-06', until: '2022-11-01' },
  ],
  articles: {
    8: '向经营场所所在地登记机关申请，提交申请书、身份证明和场所证明',
    9: '齐全的当场登记；需核实的十五日内决定',
    11: '须许可的提交许可证明',
  },
}
