import type { Statute } from './statute.ts'

export const socialInsuranceHandling: Statute = {
  title: '社会保险经办条例',
  fullTitle: '社会保险经办条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2023-08-16', from: '2023-12-01' },
  ],
  articles: {
    6: '单位登记时同步办理社保登记；个人十个工作日内办理完毕',
    7: '社会保障卡和医保电子凭证',
    8: '登记管理机关与经办机构共享信息',
    10: '变更、注销登记十个工作日内办理完毕',
  },
}
