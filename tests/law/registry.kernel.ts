import { calendar as calendarOf, calendarByVersion, faultsOfYear } from '../../law/calendar/index.ts'
import { within } from '../../law/kernel/bound.ts'
import * as dates from '../../law/kernel/dates.ts'
import { chineseDate, datesBadlyWritten } from '../../law/kernel/datesWritten.ts'
import * as deadline from '../../law/kernel/deadline.ts'
import * as numbers from '../../law/kernel/documentNumber.ts'
import * as identity from '../../law/kernel/identity.ts'
import { lampOf, yellowFrom } from '../../law/kernel/lamp.ts'
import * as money from '../../law/kernel/money.ts'
import { criticalPath, promisedInstant } from '../../law/kernel/promise.ts'
import { remedyDeadlines, remedyText, remedy } from '../../law/kernel/remedy.ts'
import { unitOf } from '../../law/kernel/unitOf.ts'
import { resolve, versionInForce } from '../../law/statutes/index.ts'
import type { ExampleFunction } from './registry.ts'

/** a clock of a case as examples write it: the fields that the arithmetic looks at */
function clockOf(c: { start: string; n: number; unit?: 'workday' | 'calendar' | 'month' }) {
  return { id: 'example', name: '样例期限', rule: 'kernel/deadline', basis: [], event: '受理', kind: 'statutory' as const, unit: 'workday' as const, ...c }
}

/** functions of law/kernel, law/calendar and law/statutes, by the names that the rulebook gives them */
export const kernelFunctions: Readonly<Record<string, ExampleFunction>> = {
  WD: ({ calendar }, d, n) => dates.WD(d, n, calendar),
  WDB: ({ calendar }, d, n) => dates.WDB(d, n, calendar),
  NDX: (_, d, n) => dates.NDX(d, n),
  ND: ({ calendar }, d, n) => dates.ND(d, n, calendar),
  MOX: (_, d, n) => dates.MOX(d, n),
  MO: ({ calendar }, d, n) => dates.MO(d, n, calendar),
  WDN: ({ calendar }, a, b) => dates.WDN(a, b, calendar),
  PREV: ({ calendar }, d) => dates.PREV(d, calendar),

  isWorkday: ({ calendar }, d) => calendar.isWorkday(d),
  'calendar.reason': ({ calendar }, d) => calendar.reason(d) ?? '工作日',
  'calendar.faultsOfYear': (_, year) => faultsOfYear(year),
  workdaysIn: (_, year, version) => dates.workdaysIn(year, calendarByVersion(version)),
  legalDateOf: (_, at) => dates.legalDateOf(at),
  instantOf: (_, date, time) => dates.instantOf(date, time),
  addHours: (_, at, n) => dates.addHours(at, n),
  chineseDate: (_, d) => chineseDate(d),
  datesBadlyWritten: (_, text) => datesBadlyWritten(text),

  derive: ({ calendar }, term) => deadline.derive(term, calendar),
  'derive.told': ({ calendar }, term) => deadline.tellDerivation(deadline.derive(term, calendar)),
  inTime: (_, due, done) => deadline.inTime(due, done),
  startClock: ({ calendar }, c, reach) => deadline.startClock(clockOf(c), calendar, reach),
  'startClock.internalDue': ({ calendar }, c) => deadline.derivationOf(deadline.startClock(clockOf(c), calendar), calendar).internalDue,
  recompute: ({ calendar }, c, later) =>
    deadline.recompute(deadline.startClock(clockOf(c), calendar, { accepting: true }), calendarOf({ asOf: later })),
  pausedAndResumed: ({ calendar }, c, pause) => {
    const paused = deadline.pauseClock(deadline.startClock(clockOf(c), calendar), pause)
    return deadline.resumeClock(paused, { to: pause.to }, calendar)
  },
  lampOf: ({ calendar }, c, at) => lampOf(deadline.startClock(clockOf(c), calendar), at, calendar),
  yellowFrom: ({ calendar }, c) => yellowFrom(deadline.startClock(clockOf(c), calendar), calendar),

  promisedInstant: ({ calendar }, term, from, hours) => promisedInstant(term, from, hours, calendar),
  criticalPath: ({ calendar }, members, from, hours) => criticalPath(members, from, hours, calendar),

  unitOf: (_, law, n, written, on) => unitOf(law, n, written, on),
  within: (_, word, limit, value) => within(word, limit, value),
  remedyText: (_, d) => remedyText(d),
  'remedy.basis': (_, d) => remedy(d).basis.map((c) => `${c.law}${c.article}`),
  remedyDeadlines: ({ calendar }, day) => remedyDeadlines(day, calendar),
  versionInForce: (_, title, day) => versionInForce(title, day).adopted,
  'resolve.sentence': (_, citation, day) => resolve(citation, day).sentence,

  citizenId: (_, text, today) => identity.citizenId(text, today),
  'citizenId.ok': (_, text) => identity.citizenId(text).ok,
  ageOn: (_, birth, day) => identity.ageOn(birth, day),
  'socialCreditCode.ok': (_, text) => identity.socialCreditCode(text).ok,
  socialCreditCode: (_, text) => identity.socialCreditCode(text),
  divisionLabel: (_, code) => identity.divisionLabel(code),
  licenceCheck: (_, parts) => identity.licenceCheck(parts),
  licenceIdentifier: (_, parts) => identity.licenceIdentifier(parts),
  readLicenceIdentifier: (_, text) => identity.readLicenceIdentifier(text),
  maskName: (_, text) => identity.maskName(text),
  maskId: (_, text) => identity.maskId(text),
  maskIdPublic: (_, text) => identity.maskIdPublic(text),
  maskPhone: (_, text) => identity.maskPhone(text),

  isDocumentNumber: (_, text, style) => numbers.isDocumentNumber(text, style),
  documentNumber: (_, parts, style) => numbers.documentNumber(parts, style),
  nextSerial: (_, register) => numbers.nextSerial(register),
  voidNumber: (_, register, serial, reason) => numbers.voidNumber(register, serial, reason),
  tellRegister: (_, register) => register.map(numbers.tellRegisterLine),
  faultsOfRegister: (_, register) => numbers.faultsOfRegister(register),
  capitals: (_, fen) => money.capitals(fen),
  formatFen: (_, fen) => money.formatFen(fen),
  fenOf: (_, text) => money.fenOf(text),
}
