import { readSettings, type SettingSheet, type ValuesOf } from './settings.ts'

/* 培训参数 (what a city sets for training; never constants in a rule). */

export const trainingSheet = {
  classMinutes: { name: '一学时的分钟数', value: 45, least: 30, most: 60, source: '一学时按一节课计' },
  hoursRequired: { name: '2021年起每人每年的学时', value: 60, least: 60, most: 400, source: '法治政府建设实施纲要（2021—2025年）三十四：不少于六十学时' },
  hoursBefore: { name: '2021年以前每人每年的学时', value: 60, least: 0, most: 400, source: '参数：天津为40，本市沿用60' },
  early: { name: '开始前多少分钟起可以签到', value: 30, least: 0, most: 240 },
  late: { name: '结束后多少分钟内可以签退', value: 30, least: 0, most: 240 },
  fullShare: { name: '在场达到多少（%）按全部学时计', value: 90, least: 50, most: 100 },
  leastShare: { name: '在场不到多少（%）不计学时', value: 50, least: 0, most: 100 },
  lectures: { name: '领导班子每年法治专题讲座次数', value: 2, least: 2, most: 24, source: '法治政府建设与责任落实督察工作规定 7—9：每年至少举办2次' },
  termFrom: { name: '本届任期从哪一天起', value: '2017-02-01', source: '参数：脱产培训按任期计' },
  pointScore: { name: '示范点现场核验合格分', value: 90, least: 60, most: 100, source: 'KH-04，本市设计' },
  pointNotice: { name: '示范点公示的工作日', value: 5, least: 3, most: 30, source: 'KH-04，本市设计' },
  pointYears: { name: '示范点命名有效的年数', value: 3, least: 1, most: 10, source: 'KH-04，本市设计' },
} satisfies SettingSheet

export type TrainingSettings = ValuesOf<typeof trainingSheet>

/** what holds where a city sets nothing; `given` as readSettings takes it */
export function trainingSettings(given: Readonly<Record<string, string>> = {}): TrainingSettings {
  return readSettings(trainingSheet, given)
}
