import { describe, expect, it } from 'vitest'
import { exampleFiles, examplesOf } from './example.ts'
import { runActs, runCall } from './runExample.ts'

/* Every examples.yaml under law/ (settled.md 13); tests/law/README.md says how they are written. */

const files = exampleFiles()

it('finds the examples of the house of law', () => {
  expect(files).toContain('law/kernel/examples.yaml')
  expect(files).toContain('law/calendar/examples.yaml')
})

for (const file of files) {
  describe(file, () => {
    for (const [i, x] of examplesOf(file).entries()) {
      it(`${i + 1} ${x.rule} ${x.name}`, () => (x.form === 'call' ? runCall(x) : runActs(x)))
    }
  })
}
