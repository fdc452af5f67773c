import type { Statute } from './statute.ts'

export const electronicSignature: Statute = {
  title: '电子签名法',
  fullTitle: '中华人民共和国电子签名法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2015-04-24', from: '2015-04-24', until: '2019-04-23', text: false },
    { adopted: '2019-04-23', from: '2019-04-23' },
  ],
  articles: {
    13: '可靠电子签名的四个条件',
    14: '可靠的电子签名与手写签名、盖章同等效力',
  },
}
