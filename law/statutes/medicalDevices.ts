import type { Statute } from './statute.ts'

export const medicalDevices: Statute = {
  title: '医疗器械监督管理条例',
  fullTitle: '医疗器械监督管理条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2014-02-12', from: '2014-06-01', until: '2017-05-04', text: false, articles: {} },
    { adopted: '2017-05-04', from: '2017-05-04', until: '2021-06-01', text: false, tag: 'from memory', articles: {
      20: '从事医疗器械生产应当具备的条件',
      22: '二、三类生产许可由省级部门审核，受理之日起三十个工作日内决定',
    } },
    { adopted: '2021-02-09', from: '2021-06-01' },
  ],
  articles: {
    13: '一类备案，二、三类注册',
    15: '一类产品备案向设区的市级部门提交',
    30: '从事医疗器械生产的条件',
    31: '一类生产备案，提交资料即完成',
    32: '二、三类生产许可由省级部门审核，受理之日起二十个工作日内决定',
    33: '生产质量管理规范',
    34: '可以自行或者委托生产',
  },
}
