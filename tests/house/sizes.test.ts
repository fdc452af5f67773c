import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { exportsOf, habit, roomOf, sizes } from '../../tools/house.ts'
import { root } from './sources.ts'

/* npm run house: what it counts, and that it fails nothing. */

it('knows the habit of each room', () => {
  expect(['law/permit/limits.ts', 'server/app.ts', 'server/modules/casework/act.ts', 'web/kit/page.tsx', 'law/permit/rules.test.ts', 'tests/http/toy.ts'].map(habit))
    .toEqual([150, 250, 200, 300, 400, 400])
  expect(['server/tables.ts', 'server/schema.sql', 'tests/house/planted/web/kit/button.tsx'].map(habit)).toEqual([undefined, undefined, undefined])
})

it('adds a file to its room, tests apart', () => {
  expect(sizes([{ path: 'law/permit/a.ts', lines: 7 }, { path: 'law/permit/b.ts', lines: 5 }, { path: 'law/permit/a.test.ts', lines: 3 }]))
    .toEqual([{ room: 'law/permit', files: 2, lines: 12, tests: 1, testLines: 3 }])
  expect(['server/main.ts', 'server/modules/hall/index.ts', 'web/desks/citizen/home.tsx'].map(roomOf)).toEqual(['server', 'server/modules/hall', 'web/desks/citizen'])
})

it('counts every way of letting something out of a door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'house-'))
  const door = join(folder, 'index.ts')
  writeFileSync(door, `export * from './a.ts'\nexport * as b from './b.ts'\nexport { c, d as e } from './c.ts'\nexport const f = 1, g = 2\nexport interface H {}\nexport function i() {}\nconst j = 1\n`)
  expect(exportsOf(door)).toEqual(["* './a.ts'", 'b', 'c', 'e', 'f', 'g', 'H', 'i'])
  rmSync(folder, { recursive: true })
})

it('prints sizes, large files and doors of the tree, and ends well', () => {
  const out = execFileSync(process.execPath, ['--import', 'tsx', 'tools/house.ts'], { cwd: root, encoding: 'utf8' })
  expect(out).toMatch(/^law\/permit\s+\d+\s+\d+/m)
  expect(out).toMatch(/larger than the habit/)
  expect(out).toMatch(/^server\/modules\/casework\/index\.ts\s+\d+$/m)
})
