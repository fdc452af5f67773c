import { z } from 'zod'
import { legalDate } from '../../../contract/item.ts'
import { roleKeys, type Role } from '../../../contract/roles.ts'

/** organs.yaml and people.yaml of a city's pack (packs/<city>) */
export const OrgansPack = z.object({
  organs: z.array(z.object({
    key: z.string(), name: z.string(), docPrefix: z.string(), uscc: z.string(), level: z.number().int(),
    kind: z.enum(['government', 'department', 'institution', 'utility', 'zone']), order: z.number().int(),
    parent: z.string().optional(), division: z.string().optional(), phone: z.string(),
  })),
})

export const PeoplePack = z.object({
  people: z.array(z.object({
    key: z.string(), name: z.string(), idNumber: z.string(), phone: z.string(), address: z.string().optional(), post: z.string().optional(),
    company: z.object({ name: z.string(), uscc: z.string() }).optional(),
    roles: z.array(z.object({ role: z.enum(roleKeys as [Role, ...Role[]]), organ: z.string().nullable() })),
    leave: z.array(z.object({ from: legalDate, to: legalDate, deputy: z.string() })).optional(),
  })),
})
export type OrgansPack = z.infer<typeof OrgansPack>
export type PeoplePack = z.infer<typeof PeoplePack>
