import type { Statute } from './statute.ts'

export const ruleOfLawProgramme: Statute = {
  title: '法治政府建设实施纲要（2021—2025年）',
  fullTitle: '法治政府建设实施纲要（2021—2025年）',
  level: '规范性文件',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { adopted: '2021-08-02', from: '2021-08-02', tag: 'from memory' },
  ],
  articles: {
    34: '行政执法人员每年接受不少于六十学时的业务知识和法律法规培训；领导班子每年举办两期以上法治专题讲座',
  },
}
