import type { Statute } from './statute.ts'

export const taxCollection: Statute = {
  title: '税收征收管理法',
  fullTitle: '中华人民共和国税收征收管理法',
  level: '法律',
  corpus: 'no',
  tag: 'from memory',
  versions: [
    { adopted: '2015-04-24', from: '2015-04-24' },
  ],
  articles: {
    15: '领取营业执照之日起三十日内办理税务登记',
  },
}
