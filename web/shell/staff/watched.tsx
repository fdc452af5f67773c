import { state } from '../../../contract/sunlog.ts'
import { sayExactly } from '../../../contract/say.ts'
import { quorum as t } from '../../text/zh-CN/operator.ts'
import { useAsk } from './api.ts'

/** Says over every desk that the outside has stopped watching, and later that nothing can be decided (trust.md 2.5). */
export function WatchedBar() {
  const asked = useAsk(state, {}, { every: 60_000 })
  const quorum = asked.data?.quorum
  if (!quorum?.late) return null
  return (
    <div className="watched-bar" role="status">
      {quorum.stopped ? <b>{t.stopped}</b> : t.late(sayExactly(quorum.missingSince!))} <a href="/open">{t.see}</a>
    </div>
  )
}
