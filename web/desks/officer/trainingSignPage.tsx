import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { mine, sign } from '../../../contract/training.ts'
import '../../case/training.css'
import { Trouble, useDo, useRefresh, Waiting } from '../../shell/staff/index.ts'
import { officer as t } from '../../text/zh-CN/training.ts'
import { deviceOf, SignedBox, type Signed } from './trainingSign.tsx'

/** Where the code on the room's screen leads: it signs at once, as whoever is signed in on this phone. */
export default function TrainingSignPage() {
  const c = new URLSearchParams(location.search).get('c')
  const doing = useDo(sign)
  const refresh = useRefresh()
  const begun = useRef(false)
  const [signed, setSigned] = useState<Signed>()
  useEffect(() => {
    if (begun.current || !c) return
    begun.current = true
    void doing.run({ body: { c, device: deviceOf() } }).then((d) => { if (d) { setSigned(d); void refresh(mine) } })
  }, [c, doing, refresh])
  return (
    <div className="tr-narrow stack">
      <h1>{t.sign}</h1>
      {!c && <p>{t.noCode}</p>}
      {signed ? <SignedBox of={signed} /> : doing.problem ? <><h2>{t.failed}</h2><Trouble of={doing.problem} /><p>{t.signLead}</p></> : c ? <><p role="status">{t.signing}</p><Waiting /></> : null}
      <p><Link to="/officer/training">{t.backHome}</Link></p>
    </div>
  )
}
