import type { Statute } from './statute.ts'

export const residencePermits: Statute = {
  title: '居住证暂行条例',
  fullTitle: '居住证暂行条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2015-11-26', from: '2016-01-01' },
  ],
  articles: {
    2: '居住半年以上并有稳定就业、住所或者就读条件之一的可以申领',
    8: '由公安机关受理、制作、发放',
    9: '申领材料；受理之日起十五日内制作发放',
    10: '每年签注一次，满一年前一个月内办理',
  },
}
