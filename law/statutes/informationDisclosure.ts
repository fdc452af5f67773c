import type { Statute } from './statute.ts'

export const informationDisclosure: Statute = {
  title: '政府信息公开条例',
  fullTitle: '中华人民共和国政府信息公开条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2007-04-05', from: '2008-05-01', until: '2019-05-15', text: false, articles: {} },
    { adopted: '2019-04-03', from: '2019-05-15' },
  ],
  articles: {
    20: '主动公开的内容，包括许可的依据、条件、程序和结果',
    21: '市、县还应主动公开的内容',
    26: '形成或者变更之日起二十个工作日内公开',
    27: '可以向政府及其部门申请获取政府信息',
    29: '书面申请，确有困难的可以口头，由受理机构代填',
    30: '申请内容不明确的，七个工作日内一次告知补正',
    32: '第三方十五个工作日内提出意见',
    33: '二十个工作日内答复，可延长二十个工作日',
    49: '年度报告的时间',
  },
}
