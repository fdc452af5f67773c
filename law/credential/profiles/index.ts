import type { Profile } from '../audit.ts'
import { general } from './general.ts'
import { xuchang2020 } from './xuchang2020/index.ts'

/** every profile that a campaign may run, by its key */
export const profiles: Readonly<Record<string, Profile<any>>> = { [general.key]: general, [xuchang2020.key]: xuchang2020 }
