import type { Statute } from './statute.ts'

export const propertyRights: Statute = {
  title: '物权法',
  fullTitle: '中华人民共和国物权法',
  level: '法律',
  corpus: 'no',
  tag: 'from memory',
  versions: [
    { adopted: '2007-03-16', from: '2007-10-01', until: '2021-01-01' },
  ],
  articles: {
    9: '不动产物权的设立、变更、转让和消灭，登记发生效力',
    10: '不动产所在地登记机构办理登记',
    22: '不动产登记费按件收取',
  },
}
