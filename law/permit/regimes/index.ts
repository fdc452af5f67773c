import type { Regime } from '../../item/item.ts'
import type { RegimeTerms } from '../regime.ts'
import { filing } from './filing.ts'
import { marketRegistration } from './marketRegistration.ts'
import { permit } from './permit.ts'
import { publicService } from './publicService.ts'
import { realEstateRegistration } from './realEstateRegistration.ts'

export const regimes: Readonly<Record<Regime, RegimeTerms>> = { permit, marketRegistration, realEstateRegistration, publicService, filing }
