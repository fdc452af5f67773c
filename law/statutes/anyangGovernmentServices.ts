import type { Statute } from './statute.ts'

/** A neighbouring city: the model for parameters that no rule of Xuchang fixes; it binds nobody here. */
export const anyangGovernmentServices: Statute = {
  title: '安阳市政务服务条例',
  fullTitle: '安阳市政务服务条例',
  level: '地方性法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2021-10-25', from: '2021-12-01' },
  ],
  articles: {
    24: '容缺受理：先予受理，当场一次告知，逾期未补齐视为撤回',
    25: '告知承诺的适用范围和排除事项',
    26: '告知承诺由申请人选择，写明后果',
    27: '承诺的核查、整改和撤销',
    28: '证明事项清单',
    29: '严重失信或者曾作虚假承诺的不适用告知承诺',
    30: '中介服务须有依据，不得指定',
    36: '补正当场一次书面告知，未告知的自收到之日起即为受理，逾期未补正视为撤回',
    42: '网上申请一个工作日内审查并一次告知，出具电子凭证',
    50: '热线事项五个工作日办结，可延五个工作日',
    52: '好差评全覆盖，实名差评一个工作日内联系',
  },
}
