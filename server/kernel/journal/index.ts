/** The journal: audit trail, event bus and tamper-evident record in one (architecture 7). */
export { createJournal, commit, digest, newSalt, type EntryFields, type GivenReceipt, type Journal, type LogSide, type PreparedEntry } from './entry.ts'
export { append, columns } from './append.ts'
export { sequence } from './sequencer.ts'
export { consume, type JournalItem } from './subscribe.ts'
