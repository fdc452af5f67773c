import { useEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { client, type OutputOf } from '../../../contract/client.ts'
import { clock } from '../../../contract/city.ts'

type Clock = OutputOf<typeof clock>
/** how far legal time is from this machine's, ms */
interface Known { view: Clock; ahead: number }

const eight = 8 * 3_600_000
const written = (ms: number) => `${new Date(ms + eight).toISOString().slice(0, -1)}+08:00`

function useKnown(): Known | undefined {
  return useQuery({
    queryKey: [clock.id, 'ahead'], refetchInterval: 30_000, staleTime: 25_000,
    queryFn: async ({ signal }) => {
      const view = await client(clock)({}, { signal, background: true })
      return { view, ahead: Date.parse(view.legal) - Date.now() }
    },
  }).data
}

/** the hall's clock: opening hours, whether today is a working day, whether legal time was moved */
export function useClock(): Clock | undefined {
  return useKnown()?.view
}

/** Legal now, RFC 3339 +08:00: what 今天 means here. Goes on by itself; null until the server has said it once. */
export function useNow(every = 15_000): string | null {
  const known = useKnown()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), every)
    return () => clearInterval(timer)
  }, [every])
  return known ? written(Date.now() + known.ahead) : null
}
