/*
 * Promises to a person (settled.md 7): one term from an instant (promiseInstant), and a bundle's promise as the critical path
 * of its members (promisePath). A promise stands in front of the statutory limit and never moves it.
 */
export * from './promiseInstant.ts'
export * from './promisePath.ts'
