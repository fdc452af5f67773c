import type { Statute } from './statute.ts'

export const administrativeLitigation: Statute = {
  title: '行政诉讼法',
  fullTitle: '中华人民共和国行政诉讼法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2014-11-01', from: '2015-05-01', until: '2017-07-01', text: false },
    { adopted: '2017-06-27', from: '2017-07-01' },
  ],
  articles: {
    44: '可以先复议再诉讼，也可以直接诉讼；法律、法规规定复议前置的从其规定',
    45: '不服复议决定的，收到之日起十五日内起诉',
    46: '直接起诉的，知道或者应当知道之日起六个月内',
  },
}
