export { notFromActs, recompute, type Difference, type Looked, type ReplayDeps, type Which } from './recompute.ts'
export { rebuild, type Rebuilt } from './rebuild.ts'
