/** Filling a city from lists that officials hand in, and its first administrators. Handed on by the door as `imports`. */
export { readSheet } from '../../kernel/sheet.ts'
export { organHeadings, organRows, personHeadings, personRows, postHeadings, postRows } from './rows.ts'
export { takeInOrgans, takeInPeople, takeInPosts, type Taken, type Taking } from './takeIn.ts'
export { createAdministrator, missingAdministrators, resetPassword } from './administrators.ts'
