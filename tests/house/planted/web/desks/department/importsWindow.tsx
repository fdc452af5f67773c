// planted: desks-apart
import { Intake } from '../window/intake.tsx'
export const shown = Intake
