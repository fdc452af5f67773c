import 'virtual:tokens.css'
import './kit/css/base.css'
import './kit/css/control.css'
import './kit/css/parts.css'
import './shell/staff/staff.css'
import { createRoot } from 'react-dom/client'
import * as body from './desks/body/index.tsx'
import * as department from './desks/department/index.tsx'
import * as leader from './desks/leader/index.tsx'
import * as officer from './desks/officer/index.tsx'
import * as operator from './desks/operator/index.tsx'
import * as supervisor from './desks/supervisor/index.tsx'
import * as window from './desks/window/index.tsx'
import { StaffApp } from './shell/staff/app.tsx'

/** The staff application: the shell, and the desks that it shows. A desk adds itself here and nowhere else. */
const desks = [window, department, supervisor, body, officer, leader, operator]

createRoot(document.getElementById('root')!).render(
  <StaffApp routes={desks.flatMap((d) => d.routes)} nav={desks.flatMap((d) => d.nav)} nonce={document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''} />,
)
