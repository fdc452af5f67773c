import type { Endpoint } from './endpoint.ts'
import { all as casework } from './casework.ts'
import { all as files } from './files.ts'
import { all as session } from './session.ts'

/**
 * Every endpoint of the house. The server does not start while one of these is bound by nobody, or while one is bound that
 * does not stand here. A module adds its file: `import { all as hall } from './hall.ts'`.
 */
export const endpoints: readonly Endpoint<any, any, any, any>[] = [...session, ...files, ...casework]
