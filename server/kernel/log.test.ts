import { expect, test } from 'vitest'
import { createLog, masked } from './log.ts'

function written(act: (log: ReturnType<typeof createLog>) => void): any[] {
  const lines: string[] = []
  act(createLog({ logLevel: 'info' }, { write: (line: string) => void lines.push(line) }))
  return lines.map((l) => JSON.parse(l))
}

test('fields on the list are written, all others left out by name', () => {
  const [line] = written((log) => log.info({ route: '/api/v1/cases/:id', status: 201, applicantName: '陈某某', idNumber: '411002199001011234' }, 'answered'))
  expect(line).toMatchObject({ level: 'info', msg: 'answered', route: '/api/v1/cases/:id', status: 201, leftOut: ['applicantName', 'idNumber'] })
  expect(JSON.stringify(line)).not.toMatch(/陈某某|4110021990/)
})

test('a child logger keeps to the same list', () => {
  const [line] = written((log) => log.child({ reqId: 'r1', phone: '13800000000' }).info({}, 'x'))
  expect(line.reqId).toBe('r1')
  expect(JSON.stringify(line)).not.toContain('13800000000')
})

test('an error keeps its kind, code and places, and loses what somebody typed', () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: 陈某某'), { severity: 'ERROR', code: '22P02', detail: 'Key (name)=(陈某某)', constraint: undefined })
  const typed = new TypeError('cannot read "陈某某" of 411002199001011234')
  const lines = written((log) => { log.error({ err: error }, 'a'); log.error({ err: typed }, 'b') })
  expect(lines[0].err).toMatchObject({ code: '22P02', stack: expect.stringContaining('log.test.ts') })
  expect(lines[1].err).toMatchObject({ type: 'TypeError', message: 'cannot read … of …' })
  expect(JSON.stringify(lines)).not.toMatch(/陈某某|411002/)
})

test('a request is logged by its pattern, never by its address', () => {
  const [line] = written((log) => log.info({ req: { method: 'GET', url: '/search?q=陈某某', routeOptions: { url: '/search' } } as never }, 'x'))
  expect(line.req).toEqual({ method: 'GET', route: '/search' })
})

test('numbers of five digits and more and quoted text are masked, statutes are not', () => {
  expect(masked('《行政许可法》第三十二条 “陈某某” 13800000000 411000')).toBe('《行政许可法》第三十二条 … … …')
})
