import type { Endpoint } from './endpoint.ts'
import { all as campaigns } from './campaigns.ts'
import { all as casework } from './casework.ts'
import { all as catalogue } from './catalogue.ts'
import { all as city } from './city.ts'
import { all as exams } from './exams.ts'
import { all as credentials } from './credentials.ts'
import { all as files } from './files.ts'
import { all as hall } from './hall.ts'
import { all as licences } from './licences.ts'
import { all as session } from './session.ts'
import { all as sunlog } from './sunlog.ts'
import { all as training } from './training.ts'

/**
 * Every endpoint of the house. The server does not start while one of these is bound by nobody, or while one is bound that
 * does not stand here. A module adds the `all` of its file.
 */
export const endpoints: readonly Endpoint<any, any, any, any>[] = [...session, ...files, ...catalogue, ...licences, ...casework, ...credentials, ...hall, ...city, ...sunlog, ...exams, ...training, ...campaigns]
