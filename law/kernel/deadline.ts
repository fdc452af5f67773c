/*
 * Deadlines. Every legal deadline of the house is counted here (G-01): a period is derived day by day (deadlineCount), runs as a
 * Clock that acts start, stop and lengthen (deadlineClock), and is told to people with its derivation (deadlineTold).
 */
export * from './deadlineCount.ts'
export * from './deadlineClock.ts'
export * from './deadlineInTime.ts'
export * from './deadlineTold.ts'
