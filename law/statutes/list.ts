import { administrativeLicensing } from './administrativeLicensing.ts'
import { administrativePenalty } from './administrativePenalty.ts'
import { administrativeCompulsion } from './administrativeCompulsion.ts'
import { administrativeReconsideration } from './administrativeReconsideration.ts'
import { administrativeLitigation } from './administrativeLitigation.ts'
import { businessEnvironment } from './businessEnvironment.ts'
import { henanBusinessEnvironment } from './henanBusinessEnvironment.ts'
import { onlineGovernmentServices } from './onlineGovernmentServices.ts'
import { marketRegistration } from './marketRegistration.ts'
import { marketRegistrationDetail } from './marketRegistrationDetail.ts'
import { companyRegistration } from './companyRegistration.ts'
import { marketPermitProcedure } from './marketPermitProcedure.ts'
import { realEstateRegistration } from './realEstateRegistration.ts'
import { investmentProjects } from './investmentProjects.ts'
import { informationDisclosure } from './informationDisclosure.ts'
import { electronicSignature } from './electronicSignature.ts'
import { archives } from './archives.ts'
import { archivesRegulation } from './archivesRegulation.ts'
import { civilCode } from './civilCode.ts'
import { civilGeneralRules } from './civilGeneralRules.ts'
import { holidays } from './holidays.ts'
import { decisionProcedure } from './decisionProcedure.ts'
import { henanEnforcement } from './henanEnforcement.ts'
import { anyangGovernmentServices } from './anyangGovernmentServices.ts'
import { xuchangGovernmentServices } from './xuchangGovernmentServices.ts'
import { barrierFree } from './barrierFree.ts'
import { identityCards } from './identityCards.ts'
import { personalInformation } from './personalInformation.ts'
import { dataSecurity } from './dataSecurity.ts'
import { cybersecurity } from './cybersecurity.ts'
import { marketPenaltyProcedure } from './marketPenaltyProcedure.ts'
import { housingPenaltyProcedure } from './housingPenaltyProcedure.ts'
import { henanElderly } from './henanElderly.ts'
import { companies } from './companies.ts'
import { seeds } from './seeds.ts'
import { socialInsurance } from './socialInsurance.ts'
import { socialInsuranceHandling } from './socialInsuranceHandling.ts'
import { housingFund } from './housingFund.ts'
import { medicalDevices } from './medicalDevices.ts'
import { medicalDeviceProduction } from './medicalDeviceProduction.ts'
import { foodSafety } from './foodSafety.ts'
import { publicPlacesHealth } from './publicPlacesHealth.ts'
import { roadTransport } from './roadTransport.ts'
import { residencePermits } from './residencePermits.ts'
import { householdRegistration } from './householdRegistration.ts'
import { individualBusinesses } from './individualBusinesses.ts'
import { individualBusinessPromotion } from './individualBusinessPromotion.ts'
import { deedTaxLaw } from './deedTaxLaw.ts'
import { deedTaxRegulation } from './deedTaxRegulation.ts'
import { taxCollection } from './taxCollection.ts'
import { propertyRights } from './propertyRights.ts'
import { civilServants } from './civilServants.ts'
import { cadreRetirement } from './cadreRetirement.ts'
import { retirementReform } from './retirementReform.ts'
import { guizhouSupervision } from './guizhouSupervision.ts'
import { transportCredentials } from './transportCredentials.ts'
import { ruleOfLawProgramme } from './ruleOfLawProgramme.ts'
import { threeSystems } from './threeSystems.ts'
import { cityManagementReform } from './cityManagementReform.ts'
import { ruleOfLawInspection } from './ruleOfLawInspection.ts'
import type { Statute } from './statute.ts'

/** every statute that this house cites; a new one is a new file and two lines here */
export const list: readonly Statute[] = [
  administrativeLicensing, administrativePenalty, administrativeCompulsion, administrativeReconsideration,
  administrativeLitigation, businessEnvironment, henanBusinessEnvironment, onlineGovernmentServices, marketRegistration,
  marketRegistrationDetail, companyRegistration, marketPermitProcedure, realEstateRegistration, investmentProjects,
  informationDisclosure, electronicSignature, archives, archivesRegulation, civilCode, civilGeneralRules, holidays,
  decisionProcedure, henanEnforcement, anyangGovernmentServices, xuchangGovernmentServices, barrierFree, identityCards,
  personalInformation, dataSecurity, cybersecurity, marketPenaltyProcedure, housingPenaltyProcedure, henanElderly,
  companies, seeds, socialInsurance, socialInsuranceHandling, housingFund, medicalDevices, medicalDeviceProduction,
  foodSafety, publicPlacesHealth, roadTransport, residencePermits, householdRegistration, individualBusinesses,
  individualBusinessPromotion, deedTaxLaw, deedTaxRegulation, taxCollection, propertyRights,
  civilServants, cadreRetirement, retirementReform, guizhouSupervision, transportCredentials, ruleOfLawProgramme,
  threeSystems, cityManagementReform, ruleOfLawInspection,
]
