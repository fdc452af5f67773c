import { expect, test } from 'vitest'
import { isUuid, millisecondsOf, uuidv7 } from './ids.ts'

test('ids are version 7, unique, and sorted as they were asked for', () => {
  const ids = Array.from({ length: 20_000 }, () => uuidv7())
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids.slice(0, 100)) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the real millisecond can be read back, and a clock set back does not turn the order round', () => {
  // other tests of this worker may have asked for ids of a later time
  const ahead = millisecondsOf(uuidv7()) + 3_600_000
  const first = uuidv7(ahead)
  expect(millisecondsOf(first)).toBe(ahead)
  expect(uuidv7(ahead - 60_000) > first).toBe(true)
})

test('text that is no uuid is told apart', () => {
  expect(isUuid(uuidv7())).toBe(true)
  for (const bad of ['', '1', 'x'.repeat(36), uuidv7().toUpperCase(), uuidv7() + '0', "' or 1=1 --"]) expect(isUuid(bad)).toBe(false)
})
