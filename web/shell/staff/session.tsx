import { createContext, useContext } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, connection, newKey, type OutputOf } from '../../../contract/client.ts'
import type { Role } from '../../../contract/roles.ts'
import { signIn, signOut, whoAmI } from '../../../contract/session.ts'

type View = OutputOf<typeof whoAmI>

export interface StaffSession {
  person: NonNullable<View['person']>
  grants: View['grants']
  profile: View['profile']
  /** holds one of these roles, at any organ */
  has(...roles: readonly Role[]): boolean
  /** key of the organ at which the role is held */
  organOf(role: Role): string | null
}

const Context = createContext<StaffSession | null>(null)
export const SessionContext = Context

/** Who is here. Throws outside the shell: a desk is never shown to nobody. */
export function useSession(): StaffSession {
  const s = useContext(Context)
  if (!s) throw new Error('no session above this component')
  return s
}

export const asSession = (v: View): StaffSession | null => v.person && {
  person: v.person, grants: v.grants, profile: v.profile,
  has: (...roles) => v.grants.some((g) => roles.includes(g.role)),
  organOf: (role) => v.grants.find((g) => g.role === role)?.organ ?? null,
}

/** asked once; signing in and out replace it */
export function useWhoAmI() {
  return useQuery({
    queryKey: [whoAmI.id], staleTime: Infinity,
    queryFn: async () => {
      const view = await client(whoAmI)({})
      connection.csrf = view.csrf
      return view
    },
  })
}

/** signs in as a demo person or with a password; throws ProblemError */
export function useSignIn() {
  const cache = useQueryClient()
  return async (who: { person: string } | { login: string; password: string }) => {
    const view = await client(signIn)({ body: who })
    connection.csrf = view.csrf
    // what another person saw stays with that person
    const before = cache.getQueryData<View>([whoAmI.id])
    if (before?.person && before.person.id !== view.person?.id) cache.clear()
    cache.setQueryData([whoAmI.id], view)
    return view
  }
}

export function useSignOut() {
  const cache = useQueryClient()
  return async () => {
    await client(signOut)({}, { key: newKey() })
    connection.csrf = null
    cache.clear()
    await cache.invalidateQueries({ queryKey: [whoAmI.id] })
  }
}
