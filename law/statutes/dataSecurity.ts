import type { Statute } from './statute.ts'

export const dataSecurity: Statute = {
  title: '数据安全法',
  fullTitle: '中华人民共和国数据安全法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2021-06-10', from: '2021-09-01' },
  ],
  articles: {
    38: '国家机关在法定职责内收集使用数据，并保密',
    40: '委托建设政务系统须批准并监督受托方',
  },
}
