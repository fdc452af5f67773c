/** Reading what others wrote, and judging it: files of items, guides, statutes and calendars. Handed on by the door as `imports`. */
export { parseItems, type Parsed } from './importItems.ts'
export { judgeIncoming, takeIn, type Broken, type Judging } from './incoming.ts'
export { parseLaws, takeInLaws } from './importLaws.ts'
export { parseCalendar, takeInYears } from './importCalendar.ts'
export { catalogueOf, lintRevision, readLists } from './lint.ts'
export { articleNumber, hashOf, shortTitle } from './identity.ts'
export { putDraft } from './store.ts'
