import type { Statute } from './statute.ts'

export const medicalDeviceProduction: Statute = {
  title: '医疗器械生产监督管理办法',
  fullTitle: '医疗器械生产监督管理办法',
  level: '部门规章',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2014-07-30', from: '2014-10-01', until: '2022-05-01', text: false, articles: {} },
    { adopted: '2022-03-10', from: '2022-05-01' },
  ],
  articles: {
    9: '从事医疗器械生产应当具备的条件',
    10: '二、三类生产许可的申请材料',
    11: '收到申请的处理，补正五个工作日内一次告知',
    12: '应当听证的公告并举行，涉及他人重大利益的告知听证权利',
    13: '审核、核查，二十个工作日内决定，整改时间不计入；十个工作日内发证',
    14: '许可证有效期五年',
    15: '生产地址变更、范围增加的变更许可',
    16: '登记事项变更三十个工作日内申请，五个工作日内办理',
  },
}
