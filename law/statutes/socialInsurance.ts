import type { Statute } from './statute.ts'

export const socialInsurance: Statute = {
  title: '社会保险法',
  fullTitle: '中华人民共和国社会保险法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2010-10-28', from: '2011-07-01', until: '2018-12-29', text: false },
    { adopted: '2018-12-29', from: '2018-12-29' },
  ],
  articles: {
    57: '用人单位成立三十日内办理社会保险登记，经办机构十五日内审核',
    58: '用工三十日内为职工办理登记',
  },
}
