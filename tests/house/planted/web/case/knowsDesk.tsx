// planted: shared-never-a-desk
import { Intake } from '../desks/window/intake.tsx'
export const shown = Intake
